// What EXIF stores in other words than it is read and printed, turned back by tag name (Exif 3.0, 4.6.5 and 4.6.7).
import { ASCII, BYTE, UNDEFINED } from '../../structures/tiff/field.js';
import type { Writing } from './writing.js';
import { wrong } from './wrong-value.js';

type Inverse = (given: unknown, writing: Writing, littleEndian: boolean) => unknown;

/** Printed behind the number. */
const units: { readonly [name: string]: RegExp } = {
  FocalLength: / ?mm$/,
  FocalLengthIn35mmFormat: / ?mm$/,
  SubjectDistance: / ?m$/,
  AmbientTemperature: / ?C$/,
  GPSAltitude: / ?m( (Above|Below) Sea Level)?$/,
  GPSHPositioningError: / ?m$/,
};

/** A date that is not known, and an offset (Exif 3.0, 4.6.5.4): blanks but for the colons. */
const unknownDate = '    :  :     :  :  ';
const unknownZone = '   :  ';

const date: Inverse = (given, writing) => {
  if (given === unknownDate) return given;
  const [, day, time] = /^(\d{4}[:-]\d\d[:-]\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(String(given)) ?? [];
  if (!day || !time || !isTime(time) || !isDay(day))
    wrong(writing, given, "a date as '2024:05:01 10:11:12' (fractions and time zones are tags of their own)");
  return `${day.replaceAll('-', ':')} ${time}`;
};

const zone: Inverse = (given, writing) => {
  if (given === unknownZone) return given;
  if (!/^([+-](0\d|1[0-4]):[0-5]\d|Z)$/.test(String(given))) wrong(writing, given, "an offset as '+07:00'");
  return given === 'Z' ? '+00:00' : given;
};

const digits: Inverse = (given, writing) => {
  if (typeof given !== 'string' || !/^\d+ *$/.test(given)) wrong(writing, given, 'digits, as text');
  return given;
};

const version: Inverse = (given, writing) => {
  if (typeof given !== 'string' || !/^\d{4}$/.test(given)) wrong(writing, given, "four digits as '0232'");
  return given;
};

/** Throws `not-writable` for what is no text, or has characters that no reader would give back. */
export function checkText(given: unknown, writing: Writing): asserts given is string {
  if (typeof given !== 'string') wrong(writing, given, 'text');
  if (given.includes('\0')) wrong(writing, given, 'text without NUL');
  if (/\p{Surrogate}/u.test(given)) wrong(writing, given, 'text without halves of characters');
}

/** UCS-2 in little-endian order, as Windows has it. */
const windowsText: Inverse = (given, writing) => {
  checkText(given, writing);
  return utf16(`${given}\0`, true);
};

/** Text behind eight bytes that name its code. */
const codedText: Inverse = (given, writing, littleEndian) => {
  checkText(given, writing);
  const isAscii = /^[\x01-\x7f]*$/.test(given);
  const code = new TextEncoder().encode(isAscii ? 'ASCII\0\0\0' : 'UNICODE\0');
  const text = isAscii ? new TextEncoder().encode(given) : utf16(given, littleEndian);
  const bytes = new Uint8Array(code.length + text.length);
  bytes.set(code);
  bytes.set(text, code.length);
  return bytes;
};

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const data = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) data.setUint16(2 * i, text.charCodeAt(i), littleEndian);
  return bytes;
}

/** Photographer and editor on two lines are parted by a NUL. */
const copyright: Inverse = (given, writing) => {
  checkText(given, writing);
  return new TextEncoder().encode(`${given.replace(/\r?\n/, '\0')}\0`);
};

/** A time as a power of two (APEX). */
const shutterSpeed: Inverse = (given, writing) => {
  const seconds = positive(given, writing);
  return -Math.log2(seconds);
};
const aperture: Inverse = (given, writing) => 2 * Math.log2(positive(given, writing));

function positive(given: unknown, writing: Writing): number {
  const [, over, under] = /^(\d+)\/(\d+)$/.exec(String(given)) ?? [];
  const number = over && under ? Number(over) / Number(under) : Number(given);
  if (!(number > 0 && Number.isFinite(number))) wrong(writing, given, 'a number above 0');
  return number;
}

