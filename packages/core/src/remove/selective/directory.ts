// One TIFF directory as its bytes stand, and how entries are taken out of it without moving anything else.
import type { Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { fieldSize } from '../../structures/tiff/field.js';
import type { Draft } from './draft.js';

/** Byte order and form of a TIFF structure. */
export interface TiffForm {
  readonly littleEndian: boolean;
  readonly big: boolean;
}

/** An entry: where it stands, and where its value does. */
export interface EntryRow {
  readonly id: number;
  readonly type: number;
  readonly count: number;
  /** Where the entry starts. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  /** Whether the value stands in the entry itself. */
  readonly inline: boolean;
}

/** A directory: `[at, end)` is the count and the entries; the link to the next directory follows. */
export interface Directory {
  readonly name: string;
  readonly at: number;
  readonly end: number;
  readonly rows: readonly EntryRow[];
  /** Offset of the next directory; 0 for none. */
  readonly next: number;
}

/**
 * The directory at `at`; `undefined` where it does not lie in the draft, behind its first `least` bytes (the
 * header), or holds more than `most` entries.
 */
export function* readDirectory(
  draft: Draft,
  form: TiffForm,
  at: number,
  name: string,
  most: number,
  least = 8,
): Scan<Directory | undefined> {
  const { littleEndian, big } = form;
  const { countSize, rowSize, linkSize } = sizes(form);
  if (!Number.isSafeInteger(at) || at < least || at + countSize > draft.length) return undefined;
  const head = new View(yield* draft.read(at, at + countSize), at);
  if (!head.has(at, at + countSize)) return undefined;
  const count = big ? head.u64(at, littleEndian) : head.u16(at, littleEndian);
  const from = at + countSize;
  const end = from + count * rowSize;
  if (count > most || end > draft.length) return undefined;
  const view = new View(yield* draft.read(from, end + linkSize), from);
  if (!view.has(from, end)) return undefined;
  const rows: EntryRow[] = [];
  for (let rowAt = from; rowAt < end; rowAt += rowSize) rows.push(readRow(view, form, rowAt));
  const linked = view.has(end, end + linkSize);
  const next = !linked ? 0 : big ? view.u64(end, littleEndian) : view.u32(end, littleEndian);
  return { name, at, end, rows, next };
}

function readRow(view: View, { littleEndian, big }: TiffForm, at: number): EntryRow {
  const type = view.u16(at + 2, littleEndian);
  const count = big ? view.u64(at + 4, littleEndian) : view.u32(at + 4, littleEndian);
  const length = count * fieldSize(type);
  const valueAt = at + (big ? 12 : 8);
  const inline = length <= (big ? 8 : 4);
  const start = inline ? valueAt : big ? view.u64(valueAt, littleEndian) : view.u32(valueAt, littleEndian);
  return { id: view.u16(at, littleEndian), type, count, at, start, end: start + length, inline };
}

/** Sizes in bytes of the parts of a directory. */
function sizes({ big }: TiffForm): { countSize: number; rowSize: number; linkSize: number } {
  return big ? { countSize: 8, rowSize: 20, linkSize: 8 } : { countSize: 2, rowSize: 12, linkSize: 4 };
}

/**
 * Writes a directory without `gone`: the entries behind them and the link move up, what is free then is null.
 * `linked` says whether the link means anything here; behind EXIF and GPS directories many writers leave it out.
 */
export function* withoutRows(
  draft: Draft,
  form: TiffForm,
  directory: Directory,
  gone: ReadonlySet<EntryRow>,
  linked: boolean,
): Scan<void> {
  const { countSize, rowSize, linkSize } = sizes(form);
  const { at, end, rows } = directory;
  const before = yield* draft.read(at, end + linkSize);
  const bytes = new Uint8Array(end - at);
  const data = new DataView(bytes.buffer);
  const staying = rows.filter((row) => !gone.has(row));
  if (form.big) data.setBigUint64(0, BigInt(staying.length), form.littleEndian);
  else data.setUint16(0, staying.length, form.littleEndian);
  let to = countSize;
  for (const row of staying) {
    bytes.set(before.subarray(row.at - at, row.at - at + rowSize), to);
    to += rowSize;
  }
  if (linked) bytes.set(before.subarray(end - at, end - at + linkSize), to);
  draft.write(at, bytes);
}
