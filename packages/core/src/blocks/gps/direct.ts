// A position straight from the bytes of a plain TIFF structure: no walk, no entries, no tables.

import { toDegrees } from '../../present/degrees.js';
import { toTenDigits } from '../../present/ten-digits.js';
import {
  entryOf,
  isOne,
  nextOf,
  openPlainTiff,
  type PlainTiff,
  pointedTo,
  u16,
  u32,
  valueAt,
} from '../../structures/tiff/direct.js';
import { ASCII, BYTE, RATIONAL } from '../../structures/tiff/field.js';

/** A place on Earth (WGS 84). */
export interface GpsPosition {
  /** Degrees, north positive. */
  readonly latitude: number;
  /** Degrees, east positive. */
  readonly longitude: number;
  /** Metres above sea level; below it is negative. */
  readonly altitude?: number;
}

/**
 * `none`: there is no GPS directory. `nowhere`: it states no latitude or longitude. `unsure`: it is not as most are, and
 * takes a closer look.
 */
export type DirectPosition = GpsPosition | 'none' | 'nowhere' | 'unsure';

const EXIF_POINTER = 0x8769;
const GPS_POINTER = 0x8825;
const INTEROP_POINTER = 0xa005;
const SUB_POINTER = 0x14a;

/** The position that the TIFF structure in `[start, end)` of `bytes` tells (Exif 3.0, 4.6.7). */
export function directPosition(bytes: Uint8Array, start: number, end: number): DirectPosition {
  const tiff = openPlainTiff(bytes, start, end);
  if (!tiff) return 'unsure';
  const { first } = tiff;
  let pointer = entryOf(tiff, first, GPS_POINTER);
  if (pointer === 0) {
    const exif = entryOf(tiff, first, EXIF_POINTER);
    const directory = exif === 0 ? 0 : pointedTo(tiff, exif);
    if (exif !== 0 && directory === 0) return 'unsure';
    pointer = directory === 0 ? 0 : entryOf(tiff, directory, GPS_POINTER);
    if (pointer === 0) return noneElsewhere(tiff, directory) ? 'none' : 'unsure';
  }
  const directory = pointedTo(tiff, pointer);
  return directory === 0 ? 'unsure' : positionIn(tiff, directory);
}

/** Whether no other directory leads to a position: IFD1 and the InteropIFD hold none, and there are no further ones. */
function noneElsewhere(tiff: PlainTiff, exif: number): boolean {
  const { first } = tiff;
  const thumbnail = nextOf(tiff, first);
  const interop = exif === 0 ? 0 : entryOf(tiff, exif, INTEROP_POINTER);
  return (
    pointsOnlyTo(tiff, first, EXIF_POINTER) &&
    (exif === 0 || pointsOnlyTo(tiff, exif, INTEROP_POINTER)) &&
    (interop === 0 || pointsOnlyTo(tiff, pointedTo(tiff, interop))) &&
    (thumbnail === 0 || (pointsOnlyTo(tiff, thumbnail) && nextOf(tiff, thumbnail) === 0))
  );
}

const pointers = [GPS_POINTER, SUB_POINTER, EXIF_POINTER, INTEROP_POINTER];

/** Whether a directory is there and points to no other but this one. */
function pointsOnlyTo(tiff: PlainTiff, directory: number, one = 0): boolean {
  return directory > 0 && pointers.every((id) => id === one || entryOf(tiff, directory, id) === 0);
}

/** What is not as it should be is NaN on its way through here. */
function positionIn(tiff: PlainTiff, directory: number): DirectPosition {
  if (isBlank(tiff, directory, 2) || isBlank(tiff, directory, 4)) return 'nowhere';
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

/** Whether there are no degrees, or such as devices write that do not know them: 0/0. */
function isBlank(tiff: PlainTiff, directory: number, id: number): boolean {
  const entry = entryOf(tiff, directory, id);
  if (entry === 0) return true;
  if (u16(tiff, entry + 2) !== RATIONAL || u32(tiff, entry + 4) !== 3) return false;
  const at = valueAt(tiff, directory, entry, 24);
  return at > 0 && (u32(tiff, at + 4) === 0 || u32(tiff, at + 12) === 0 || u32(tiff, at + 20) === 0);
}

function degrees(tiff: PlainTiff, directory: number, id: number): number {
  const entry = entryOf(tiff, directory, id);
  if (entry === 0 || u16(tiff, entry + 2) !== RATIONAL || u32(tiff, entry + 4) !== 3) return Number.NaN;
  const at = valueAt(tiff, directory, entry, 24);
  return toDegrees([rational(tiff, at), rational(tiff, at + 8), rational(tiff, at + 16)]);
}

/** -1 where the reference begins with the letter of the negative half, in either case. */
function sign(tiff: PlainTiff, directory: number, id: number, negative: string): number {
  const entry = entryOf(tiff, directory, id);
  if (entry === 0) return 1;
  const count = u32(tiff, entry + 4);
  if (u16(tiff, entry + 2) !== ASCII || count === 0 || count > 4) return Number.NaN;
  return (tiff.bytes[entry + 8]! & 0xdf) === negative.charCodeAt(0) ? -1 : 1;
}

function altitudeSign(tiff: PlainTiff, directory: number): number {
  const entry = entryOf(tiff, directory, 5);
  if (entry === 0) return 1;
  if (!isOne(tiff, entry, BYTE)) return Number.NaN;
  return tiff.bytes[entry + 8] === 1 ? -1 : 1;
}

/** The quotient; NaN where it is degenerate, or the offset is NaN: bytes that are not there count as 0. */
function rational(tiff: PlainTiff, at: number): number {
  const quotient = u32(tiff, at) / u32(tiff, at + 4);
  return quotient === Number.POSITIVE_INFINITY ? Number.NaN : toTenDigits(quotient);
}
