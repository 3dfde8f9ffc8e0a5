// Straight to single entries of a plain TIFF structure in memory: no walk, no entries, no tables. It stands beside the
// walk of `read.ts` as one answer out of a photo takes half a microsecond this way.
import { IFD, LONG } from './types.js';

/** The bytes `[start, end)` as a TIFF structure; offsets below count from the first of all bytes. */
export interface PlainTiff {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly littleEndian: boolean;
  /** Where IFD0 lies. */
  readonly first: number;
}

export const entrySize = 12;
const maxEntries = 512;

/** The TIFF structure in `[start, end)` of `bytes`; `undefined` where it is not as most are. */
export function openPlainTiff(bytes: Uint8Array, start: number, end: number): PlainTiff | undefined {
  const order = bytes[start];
  if (end - start < 8 || end > bytes.length || order !== bytes[start + 1]) return undefined;
  if (order !== 0x49 && order !== 0x4d) return undefined;
  const littleEndian = order === 0x49;
  const none: PlainTiff = { bytes, start, end, littleEndian, first: 0 };
  const first = u16(none, start + 2) === 42 ? directoryFrom(none, start + 4) : 0;
  return first === 0 ? undefined : { bytes, start, end, littleEndian, first };
}

export function isOne(tiff: PlainTiff, entry: number, type: number): boolean {
  return u16(tiff, entry + 2) === type && u32(tiff, entry + 4) === 1;
}

/** Where the value of an entry lies that is longer than four bytes; 0 where that is outside or over its directory. */
export function valueAt(tiff: PlainTiff, directory: number, entry: number, length: number): number {
  const relative = u32(tiff, entry + 8);
  const at = tiff.start + relative;
  const over = at < endOf(tiff, directory) && at + length > directory;
  return relative < 8 || over || at + length > tiff.end ? 0 : at;
}

/** The directory that an entry points to, 0 where there is none. */
export function pointedTo(tiff: PlainTiff, entry: number): number {
  return isOne(tiff, entry, LONG) || isOne(tiff, entry, IFD) ? directoryFrom(tiff, entry + 8) : 0;
}

/** The directory whose offset stands at `at`, 0 where it lies outside or holds nothing. */
function directoryFrom(tiff: PlainTiff, at: number): number {
  const relative = u32(tiff, at);
  const directory = tiff.start + relative;
  if (relative < 8 || directory + 2 > tiff.end) return 0;
  const count = u16(tiff, directory);
  return count === 0 || count > maxEntries || directory + 2 + count * entrySize > tiff.end ? 0 : directory;
}

/** The directory after this one in its chain: 0 where there is none, -1 where it lies outside. */
export function nextOf(tiff: PlainTiff, directory: number): number {
  const at = endOf(tiff, directory);
  if (at + 4 > tiff.end || u32(tiff, at) === 0) return 0;
  return directoryFrom(tiff, at) || -1;
}

/** Where the entries of a directory end. */
export function endOf(tiff: PlainTiff, directory: number): number {
  return directory + 2 + u16(tiff, directory) * entrySize;
}

/** The last entry of this id, which counts as in ExifTool; 0 where there is none. */
export function lastEntry(tiff: PlainTiff, directory: number, id: number): number {
  const { bytes } = tiff;
  const high = tiff.littleEndian ? 1 : 0;
  for (let at = endOf(tiff, directory) - entrySize; at > directory; at -= entrySize)
    if (bytes[at + high] === id >> 8 && bytes[at + 1 - high] === (id & 255)) return at;
  return 0;
}

/** The first entry of this id, which counts for tags of the picture's form; 0 where there is none. */
export function firstEntryOf(tiff: PlainTiff, directory: number, id: number): number {
  const end = endOf(tiff, directory);
  for (let at = directory + 2; at < end; at += entrySize) if (u16(tiff, at) === id) return at;
  return 0;
}

export function u16({ bytes, littleEndian }: PlainTiff, at: number): number {
  return littleEndian ? bytes[at]! | (bytes[at + 1]! << 8) : (bytes[at]! << 8) | bytes[at + 1]!;
}

export function u32({ bytes, littleEndian }: PlainTiff, at: number): number {
  return littleEndian
    ? (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
    : ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
