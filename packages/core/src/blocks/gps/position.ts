// The position that a GPS directory states, without definitions and labels: what single answers need.

import { toDegrees } from '../../present/degrees.js';
import { toTenDigits } from '../../present/ten-digits.js';
import { BYTE, UNDEFINED } from '../../structures/tiff/field.js';
import type { Entry } from '../../structures/tiff/read.js';
import { readValue } from '../../structures/tiff/value.js';
import type { GpsTags } from '../../tags/exif-types.generated.js';
import type { GpsPosition } from './direct.js';
import type { GpsDirectory } from './read.js';
import { numbersIn } from './stored-numbers.js';

/** The position of a directory; `undefined` where it states none on Earth. */
export function positionOf({ entries, littleEndian }: GpsDirectory): GpsPosition | undefined {
  const value = (id: number) => {
    for (const entry of entries) {
      if (entry.id !== id) continue;
      const stored = readValue(entry, littleEndian, 64, typeOf(entry));
      if (stored !== undefined) return stored;
    }
    return undefined;
  };
  const degrees = (id: number): number | undefined => {
    const parts = numbersIn(value(id) ?? '');
    return parts && Math.abs(toDegrees(parts.map(toTenDigits)));
  };
  const text = (id: number): string | undefined => {
    const stored = value(id);
    return typeof stored === 'string' ? stored : undefined;
  };
  const number = (id: number): number | undefined => {
    const stored = value(id);
    const first = Array.isArray(stored) ? stored[0] : stored;
    return typeof first === 'number' && Number.isFinite(first) ? toTenDigits(first) : undefined;
  };
  return gpsPosition({
    GPSLatitude: degrees(2),
    GPSLatitudeRef: text(1),
    GPSLongitude: degrees(4),
    GPSLongitudeRef: text(3),
    GPSAltitude: number(6),
    GPSAltitudeRef: number(5),
  });
}

function typeOf({ type, count }: Entry): number {
  return type === UNDEFINED && count === 1 ? BYTE : type;
}

type PositionTags = {
  readonly [Name in
    | 'GPSLatitude'
    | 'GPSLatitudeRef'
    | 'GPSLongitude'
    | 'GPSLongitudeRef'
    | 'GPSAltitude'
    | 'GPSAltitudeRef']?: GpsTags[Name] | undefined;
};

/** The position that the GPS tags state, signed by their references; `undefined` where it is none on Earth. */
export function gpsPosition(tags: PositionTags | undefined): GpsPosition | undefined {
  const { GPSLatitude: latitude, GPSLongitude: longitude } = tags ?? {};
  if (!tags || latitude === undefined || longitude === undefined) return undefined;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  const north = begins(tags.GPSLatitudeRef, 'S', 's') ? -latitude : latitude;
  const east = begins(tags.GPSLongitudeRef, 'W', 'w') ? -longitude : longitude;
  const height = tags.GPSAltitude;
  if (height === undefined) return { latitude: north, longitude: east };
  return { latitude: north, longitude: east, altitude: tags.GPSAltitudeRef === 1 ? -height : height };
}

function begins(reference: string | undefined, letter: string, small: string): boolean {
  if (reference === undefined) return false;
  const first = reference[0];
  return first === letter || first === small;
}
