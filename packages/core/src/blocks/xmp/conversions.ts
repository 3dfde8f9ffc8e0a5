// Properties whose value or printed form is more than their text, by `prefix:Name`.
import { degreesMinutesSeconds } from '../../present/coordinates.js';
import { toDegrees } from '../../present/degrees.js';
import {
  asNumber,
  exposureCompensation,
  exposureTime,
  fixed,
  fNumber,
  lensRange,
} from '../../present/exposure.js';
import { perlNumber } from '../../present/number.js';
import { binaryText } from '../../present/plain.js';
import { unixTimeText } from '../../present/unix-time.js';
import { lazy } from '../../tables/lazy.js';
import { fromBase64 } from './base64.js';

/** A simple value before it is printed: text, a number worked out from it, or bytes. */
export type Simple = string | number | Uint8Array;

/** What is done to a value: `value` to its text as ExifTool keeps it, `print` to what `value` gives. */
export interface XmpConversion {
  readonly value?: (text: string) => Simple;
  readonly print?: (value: Simple) => string;
  /** Whether the items of a list are one value, joined by spaces; without {@link value}, only as they are printed. */
  readonly joined?: boolean;
}

const shown = (value: Simple): string => (typeof value === 'number' ? perlNumber(value) : String(value));
/** Prints numbers by `print`, anything else as it is. */
const ofNumber =
  (print: (value: number) => string) =>
  (value: Simple): string => {
    const number = asNumber(value);
    return number === undefined ? shown(value) : print(number);
  };
/** The number that text begins with, 0 where it begins with none: units may follow. */
function leading(value: Simple): number {
  const number = value === 'inf' ? Number.POSITIVE_INFINITY : Number.parseFloat(String(value));
  return Number.isNaN(number) ? 0 : number;
}
const withUnit =
  (unit: string) =>
  (value: Simple): string =>
    value === 'inf' || value === 'undef' ? value : `${shown(value)} ${unit}`;

const base64: XmpConversion = { value: fromBase64 };
const metres: XmpConversion = { print: withUnit('m') };
const millimetres: XmpConversion = { print: (value) => `${fixed(leading(value), 1)} mm` };
/** Text that is not printed, for its size or because it holds bytes. */
const unprinted: XmpConversion = {
  print: (value) => binaryText(new TextEncoder().encode(String(value)).length),
};
const trueOrFalse: XmpConversion = {
  print: (value) => (/^(true|false)$/i.test(String(value)) ? capitalizedWord(String(value)) : String(value)),
};
export const apertureValue: XmpConversion = {
  value: (text) => Math.SQRT2 ** leading(text),
  print: (value) => fixed(leading(value), 1),
};
export const shutterSpeed: XmpConversion = {
  value: (text) => {
    const stops = leading(text);
    return Math.abs(stops) < 100 ? 1 / 2 ** stops : 0;
  },
  print: ofNumber(exposureTime),
};
export const lensSpecification: XmpConversion = {
  value: rationals,
  print: (value) => lensText(String(value)),
};
const isWord = (text: string): boolean => /^\w{4}$/.test(text);
const fourLetters: XmpConversion = {
  print: (value) => {
    const text = wholeNumber(value) ? String.fromCharCode(...bigEndian(Number(value))) : '';
    return isWord(text) ? text : String(value);
  },
};

function capitalizedWord(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

function wholeNumber(value: Simple): boolean {
  return /^[+-]?\d+$/.test(String(value));
}

function bigEndian(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** A coordinate given as `48,49.325N`, `48,49,19.5N` or decimal degrees; signed degrees, else no text. */
function coordinateDegrees(text: string): Simple {
  if (/\b(inf|undef)\b/.test(text)) return '';
  const parts = text.match(/[+-]?(?=\d|\.\d)\d*(?:\.\d*)?(?:[Ee][+-]\d+)?/g);
  if (!parts) return '';
  const degrees = toDegrees(parts.slice(0, 3).map(Number));
  return /[^A-Z](S(outh)?|W(est)?)\s*$/i.test(text) ? -degrees : degrees;
}

function coordinate(positive: string, negative: string, worked: boolean): XmpConversion {
  const print = (value: Simple): string => {
    const degrees = asNumber(value);
    if (degrees === undefined) return String(value);
    return `${degreesMinutesSeconds(degrees)} ${degrees < 0 ? negative : positive}`;
  };
  return worked ? { value: coordinateDegrees, print } : { print };
}
export const latitude: XmpConversion = coordinate('N', 'S', true);
export const longitude: XmpConversion = coordinate('E', 'W', true);
const decimalLatitude = coordinate('N', 'S', false);
const decimalLongitude = coordinate('E', 'W', false);

/** Four rationals as four numbers; other text as it is. */
function rationals(text: string): string {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== 4) return text;
  const numbers = parts.map(rational);
  return numbers.every((number) => number !== undefined) ? numbers.join(' ') : text;
}

/** A rational as the number it is, in text (`inf` and `undef` over zero); undefined where it is none. */
export function rational(text: string): string | undefined {
  if (!beginsNumber(text.charCodeAt(0)) || !text.includes('/')) return undefined;
  const match = /^(-?\d+)\/(-?\d+)$/.exec(text);
  if (!match) return undefined;
  const [, upper, lower] = match.map(Number);
  if (lower !== 0) return perlNumber(upper! / lower!);
  return upper === 0 ? 'undef' : 'inf';
}

/** Whether it is a digit or a minus sign. */
const beginsNumber = (code: number): boolean => code === 0x2d || (code >= 0x30 && code <= 0x39);

const dateForm = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2})(:\d{2})?\s*(\S*)$/;

