// A position straight from the bytes of a plain TIFF structure: no walk, no entries, no tables.
import { ASCII, BYTE, IFD, LONG, RATIONAL } from '../../ifd/field.js';
import { toDegrees } from '../../present/coordinates.js';
import { toTenDigits } from '../../present/number.js';

/** A place on Earth (WGS 84). */
export interface GpsPosition {
  /** Degrees, north positive. */
  readonly latitude: number;
  /** Degrees, east positive. */
  readonly longitude: number;
  /** Metres above sea level; below it is negative. */
  readonly altitude?: number;
}

/** `none`: there is no GPS directory. `unsure`: it is not as most are, and takes a closer look. */
export type DirectPosition = GpsPosition | 'none' | 'unsure';

/** The bytes `[start, end)` as a TIFF structure; offsets below count from the first of all bytes. */
interface Tiff {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly littleEndian: boolean;
}

const EXIF_POINTER = 0x8769;
const GPS_POINTER = 0x8825;
const entrySize = 12;
const mostEntries = 512;

/** The position that the TIFF structure in `[start, end)` of `bytes` tells (Exif 3.0, 4.6.7). */
export function directPosition(bytes: Uint8Array, start: number, end: number): DirectPosition {
  const order = bytes[start];
  if (end - start < 8 || end > bytes.length || order !== bytes[start + 1]) return 'unsure';
  if (order !== 0x49 && order !== 0x4d) return 'unsure';
  const tiff: Tiff = { bytes, start, end, littleEndian: order === 0x49 };
  const first = u16(tiff, start + 2) === 42 ? directoryFrom(tiff, start + 4) : 0;
  if (first === 0) return 'unsure';
  let pointer = entryOf(tiff, first, GPS_POINTER);
  if (pointer === 0) {
    const exif = entryOf(tiff, first, EXIF_POINTER);
    if (exif === 0) return 'none';
    const directory = pointedTo(tiff, exif);
    if (directory === 0) return 'unsure';
    pointer = entryOf(tiff, directory, GPS_POINTER);
    if (pointer === 0) return 'none';
  }
  const directory = pointedTo(tiff, pointer);
  return directory === 0 ? 'unsure' : positionIn(tiff, directory);
}

/** What is not as it should be is NaN on its way through here. */
function positionIn(tiff: Tiff, directory: number): DirectPosition {
  const latitude = degrees(tiff, directory, 2) * sign(tiff, directory, 1, 'S');
  const longitude = degrees(tiff, directory, 4) * sign(tiff, directory, 3, 'W');
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return 'unsure';
  const entry = entryOf(tiff, directory, 6);
  if (entry === 0) return { latitude, longitude };
  const altitude = isOne(tiff, entry, RATIONAL)
    ? rational(tiff, valueAt(tiff, directory, entry, 8))
    : Number.NaN;
  const signed = altitude * altitudeSign(tiff, directory);
  return Number.isFinite(signed) ? { latitude, longitude, altitude: signed } : 'unsure';
}

function degrees(tiff: Tiff, directory: number, id: number): number {
  const entry = entryOf(tiff, directory, id);
  if (entry === 0 || u16(tiff, entry + 2) !== RATIONAL || u32(tiff, entry + 4) !== 3) return Number.NaN;
  const at = valueAt(tiff, directory, entry, 24);
  return toDegrees([rational(tiff, at), rational(tiff, at + 8), rational(tiff, at + 16)]);
}

/** -1 where the reference begins with the letter of the negative half, in either case. */
function sign(tiff: Tiff, directory: number, id: number, negative: string): number {
  const entry = entryOf(tiff, directory, id);
  if (entry === 0) return 1;
  const count = u32(tiff, entry + 4);
  if (u16(tiff, entry + 2) !== ASCII || count === 0 || count > 4) return Number.NaN;
  return (tiff.bytes[entry + 8]! & 0xdf) === negative.charCodeAt(0) ? -1 : 1;
}

function altitudeSign(tiff: Tiff, directory: number): number {
  const entry = entryOf(tiff, directory, 5);
  if (entry === 0) return 1;
  if (!isOne(tiff, entry, BYTE)) return Number.NaN;
  return tiff.bytes[entry + 8] === 1 ? -1 : 1;
}

function isOne(tiff: Tiff, entry: number, type: number): boolean {
  return u16(tiff, entry + 2) === type && u32(tiff, entry + 4) === 1;
}

/** Where the value of an entry lies that is longer than four bytes; NaN where that is outside or over its directory. */
function valueAt(tiff: Tiff, directory: number, entry: number, length: number): number {
  const relative = u32(tiff, entry + 8);
  const at = tiff.start + relative;
  const over = at < endOf(tiff, directory) && at + length > directory;
  return relative < 8 || over || at + length > tiff.end ? Number.NaN : at;
}

/** The quotient; NaN where it is degenerate, or the offset is NaN: bytes that are not there count as 0. */
function rational(tiff: Tiff, at: number): number {
  const quotient = u32(tiff, at) / u32(tiff, at + 4);
  return quotient === Number.POSITIVE_INFINITY ? Number.NaN : toTenDigits(quotient);
}

/** The directory that an entry points to, 0 where there is none. */
function pointedTo(tiff: Tiff, entry: number): number {
  return isOne(tiff, entry, LONG) || isOne(tiff, entry, IFD) ? directoryFrom(tiff, entry + 8) : 0;
}

/** The directory whose offset stands at `at`, 0 where it lies outside or holds nothing. */
function directoryFrom(tiff: Tiff, at: number): number {
  const relative = u32(tiff, at);
  const directory = tiff.start + relative;
  if (relative < 8 || directory + 2 > tiff.end) return 0;
  const count = u16(tiff, directory);
  return count === 0 || count > mostEntries || directory + 2 + count * entrySize > tiff.end ? 0 : directory;
}

function endOf(tiff: Tiff, directory: number): number {
  return directory + 2 + u16(tiff, directory) * entrySize;
}

/** The last entry of this id, which counts as in ExifTool; 0 where there is none. */
function entryOf(tiff: Tiff, directory: number, id: number): number {
  const { bytes } = tiff;
  const high = tiff.littleEndian ? 1 : 0;
  for (let at = endOf(tiff, directory) - entrySize; at > directory; at -= entrySize)
    if (bytes[at + high] === id >> 8 && bytes[at + 1 - high] === (id & 255)) return at;
  return 0;
}

function u16({ bytes, littleEndian }: Tiff, at: number): number {
  return littleEndian ? bytes[at]! | (bytes[at + 1]! << 8) : (bytes[at]! << 8) | bytes[at + 1]!;
}

function u32(tiff: Tiff, at: number): number {
  const first = u16(tiff, at);
  const second = u16(tiff, at + 2);
  return tiff.littleEndian ? second * 65_536 + first : first * 65_536 + second;
}
