// One TIFF directory as its bytes stand, and how entries are taken out of it without moving anything else.
import type { Scan } from '../../bytes/scan.js';
import { noView } from '../../bytes/view.js';
import {
  type DirectoryFaults,
  DirectoryWalk,
  sizesOf,
  type TiffForm,
} from '../../structures/tiff/directory.js';
import { type RawEntry, type RawIfd, rawIfd } from '../../structures/tiff/strict.js';
import { type Draft, runOn } from './draft.js';

/** A directory, as ExifTool calls it. */
export interface Directory extends RawIfd {
  readonly name: string;
}

/**
 * The directory at `at` with all its entries, whatever they say; `undefined` where it does not lie in the draft, behind
 * its first `least` bytes (the header), or holds more than `maxEntries`.
 */
export function* readDirectory(
  draft: Draft,
  form: TiffForm,
  at: number,
  name: string,
  maxEntries: number,
  least = 8,
): Scan<Directory | undefined> {
  if (!Number.isSafeInteger(at) || at < least) return undefined;
  const faults: DirectoryFaults = { maxEntries, directory: () => undefined, entry: () => 'give' };
  const ifd = yield* runOn(
    draft,
    rawIfd(new DirectoryWalk(noView, form, { start: 0, end: draft.length }, faults), at),
  );
  return ifd && { ...ifd, name };
}

/**
 * Writes a directory without `gone`: the entries behind them and the link move up, what is free then is null.
 * `linked` says whether the link means anything here; behind EXIF and GPS directories many writers leave it out.
 */
export function* withoutEntries(
  draft: Draft,
  form: TiffForm,
  directory: Directory,
  gone: ReadonlySet<RawEntry>,
  linked: boolean,
): Scan<void> {
  const sizes = sizesOf(form);
  const { at, end, entries } = directory;
  const before = yield* draft.read(at, end + sizes.link);
  const bytes = new Uint8Array(end - at);
  const data = new DataView(bytes.buffer);
  const staying = entries.filter((entry) => !gone.has(entry));
  if (form.big) data.setBigUint64(0, BigInt(staying.length), form.littleEndian);
  else data.setUint16(0, staying.length, form.littleEndian);
  let to = sizes.count;
  for (const entry of staying) {
    bytes.set(before.subarray(entry.at - at, entry.at - at + sizes.entry), to);
    to += sizes.entry;
  }
  if (linked) bytes.set(before.subarray(end - at, end - at + sizes.link), to);
  draft.write(at, bytes);
}