/** Most dates: without blanks, their parts are where they are in all others. */
const plainDate = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*$/;

/** A full ISO 8601 date and time in Exif's form; undefined where it is none. */
export function fullDate(text: string): string | undefined {
  if (text.charCodeAt(4) !== 0x2d) return undefined;
  if (plainDate.test(text))
    return `${text.slice(0, 4)}:${text.slice(5, 7)}:${text.slice(8, 10)} ${text.slice(11)}`;
  const match = dateForm.exec(text);
  if (!match) return undefined;
  const [, year, month, day, time, seconds = '', rest] = match;
  return `${year}:${month}:${day} ${time}${seconds}${rest}`;
}

/** An ISO 8601 date, with or without a time, in Exif's form. */
export function dateFromIso(text: string): string {
  return fullDate(text) ?? (/^\d{4}/.test(text) ? text.replaceAll('-', ':') : text);
}

function lensText(text: string): string {
  const parts = text.trim().split(/\s+/);
  const known = parts.every((part) => part === 'inf' || part === 'undef' || asNumber(part) !== undefined);
  return parts.length === 4 && known ? lensRange(parts) : text;
}

/** `D:20080117170013-05'00'` as `2008:01:17 17:00:13-05:00`; what is cut off is filled up. */
function pdfDate(text: string): string {
  const digits = text.replace(/^D:/, '');
  const filled = digits + '00000101000000'.slice(digits.length);
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(.*)/.exec(filled);
  if (!match) return filled;
  const [, year, month, day, hours, minutes, seconds, rest = ''] = match;
  const zone = /^\s*(?:Z|([+-])\s*(\d+)[': ]+(\d*))/i.exec(rest);
  const offset = zone ? (zone[1] ? `${zone[1]}${zone[2]}:${zone[3] || '00'}` : 'Z') : '';
  return `${year}:${month}:${day} ${hours}:${minutes}:${seconds}${offset}`;
}

/** Seconds since 1970 as a date and time of UTC. */
function unixTime(text: string): string {
  const seconds = asNumber(text);
  if (seconds === undefined || Math.abs(seconds) > 8e12) return text;
  return unixTimeText(seconds);
}

/** Milliseconds since 1970 as a date and time of UTC. */
function unixMilliseconds(text: string): string {
  const milliseconds = asNumber(text);
  if (milliseconds === undefined || Math.abs(milliseconds) > 8e15) return text;
  if (milliseconds === 0) return '0000:00:00 00:00:00';
  return new Date(milliseconds).toISOString().replace('T', ' ').replaceAll('-', ':').replace('Z', '+00:00');
}

const clock = (text: string): string =>
  text.replace(/^(\d{2}):?(\d{2}):?(\d{2})\s*([+-]\d{2}):?(\d{2})?.*$/s, '$1:$2:$3$4:$5');

const photoMechanicPrefs = (value: Simple): string =>
  String(value).replace(
    /\s*(\d+):\s*(\d+):\s*(\d+):\s*(\S*)/,
    'Tagged:$1, ColorClass:$2, Rating:$3, FrameNum:$4',
  );

const table: { readonly [tag: string]: XmpConversion } = {
  'GAudio:AudioData': base64,
  'GCamera:HDRPMakerNote': unprinted,
  'GCamera:HDRPlusMakerNote': unprinted,
  'GCamera:PortraitRequest': unprinted,
  'GCamera:ShotLogData': unprinted,
  'GDepth:Confidence': base64,
  'GDepth:DepthImage': base64,
  'GImage:ImageData': base64,
  'LImage:RightAlbedo': base64,
  'nine:NineEdits': unprinted,
  'nine:Trim': base64,
  'tiff:YCbCrSubSampling': { joined: true },
  'xmp:PageImage': base64,
  'xmp:ThumbnailImage': base64,
  'GSpherical:TimeStamp': { value: unixTime },
  'HDRGainMap:HDRGainMapVersion': {
    print: (value) => (wholeNumber(value) ? bigEndian(Number(value)).join('.') : String(value)),
  },
  'acdsee:DPP': unprinted,
  'acdsee:RPP': unprinted,
  'acdsee:Snapshots': unprinted,
  'apdi:NativeFormat': fourLetters,
  'apdi:StoredFormat': fourLetters,
  'aux:ApproximateFocusDistance': { print: (value) => (value === '4294967295' ? 'infinity' : String(value)) },
  'aux:LensInfo': lensSpecification,
  'drone-dji:GPSLatitude': decimalLatitude,
  'drone-dji:GPSLongitude': decimalLongitude,
  'drone-dji:GPSLongtitude': decimalLongitude,
  'drone-dji:Latitude': decimalLatitude,
  'drone-dji:Longitude': decimalLongitude,
  'exif:ApertureValue': apertureValue,
  'exif:ColorSpace': { value: (text) => (text === '4294967295' ? '65535' : text) },
  'exif:ExposureCompensation': { print: (value) => exposureCompensation(leading(value)) },
  'exif:ExposureTime': { print: ofNumber(exposureTime) },
  'exif:FNumber': { print: ofNumber(fNumber) },
  'exif:FlashFired': trueOrFalse,
  'exif:FlashFunction': trueOrFalse,
  'exif:FlashRedEyeMode': trueOrFalse,
  'exif:FocalLength': millimetres,
  'exif:FocalLengthIn35mmFormat': { print: (value) => `${shown(value)} mm` },
  'exif:GPSAltitude': metres,
  'exif:GPSDestLatitude': latitude,
  'exif:GPSDestLongitude': longitude,
  'exif:GPSHPositioningError': { print: (value) => `${shown(value)} m` },
  'exif:GPSLatitude': latitude,
  'exif:GPSLongitude': longitude,
  'exif:MaxApertureValue': apertureValue,
  'exif:ShutterSpeedValue': shutterSpeed,
  'exif:SubjectDistance': metres,
  'exifEX:LensInfo': { ...lensSpecification, joined: true },
  'pdf:Trapped': { value: (text) => text.replace(/^\//, '') },
  'pdfx:SourceModified': { value: pdfDate },
  'photomech:Prefs': { print: photoMechanicPrefs },
  'photomech:TimeCreated': { value: clock },
};

/** Codes of PLUS licences: another block says what they mean. */
export const mediaCodes: XmpConversion = {};
export const plusTerm: XmpConversion = {
  value: (text) => text.replace('http://ns.useplus.org/ldf/vocab/', ''),
};
const places: { readonly [ending: string]: XmpConversion } = {
  Altitude: metres,
  Latitude: latitude,
  Longitude: longitude,
  Timestamp: { value: unixMilliseconds },
  EventTime: { value: dateFromIso },
};
/** Structures with places and times among their fields, by namespace. */
const placeFields: { readonly [group: string]: RegExp } = {
  iptcExt: /^(?:LocationCreated|LocationShown|RatingRegion)GPS(\w+)$/,
  dwc: /(EventTime)$/,
  Device: /^(?:EarthPos|\w*Pose)(Altitude|Latitude|Longitude|Timestamp)$/,
};

/** The table by group and name: most groups have no conversion. */
const conversionsOf = lazy(() => {
  const byGroup = new Map<string, Map<string, XmpConversion>>();
  for (const [tag, conversion] of Object.entries(table)) {
    const colon = tag.indexOf(':');
    const group = tag.slice(0, colon);
    const own = byGroup.get(group) ?? new Map<string, XmpConversion>();
    byGroup.set(group, own.set(tag.slice(colon + 1), conversion));
  }
  return byGroup;
});

/** The conversion of a known tag, by its family 1 group less `XMP-` and its name. */
export function conversionOf(group: string, name: string): XmpConversion | undefined {
  if (group === 'plus') return name === 'MediaSummaryCode' ? mediaCodes : plusTerm;
  const own = conversionsOf().get(group)?.get(name);
  const place = own ? null : placeFields[group]?.exec(name);
  return place ? places[place[1]!] : own;
}
