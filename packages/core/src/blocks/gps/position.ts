// Where a picture was taken, without tables, labels or printed values: the quickest and smallest way to it.
import type { Scan } from '../../bytes/scan.js';
import type { Entry } from '../../ifd/read.js';
import { readValue } from '../../ifd/value.js';
import { toDegrees } from '../../present/coordinates.js';
import type { BlockRef, Context } from '../../types.js';
import { type GpsDirectory, readGpsDirectory } from './read.js';

/** A place on Earth (WGS 84 as a rule). */
export interface GpsPosition {
  /** Degrees, north positive. */
  readonly latitude: number;
  /** Degrees, east positive. */
  readonly longitude: number;
  /** Metres, below sea level negative. */
  readonly altitude?: number;
}

const LATITUDE_REF = 1;
const LATITUDE = 2;
const LONGITUDE_REF = 3;
const LONGITUDE = 4;
const ALTITUDE_REF = 5;
const ALTITUDE = 6;

/** The place the first block with coordinates tells; `undefined` where none does. */
export function* gpsPosition(refs: readonly BlockRef[], context: Context): Scan<GpsPosition | undefined> {
  for (const ref of refs) {
    if (ref.kind !== 'exif') continue;
    const directory = yield* readGpsDirectory(ref, context);
    const position = directory && positionOf(directory);
    if (position) return position;
  }
  return undefined;
}

function positionOf(directory: GpsDirectory): GpsPosition | undefined {
  const latitude = coordinate(directory, LATITUDE, LATITUDE_REF, 'S');
  const longitude = coordinate(directory, LONGITUDE, LONGITUDE_REF, 'W');
  if (latitude === undefined || longitude === undefined) return undefined;
  const altitude = numbers(directory, ALTITUDE)?.[0];
  if (altitude === undefined) return { latitude, longitude };
  const below = numbers(directory, ALTITUDE_REF)?.[0];
  return { latitude, longitude, altitude: below === 1 || below === 3 ? -altitude : altitude };
}

function coordinate(
  directory: GpsDirectory,
  id: number,
  refId: number,
  negative: string,
): number | undefined {
  const parts = numbers(directory, id);
  if (!parts) return undefined;
  const degrees = toDegrees(parts);
  const ref = stored(directory, refId);
  return typeof ref === 'string' && ref.trim().toUpperCase().startsWith(negative) ? -degrees : degrees;
}

/** Up to three finite numbers. */
function numbers(directory: GpsDirectory, id: number): readonly number[] | undefined {
  const value = stored(directory, id);
  const list =
    typeof value === 'number' ? [value] : Array.isArray(value) ? (value as number[]).slice(0, 3) : [];
  return list.length > 0 && list.every(Number.isFinite) ? list : undefined;
}

function stored({ entries, littleEndian }: GpsDirectory, id: number): ReturnType<typeof readValue> {
  const entry: Entry | undefined = entries.find((candidate) => candidate.id === id);
  return entry && readValue(entry, littleEndian, 8, entry.type === 7 ? 1 : entry.type);
}