/** `24-70mm f/2.8-4`; `?` for what is not known. */
const lensInfo: Inverse = (given) => {
  if (typeof given !== 'string') return given;
  const number = '(\\d+\\.?\\d*|\\?)';
  const pattern = new RegExp(`^${number}(?:-${number})?mm f/${number}(?:-${number})?$`);
  const [, from, to, wide, tele] = pattern.exec(given) ?? [];
  if (!from || !wide) return given;
  return [from, to ?? from, wide, tele ?? wide].map((part) => (part === '?' ? 'undef' : part));
};

/** Parts of a second of arc: a thirtieth of a millimetre. */
const arcParts = 1_000_000;

/** Degrees as a number, or as `6 deg 12' 0.00"`, without sign: the hemisphere is a tag of its own. */
const degrees: Inverse = (given, writing) => {
  const most = writing.name.endsWith('Latitude') ? 90 : 180;
  const value = typeof given === 'number' ? given : degreesOfText(String(given));
  if (value === undefined || !(value >= 0 && value <= most))
    wrong(writing, given, `degrees from 0 to ${most}; ${writing.name}Ref tells the hemisphere`);
  return coordinate(value);
};

function degreesOfText(text: string): number | undefined {
  const pattern =
    /^(\d+(?:\.\d+)?)(?: ?(?:deg|°) ?(?:(\d+(?:\.\d+)?)['′] ?)?(?:(\d+(?:\.\d+)?)["″])?)?(?: ?[NSEW])?$/;
  const [, whole, minutes = '0', seconds = '0'] = pattern.exec(text.trim()) ?? [];
  return whole === undefined ? undefined : Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
}

/** Degrees, minutes and seconds, as texts of fractions. */
function coordinate(value: number): string[] {
  const parts = Math.round(value * 3600 * arcParts);
  const minute = 60 * arcParts;
  const whole = Math.floor(parts / (60 * minute));
  const minutes = Math.floor((parts % (60 * minute)) / minute);
  return [String(whole), String(minutes), String((parts % minute) / arcParts)];
}

const dayStamp: Inverse = (given, writing) => {
  if (!/^\d{4}[:-]\d\d[:-]\d\d$/.test(String(given)) || !isDay(String(given)))
    wrong(writing, given, "a date as '2024:05:01'");
  return String(given).replaceAll('-', ':');
};

const timeStamp: Inverse = (given, writing) => {
  const [, hours, minutes, seconds] = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)Z?$/.exec(String(given)) ?? [];
  if (!seconds || !isTime(`${hours}:${minutes}:${seconds.slice(0, 2)}`))
    wrong(writing, given, "a time in UTC as '10:11:12'");
  return [hours, minutes, seconds];
};

const gpsVersion: Inverse = (given) => (typeof given === 'string' ? given.split(/[.\s]/) : given);

function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split(/[:-]/).map(Number);
  if (year === 0 && month === 0 && day === 0) return true;
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isTime(text: string): boolean {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return hours < 24 && minutes < 60 && seconds < 61;
}

const inverses: ReadonlyMap<string, Inverse> = new Map(
  Object.entries({
    'ModifyDate DateTimeOriginal CreateDate PreviewDateTime': date,
    'OffsetTime OffsetTimeOriginal OffsetTimeDigitized': zone,
    'SubSecTime SubSecTimeOriginal SubSecTimeDigitized': digits,
    'ExifVersion FlashpixVersion InteropVersion': version,
    'XPTitle XPComment XPAuthor XPKeywords XPSubject': windowsText,
    'UserComment GPSProcessingMethod GPSAreaInformation': codedText,
    Copyright: copyright,
    ShutterSpeedValue: shutterSpeed,
    'ApertureValue MaxApertureValue': aperture,
    'LensInfo DNGLensInfo': lensInfo,
    'GPSLatitude GPSLongitude GPSDestLatitude GPSDestLongitude': degrees,
    GPSDateStamp: dayStamp,
    GPSTimeStamp: timeStamp,
    GPSVersionID: gpsVersion,
  }).flatMap(([names, turn]) => names.split(' ').map((name): [string, Inverse] => [name, turn])),
);

/** The value as it is stored: bytes, or text and numbers for the tag's field type. */
export function inverse(writing: Writing, given: unknown, littleEndian: boolean): unknown {
  const { name, type } = writing;
  if (given instanceof Uint8Array) {
    if (type !== UNDEFINED && type !== BYTE) wrong(writing, given, type === ASCII ? 'text' : 'numbers');
    return given;
  }
  const turn = inverses.get(name);
  if (turn) return turn(given, writing, littleEndian);
  const unit = units[name];
  return unit && typeof given === 'string' ? given.trim().replace(unit, '') : given;
}
