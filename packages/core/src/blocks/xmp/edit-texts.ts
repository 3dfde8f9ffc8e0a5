// Simple values as they stand in a packet, out of what a change gives: by type, by label and by the inverse of what
// reading makes of them.
import { fractionOf } from '../../present/fraction.js';
import { dateParts, isoDate } from '../../present/iso-date.js';
import {
  apertureValue,
  conversionOf,
  latitude,
  lensSpecification,
  longitude,
  plusTerm,
  shutterSpeed,
  type XmpConversion,
} from './conversions.js';
import type { Naming } from './place.js';
import type { ValueType } from './schema.js';
import { xmpLabels } from './tag.js';

type Given = string | number | boolean;

const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const fraction = /^-?\d+\/\d+$/;

/** What a type takes, for errors. */
const wanted: { readonly [Type in ValueType]: string } = {
  i: 'a whole number',
  r: 'a number',
  q: 'a number or a fraction such as "1/250"',
  d: 'a date such as "2024-05-01T10:11:12+07:00", or its beginning',
  b: 'true or false',
  l: 'a text, or texts by language such as { "x-default": "Sea", "id": "Laut" }',
  text: 'a text',
  auto: 'a text',
};

/** Values whose stored form differs from what reading gives, with the way back and what it takes. */
const inverses: ReadonlyMap<XmpConversion, readonly [(value: string) => string | undefined, string]> =
  new Map([
    [latitude, [(value) => coordinate(value, 90, 'NS'), 'degrees from -90 to 90, or "6,12.5S"']],
    [longitude, [(value) => coordinate(value, 180, 'EW'), 'degrees from -180 to 180, or "106,48.5E"']],
    [
      apertureValue,
      [(value) => stops(number.test(value) ? 2 * Math.log2(Number(value)) : Number.NaN), 'an f-number'],
    ],
    [shutterSpeed, [(value) => stops(-Math.log2(quotient(value))), 'seconds such as "1/250"']],
    [
      lensSpecification,
      [lensFractions, 'four numbers: shortest and longest focal length, and their f-numbers'],
    ],
    [plusTerm, [(value) => value, 'a text']],
  ]);
/** Values that reading only tidies. */
const asTheyAre = new Set(['exif:ColorSpace', 'pdf:Trapped', 'photomech:TimeCreated', 'dwc:EventTime']);

/** The text of a value in a packet, or what would be right instead. */
export function storedText(
  given: Given,
  type: ValueType,
  { group, name }: Naming,
): { readonly text: string } | { readonly wanted: string } {
  const conversion = conversionOf(group, name);
  const inverse = conversion && inverses.get(conversion);
  if (inverse) {
    const text = inverse[0](String(given).trim());
    return text === undefined ? { wanted: inverse[1] } : { text };
  }
  if (conversion?.value && !asTheyAre.has(`${group}:${name}`))
    return { wanted: 'nothing: exifkit does not write it' };
  const labels = xmpLabels(group, name);
  const text = (labels && codeOf(String(given), labels)) ?? typedText(given, type);
  if (text === undefined)
    return { wanted: labels ? `${wanted[type]}, or one of: ${someLabels(labels)}` : wanted[type] };
  return isXmlText(text) ? { text } : { wanted: 'a text without control characters' };
}

/** The stored value of a printed label; none where the label stands for several. */
function codeOf(text: string, labels: { readonly [code: string]: string }): string | undefined {
  const found = Object.entries(labels).filter(([, label]) => label.toLowerCase() === text.toLowerCase());
  return found.length === 1 ? found[0]![0] : undefined;
}

function someLabels(labels: { readonly [code: string]: string }): string {
  const all = Object.values(labels).map((label) => `"${label}"`);
  return all.length > 12 ? `${all.slice(0, 12).join(', ')} ...` : all.join(', ');
}

function typedText(given: Given, type: ValueType): string | undefined {
  if (typeof given === 'number' && !Number.isFinite(given)) return undefined;
  const text = String(given);
  switch (type) {
    case 'b':
      return /^(true|false)$/i.test(text) ? (text.toLowerCase() === 'true' ? 'True' : 'False') : undefined;
    case 'i':
      return /^[-+]?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? text : undefined;
    case 'r':
      return typeof given !== 'boolean' && number.test(text) ? text : undefined;
    case 'q':
      if (fraction.test(text)) return text;
      return number.test(text) ? fractionText(Number(text)) : undefined;
    case 'd': {
      const parts = typeof given === 'string' ? dateParts(given) : undefined;
      return parts && isoDate(parts);
    }
    case 'auto':
      return typeof given === 'boolean' ? (given ? 'True' : 'False') : text;
    default:
      return typeof given === 'boolean' ? undefined : text;
  }
}

function fractionText(value: number): string | undefined {
  return fractionOf(value)?.join('/');
}

const stops = (value: number): string | undefined => fractionText(Math.round(value * 1e6) / 1e6);

function quotient(text: string): number {
  if (!fraction.test(text)) return number.test(text) ? Number(text) : Number.NaN;
  const [upper, under] = text.split('/');
  return Number(upper) / Number(under);
}

/** Degrees, or degrees and minutes with a letter, as `D,M.mmmN` (XMP part 2, section 1.2.7.4). */
function coordinate(value: string, max: number, letters: string): string | undefined {
  const stored = /^(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])$/.exec(value);
  if (stored) {
    const [, degrees, minutes, seconds = '0', letter = ''] = stored;
    const inside = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600 <= max;
    return inside && letters.includes(letter) ? value : undefined;
  }
  const printed = /^(\d{1,3}) deg (\d{1,2})' (\d{1,2}(?:\.\d+)?)" ([NSEW])$/.exec(value);
  let degrees = number.test(value) ? Number(value) : Number.NaN;
  if (printed && letters.includes(printed[4]!)) {
    degrees = Number(printed[1]) + Number(printed[2]) / 60 + Number(printed[3]) / 3600;
    if (printed[4] === letters[1]) degrees = -degrees;
  }
  if (!(Math.abs(degrees) <= max)) return undefined;
  const minutes = Math.round(Math.abs(degrees) * 60e8) / 1e8;
  const whole = Math.floor(minutes / 60);
  const rest = (minutes - whole * 60).toFixed(8).replace(/0{1,7}$/, '');
  return `${whole},${rest}${letters[degrees < 0 ? 1 : 0]}`;
}

function lensFractions(text: string): string | undefined {
  const parts = text.trim().split(/\s+/);
  const all = parts.map((part) =>
    fraction.test(part) ? part : number.test(part) ? fractionText(Number(part)) : undefined,
  );
  return all.length === 4 && all.every((part) => part !== undefined) ? all.join(' ') : undefined;
}

/** Whether XML 1.0 can hold the text (section 2.2). */
export function isXmlText(text: string): boolean {
  return !/[\0-\x08\x0b\f\x0e-\x1f\ufffe\uffff]|\p{Cs}/u.test(text);
}
