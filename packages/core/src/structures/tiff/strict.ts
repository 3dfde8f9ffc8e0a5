// Reads TIFF directories for rewriting: exactly what is there, or an error. Nothing is guessed.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { MetadataError } from '../../errors.js';
import { fieldSize } from './field.js';

/** A TIFF structure in a file: `base` is where its header lies, `end` where it ends at the latest. */
export interface TiffShape {
  readonly base: number;
  readonly end: number;
  readonly littleEndian: boolean;
  readonly big: boolean;
  /** Offset of the first directory, from `base`. */
  readonly first: number;
}

/** An entry as it is stored. Its value is `[start, start + length)` of the file. */
export interface RawEntry {
  readonly id: number;
  readonly type: number;
  readonly count: number;
  readonly start: number;
  readonly length: number;
}

/** A directory as it is stored. `next` is the offset of the next one from `base`, 0 where there is none. */
export interface RawIfd {
  readonly entries: readonly RawEntry[];
  readonly next: number;
}

/** The header at `base` (TIFF 6.0 section 2; BigTIFF). Throws `malformed` where there is none. */
export function* readTiffShape(base: number, end: number): Scan<TiffShape> {
  const view = yield { start: base, end: Math.min(end, base + 16) };
  const order = view.has(base, base + 8) ? view.u16(base) : 0;
  const littleEndian = order === 0x4949;
  const magic = order === 0x4949 || order === 0x4d4d ? view.u16(base + 2, littleEndian) : 0;
  const big = magic === 43 && view.has(base, base + 16) && view.u16(base + 4, littleEndian) === 8;
  if (magic !== 42 && !big) throw new MetadataError('malformed', 'not a TIFF header', { offset: base });
  const first = big ? view.u64(base + 8, littleEndian) : view.u32(base + 4, littleEndian);
  return { base, end, littleEndian, big, first };
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
 * end does not, `limit-exceeded` where it holds more than `entriesAllowed`.
 */
export function* readRawIfd(
  shape: TiffShape,
  offset: number,
  entriesAllowed: number,
  faults: Faults = {},
): Scan<RawIfd> {
  const { littleEndian, big } = shape;
  const countSize = big ? 8 : 2;
  const entrySize = big ? 20 : 12;
  const pointerSize = big ? 8 : 4;
  const at = shape.base + offset;
  let view = yield { start: at, end: Math.min(shape.end, at + 512) };
  if (offset < 8 || at + countSize > shape.end || !view.has(at, at + countSize)) {
    throw new MetadataError('malformed', 'a directory lies outside the file', { offset: at });
  }
  const stated = big ? view.u64(at, littleEndian) : view.u16(at, littleEndian);
  const start = at + countSize;
  let count = stated;
  if (count > entriesAllowed) {
    const message = `a directory of ${stated} entries`;
    if (!faults.cutOff) throw new MetadataError('limit-exceeded', message, { offset: at });
    count = entriesAllowed;
  }
  view = yield* need(view, at, Math.min(shape.end, start + count * entrySize + pointerSize));
  const room = Math.floor((Math.min(shape.end, view.end) - start) / entrySize);
  if (count > room) {
    const message = 'a directory is cut off by the end of the file';
    if (!faults.cutOff) throw new MetadataError('truncated', message, { offset: at });
    count = room;
  }
  if (count < stated) faults.cutOff?.(`a directory of ${stated} entries: ${count} are read`, at);
  const end = start + count * entrySize;
  const entries: RawEntry[] = [];
  for (let entryAt = start; entryAt < end; entryAt += entrySize) {
    const entry = readRawEntry(shape, view, entryAt);
    if (entry) entries.push(entry);
    else faults.lost?.(view.u16(entryAt, littleEndian), entryAt);
  }
  const linked = count === stated && end + pointerSize <= shape.end && view.has(end, end + pointerSize);
  const next = !linked ? 0 : big ? view.u64(end, littleEndian) : view.u32(end, littleEndian);
  return { entries, next };
}

function readRawEntry(shape: TiffShape, view: View, at: number): RawEntry | undefined {
  const { littleEndian, big } = shape;
  const type = view.u16(at + 2, littleEndian);
  const count = big ? view.u64(at + 4, littleEndian) : view.u32(at + 4, littleEndian);
  const length = count * fieldSize(type);
  const valueAt = at + (big ? 12 : 8);
  const inline = length <= (big ? 8 : 4);
  const offset = big ? view.u64(valueAt, littleEndian) : view.u32(valueAt, littleEndian);
  const start = inline ? valueAt : shape.base + offset;
  if (length === 0 || start + length > shape.end) return undefined;
  return { id: view.u16(at, littleEndian), type, count, start, length };
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
