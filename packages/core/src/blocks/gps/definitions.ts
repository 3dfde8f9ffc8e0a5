// Definitions of the GPS tags: generated rows joined with labels and conversions.
import { plainText, shortAscii, withoutEndNulls } from '../../bytes/text.js';
import { gpsLabels } from '../../labels/gps.generated.js';
import { clockTime, degreesMinutesSeconds, roundedClockTime } from '../../present/coordinates.js';
import { toDegrees } from '../../present/degrees.js';
import { UNDEFINED } from '../../structures/tiff/field.js';
import { gpsRows } from '../../tags/gps.generated.js';
import type { TagValue } from '../../types.js';
import { type Definitions, defineEntries, type ExifConversion } from '../exif/definition.js';
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
  if (Array.isArray(stored)) return clockTime(stored.slice(0, 3).map((part) => finite(Number(part))));
  const parts = typeof stored === 'number' ? [String(stored)] : String(stored).split(' ');
  return clockTime(parts.slice(0, 3).map((part) => finite(Number.parseFloat(part))));
}

function finite(value: number): number {
  return Number.isFinite(value) && Math.abs(value) < 1e12 ? value : 0;
}

/** `YYYY:MM:DD`, whatever stands between the numbers. */
function dateStamp(stored: TagValue): TagValue {
  if (!(stored instanceof Uint8Array)) return stored;
  const bytes = withoutEndNulls(stored.subarray(0, 64));
  const text = shortAscii(bytes) ?? String.fromCharCode(...bytes);
  if (/^\d{4}:\d\d:\d\d$/.test(text)) return text;
  const date = text.replace(/(\d{4})[^\d]*(\d{2})[^\d]*(\d{2})$/, '$1:$2:$3');
  return date === text ? plainText(stored) : date;
}

const metres = (value: TagValue): string => `${words(value)} m`;

const conversions: { readonly [id: number]: ExifConversion } = {
  0: { print: (value) => words(value).replaceAll(' ', '.') },
  2: coordinate,
  4: coordinate,
  6: { print: (value) => (value === 'inf' || value === 'undef' ? value : metres(value)) },
  7: { value: timeStamp, print: (value) => roundedClockTime(String(value)) },
  20: coordinate,
  22: coordinate,
  27: coded,
  28: coded,
  29: { as: UNDEFINED, value: dateStamp },
  31: { print: metres },
};

let definitions: Definitions | undefined;

/** Definitions by tag id. */
export function gpsDefinitions(): Definitions {
  definitions ??= defineEntries(gpsRows, gpsLabels, conversions);
  return definitions;
}
