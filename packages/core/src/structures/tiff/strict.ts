// Reads TIFF directories for rewriting: exactly what is there, or an error. Nothing is guessed.
import type { Scan } from '../../bytes/scan.js';
import { noView } from '../../bytes/view.js';
import { MetadataError } from '../../errors.js';
import { type DirectoryFaults, DirectoryWalk, type TiffForm } from './directory.js';
import { readHeader } from './header.js';

/** A TIFF structure in a file: `base` is where its header lies, `end` where it ends at the latest. */
export interface TiffShape extends TiffForm {
  readonly base: number;
  readonly end: number;
  /** Offset of the first directory, from `base`. */
  readonly first: number;
}

/** An entry as it is stored. Its value is `[start, end)` of the file. */
export interface RawEntry {
  readonly id: number;
  readonly type: number;
  readonly count: number;
  /** Where the entry itself starts. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly length: number;
  /** Whether the value stands in the entry. */
  readonly inline: boolean;
}

/** A directory as it is stored: `[at, end)` is the number of entries and the entries. */
export interface RawIfd {
  readonly at: number;
  readonly end: number;
  readonly entries: readonly RawEntry[];
  /** Offset of the next one from `base`, 0 where there is none. */
  readonly next: number;
}

/**
 * The header at `base` (TIFF 6.0 section 2; BigTIFF). Throws `malformed` where there is none, `unsupported-format` where
 * it is another's: what such raw files refer to is not known.
 */
export function* readTiffShape(base: number, end: number): Scan<TiffShape> {
  const view = yield { start: base, end: Math.min(end, base + 16) };
  const header = readHeader(view, base);
  if (!header) throw new MetadataError('malformed', 'not a TIFF header', { offset: base });
  if (header.magic !== 42 && !header.big)
    throw new MetadataError(
      'unsupported-format',
      'raw files built like TIFF, but not one, cannot be changed',
      {
        offset: base,
      },
    );
  const { littleEndian, big, first } = header;
  return { base, end, littleEndian, big, first: first - base };
}

/** What is done about faults of a directory. */
export interface Faults {
  /** Hears of each entry that is left out, as its type is unknown or its value lies outside. */
  lost?(id: number, at: number): void;
  /** Hears that a directory is longer than it may be: what is there of it is read. Without this it is an error. */
  cutOff?(message: string, at: number): void;
}

/**
 * The directory at `offset` from the base. Throws `malformed` where it does not lie in the file, `truncated` where its
 * end does not, `limit-exceeded` where it holds more than `maxEntries`.
 */
export function* readRawIfd(
  shape: TiffShape,
  offset: number,
  maxEntries: number,
  faults: Faults = {},
): Scan<RawIfd> {
  const { base, end } = shape;
  const at = base + offset;
  const walk = new DirectoryWalk(noView, shape, { start: base, end }, strictFaults(maxEntries, faults));
  const ifd = offset < 8 ? undefined : yield* rawIfd(walk, at);
  if (!ifd) throw new MetadataError('malformed', 'a directory lies outside the file', { offset: at });
  const { stated, count } = walk;
  if (count !== stated) faults.cutOff?.(`a directory of ${stated} entries: ${count} are read`, at);
  const isThere = (entry: RawEntry): boolean => entry.length > 0 && entry.end <= end;
  for (const entry of ifd.entries) if (!isThere(entry)) faults.lost?.(entry.id, entry.at);
  return { ...ifd, entries: ifd.entries.filter(isThere) };
}

/** Every entry is given: where its value lies is looked at afterwards. */
function strictFaults(maxEntries: number, { cutOff }: Faults): DirectoryFaults {
  return {
    maxEntries,
    directory(fault, { start: offset, stated }, room) {
      if (fault === 'outside') return undefined;
      if (cutOff) return room;
      if (fault === 'too many')
        throw new MetadataError('limit-exceeded', `a directory of ${stated} entries`, { offset });
      throw new MetadataError('truncated', 'a directory is cut off by the end of the file', { offset });
    },
    entry: () => 'give',
  };
}

/** All that is walked of the directory at `start`; `undefined` where there is none. */
export function* rawIfd(walk: DirectoryWalk, start: number): Scan<RawIfd | undefined> {
  walk.enter(start);
  for (let range = walk.open(); range; range = walk.open()) walk.view = yield range;
  if (walk.count === undefined) return undefined;
  const entries: RawEntry[] = [];
  while (walk.advance()) {
    const { id, type, values, at, valueStart, length, inline } = walk;
    entries.push({
      id,
      type,
      count: values,
      at,
      start: valueStart,
      end: valueStart + length,
      length,
      inline,
    });
  }
  return { at: start, end: walk.end, entries, next: walk.next() };
}

/** The bytes of an entry's value. Throws `truncated` where the file ends in it. */
export function* rawValue(entry: RawEntry): Scan<Uint8Array> {
  const view = yield { start: entry.start, end: entry.start + entry.length };
  if (!view.has(entry.start, entry.start + entry.length)) {
    throw new MetadataError('truncated', 'a value is cut off by the end of the file', {
      offset: entry.start,
    });
  }
  return view.slice(entry.start, entry.start + entry.length);
}
