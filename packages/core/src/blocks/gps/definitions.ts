// Definitions of the GPS tags: generated rows joined with labels and conversions.
import { asciiText } from '../../bytes/latin.js';
import { plainText, withoutEndNulls } from '../../bytes/text.js';
import { clockTime, degreesMinutesSeconds, roundedClockTime } from '../../present/coordinates.js';
import { toDegrees } from '../../present/degrees.js';
import { gpsRows } from '../../tags/gps.generated.js';
import type { TagValue } from '../../types.js';
import {
  type Definitions,
  defineEntries,
  type EntryConversions,
  type ExifConversion,
} from '../exif/definition.js';
import { codedText } from '../exif/exif-text.js';
import { words } from '../exif/words.js';
import { numbersIn } from './stored-numbers.js';

/** Degrees without sign: the hemisphere stands in an entry of its own. */
const coordinate: ExifConversion = {
  value: (stored) => {
    const parts = numbersIn(stored);
    return parts ? Math.abs(toDegrees(parts)) : '';
  },
  print: (value) => (typeof value === 'number' ? degreesMinutesSeconds(value) : ''),
};

const coded: ExifConversion = { value: codedText };

/** Hours, minutes and seconds; what is missing or degenerate is 0. */
function timeStamp(stored: TagValue): TagValue {
  if (stored instanceof Uint8Array) return timeStamp(plainText(stored));
  if (Array.isArray(stored))
    return clockTime([finite(Number(stored[0])), finite(Number(stored[1])), finite(Number(stored[2]))]);
  const parts = typeof stored === 'number' ? [String(stored)] : String(stored).split(' ');
  return clockTime(parts.slice(0, 3).map((part) => finite(Number.parseFloat(part))));
}

function finite(value: number): number {
  return Number.isFinite(value) && Math.abs(value) < 1e12 ? value : 0;
}

/** Longer ones are no dates. */
const maxDateBytes = 64;

/** `YYYY:MM:DD`, whatever stands between the numbers. */
function dateStamp(stored: TagValue): TagValue {
  if (!(stored instanceof Uint8Array)) return stored;
  const bytes = withoutEndNulls(stored.subarray(0, maxDateBytes));
  const text = asciiText(bytes) ?? String.fromCharCode(...bytes);
  if (/^\d{4}:\d\d:\d\d$/.test(text)) return text;
  const date = text.replace(/(\d{4})[^\d]*(\d{2})[^\d]*(\d{2})$/, '$1:$2:$3');
  return date === text ? plainText(stored) : date;
}

const metres = (value: TagValue): string => `${words(value)} m`;

export const gpsConversions: EntryConversions = {
  GPSVersionID: { print: (value) => words(value).replaceAll(' ', '.') },
  'GPSLatitude GPSLongitude GPSDestLatitude GPSDestLongitude': coordinate,
  GPSAltitude: { print: (value) => (value === 'inf' || value === 'undef' ? value : metres(value)) },
  GPSTimeStamp: { value: timeStamp, print: (value) => roundedClockTime(String(value)) },
  'GPSProcessingMethod GPSAreaInformation': coded,
  GPSDateStamp: { value: dateStamp },
  GPSHPositioningError: { print: metres },
};

let definitions: Definitions | undefined;

/** Definitions by tag id. */
export function gpsDefinitions(): Definitions {
  definitions ??= defineEntries(gpsRows, gpsConversions);
  return definitions;
}
