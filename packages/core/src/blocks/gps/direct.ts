// A position straight from the bytes of a plain TIFF structure: no walk, no entries, no tables.

import { toDegrees } from '../../present/degrees.js';
import { toTenDigits } from '../../present/ten-digits.js';
import {
  endOf,
  entrySize,
  isOne,
  nextOf,
  openPlainTiff,
  type PlainTiff,
  pointedTo,
  u16,
  u32,
  valueAt,
} from '../../structures/tiff/direct.js';
import { EXIF_IFD, GPS_IFD, INTEROP_IFD, SUB_IFDS } from '../../structures/tiff/ids.js';
import { ASCII, BYTE, RATIONAL } from '../../structures/tiff/types.js';

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

/** The position that the TIFF structure in `[start, end)` of `bytes` tells (Exif 3.0, 4.6.7). */
export function directPosition(bytes: Uint8Array, start: number, end: number): DirectPosition {
  const tiff = openPlainTiff(bytes, start, end);
  if (!tiff) return 'unsure';
  const main = pointersIn(tiff, tiff.first);
  let gps = main?.gps;
  if (main && gps === 0) {
    const inner = main.exif === 0 ? noPointers : pointersIn(tiff, pointedTo(tiff, main.exif));
    gps = inner?.gps;
    if (inner && gps === 0) return noneElsewhere(tiff, main, inner) ? 'none' : 'unsure';
  }
  if (!gps) return 'unsure';
  const directory = pointedTo(tiff, gps);
  return directory === 0 ? 'unsure' : positionIn(tiff, directory);
}

/** The last entries of a directory that point to others, 0 where there is none; and how many there are in all. */
interface Pointers {
  readonly gps: number;
  readonly exif: number;
  readonly interop: number;
  readonly count: number;
}

/** Most entries are told by the lowest five bits of their id. */
const pointerBits =
  (1 << (GPS_IFD & 31)) | (1 << (EXIF_IFD & 31)) | (1 << (INTEROP_IFD & 31)) | (1 << (SUB_IFDS & 31));

const noPointers: Pointers = { gps: 0, exif: 0, interop: 0, count: 0 };

/** `undefined` where there is no such directory. */
function pointersIn(tiff: PlainTiff, directory: number): Pointers | undefined {
  if (directory <= 0) return undefined;
  const { bytes, littleEndian } = tiff;
  const high = littleEndian ? 1 : 0;
  const end = endOf(tiff, directory);
  let gps = 0;
  let exif = 0;
  let interop = 0;
  let count = 0;
  for (let at = directory + 2; at < end; at += entrySize) {
    const low = bytes[at + 1 - high]!;
    if (!(pointerBits & (1 << (low & 31)))) continue;
    const id = (bytes[at + high]! << 8) | low;
    if (id === GPS_IFD) gps = at;
    else if (id === EXIF_IFD) exif = at;
    else if (id === INTEROP_IFD) interop = at;
    else if (id !== SUB_IFDS) continue;
    count++;
  }
  return { gps, exif, interop, count };
}

/** Whether no other directory leads to a position: IFD1 and the InteropIFD hold none, and there are no further ones. */
function noneElsewhere(tiff: PlainTiff, main: Pointers, inner: Pointers): boolean {
  const thumbnail = nextOf(tiff, tiff.first);
  return (
    main.count === Math.sign(main.exif) &&
    inner.count === Math.sign(inner.interop) &&
    (inner.interop === 0 || pointersIn(tiff, pointedTo(tiff, inner.interop))?.count === 0) &&
    (thumbnail === 0 || (pointersIn(tiff, thumbnail)?.count === 0 && nextOf(tiff, thumbnail) === 0))
  );
}

/** What is not as it should be is NaN on its way through here. */
function positionIn(tiff: PlainTiff, directory: number): DirectPosition {
  const end = endOf(tiff, directory);
  let northSouth = 0;
  let north = 0;
  let eastWest = 0;
  let east = 0;
  let below = 0;
  let height = 0;
  for (let at = directory + 2; at < end; at += entrySize) {
    const id = u16(tiff, at);
    if (id === 1) northSouth = at;
    else if (id === 2) north = at;
    else if (id === 3) eastWest = at;
    else if (id === 4) east = at;
    else if (id === 5) below = at;
    else if (id === 6) height = at;
  }
  if (north === 0 || east === 0) return 'nowhere';
  const northAt = degreesAt(tiff, directory, north);
  const eastAt = degreesAt(tiff, directory, east);
  const unsignedNorth = degrees(tiff, northAt);
  const unsignedEast = degrees(tiff, eastAt);
  // Devices that do not know their place write 0/0.
  if ((northAt > 0 && !(unsignedNorth >= 0)) || (eastAt > 0 && !(unsignedEast >= 0))) return 'nowhere';
  const latitude = unsignedNorth * sign(tiff, northSouth, SOUTH);
  const longitude = unsignedEast * sign(tiff, eastWest, WEST);
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return 'unsure';
  if (height === 0) return { latitude, longitude };
  const metres = rational(tiff, isOne(tiff, height, RATIONAL) ? valueAt(tiff, directory, height, 8) : 0);
  const altitude = metres * altitudeSign(tiff, below);
  return Number.isFinite(altitude) ? { latitude, longitude, altitude } : 'unsure';
}

/** Where the three numbers of degrees lie, 0 where there are none. */
function degreesAt(tiff: PlainTiff, directory: number, entry: number): number {
  const isDegrees = u16(tiff, entry + 2) === RATIONAL && u32(tiff, entry + 4) === 3;
  return isDegrees ? valueAt(tiff, directory, entry, 24) : 0;
}

function degrees(tiff: PlainTiff, at: number): number {
  return toDegrees([rational(tiff, at), rational(tiff, at + 8), rational(tiff, at + 16)]);
}

const SOUTH = 0x53;
const WEST = 0x57;

/** -1 where the reference begins with the letter of the negative half, in either case. */
function sign(tiff: PlainTiff, entry: number, negative: number): number {
  if (entry === 0) return 1;
  const count = u32(tiff, entry + 4);
  if (u16(tiff, entry + 2) !== ASCII || count === 0 || count > 4) return Number.NaN;
  return (tiff.bytes[entry + 8]! & 0xdf) === negative ? -1 : 1;
}

function altitudeSign(tiff: PlainTiff, entry: number): number {
  if (entry === 0) return 1;
  if (!isOne(tiff, entry, BYTE)) return Number.NaN;
  return tiff.bytes[entry + 8] === 1 ? -1 : 1;
}

/** The quotient; NaN where it is degenerate, or lies nowhere. */
function rational(tiff: PlainTiff, at: number): number {
  const divisor = at === 0 ? 0 : u32(tiff, at + 4);
  if (divisor === 1) return u32(tiff, at);
  return divisor === 0 ? Number.NaN : toTenDigits(u32(tiff, at) / divisor);
}
