// What EXIF and TIFF entries mean beyond their stored numbers (Exif 3.0, TIFF 6.0), by tag name.
import { utf8Text } from '../../bytes/text.js';
import {
  asNumber,
  exposureCompensation,
  exposureTime,
  fixed,
  fNumber,
  lensRange,
} from '../../present/exposure.js';
import { binaryText } from '../../present/plain.js';
import { subSampling } from '../../present/sub-sampling.js';
import { BYTE, UNDEFINED } from '../../structures/tiff/field.js';
import type { TagScope, TagValue, Text } from '../../types.js';
import { cfaPatternNumbers, cfaPatternText } from './cfa-pattern.js';
import type { EntryConversions, ExifConversion } from './definition.js';
import { codedText, windowsText, windowsTextPrinted } from './exif-text.js';
import { compositeTimes, spatialFrequencyResponse } from './tables-in-bytes.js';
import { loosely, whenNumber, words } from './words.js';

const trimmed: ExifConversion = { value: (stored) => words(stored).trimEnd() };
const withoutEndNulls: ExifConversion = { value: (stored) => withoutEnd(words(stored), '\0') };
const withoutEndBlanks: ExifConversion = { value: (stored) => withoutEnd(words(stored), ' ') };
const windows: ExifConversion = { value: windowsText, print: windowsTextPrinted };
const seconds: ExifConversion = { print: whenNumber(exposureTime) };
const aperture: ExifConversion = {
  value: (stored) => inRange(powerOfTwo(loosely(stored) / 2)),
  print: (value) => fixed(loosely(value), 1),
};
const dotted: ExifConversion = { print: (value) => words(value).replaceAll(' ', '.') };
const coded: ExifConversion = { value: codedText };

/** The text without this character at its end. */
function withoutEnd(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end);
}

/** `2 ** exponent`, exactly where that is possible: JavaScript's own is off in its last digits. */
function powerOfTwo(exponent: number): number {
  const whole = Number.isFinite(exponent) ? Math.floor(exponent) : 0;
  const power = whole >= -30 && whole <= 30 ? (whole < 0 ? 1 / (1 << -whole) : 1 << whole) : 2 ** whole;
  return exponent === whole ? power : power * 2 ** (exponent - whole);
}

/** A list of offsets or sizes, by its length where that is more than 32 characters. */
export function shortList(value: TagValue): string {
  const text = words(value);
  return text.length > 32 ? binaryText(text.length) : text;
}

/** Infinities as the text that ExifTool has for them. */
export function inRange(value: number): TagValue {
  return Number.isFinite(value) ? value : 'Inf';
}

const sampleFormats = ['', 'Unsigned', 'Signed', 'Float', 'Undefined', 'Complex int', 'Complex float'];

/** Labels for the first four values; what follows stays as it is. */
function sampleFormat(value: TagValue): string {
  return words(value)
    .trim()
    .split(/\s+/)
    .map((item, index) => (index < 4 ? sampleFormats[Number(item)] || `Unknown (${item})` : item))
    .join('; ');
}

/** ExifTool keeps the byte order behind the numbers of GeoTIFF keys, and counts it. */
const byteOrderMark = 2;

const components = ['-', 'Y', 'Cb', 'Cr', 'R', 'G', 'B'];

/** Photographer and editor, which a NUL parts, on two lines. */
function copyright(stored: TagValue): TagValue {
  if (!(stored instanceof Uint8Array)) return words(stored);
  const [photographer = '', editor, rest] = utf8Text(stored).split('\0', 3);
  if (editor === undefined) return withoutEndLine(photographer);
  const names = `${withoutEnd(photographer, ' ')}\n${rest === undefined ? editor : withoutEnd(editor, ' ')}`;
  return withoutEndLine(names);
}

function withoutEndLine(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

const aiUses = [
  'All / Individual Usage Not Specified',
  'Non-Generative AI/ML Training',
  'Generative AI/ML Training',
  'Data Mining',
  'Input to Foundation Model (Trained AI/ML Model)',
];
const aiChoices = ['Opt-out', 'Opt-in', 'Unspecified'];

/** Pairs of a use and a choice, after their number. */
function learningChoices(value: TagValue): string {
  return words(value)
    .split(' ')
    .slice(1)
    .map((item, index) => (index % 2 === 0 ? aiUses : aiChoices)[Number(item)] ?? `Unknown(${item})`)
    .join('; ');
}

const developmentTypes: readonly { readonly [value: string]: string }[] = [
  { '1': 'Accurate Reproduction', '2': 'Small Differences', '4': 'Extreme Differences' },
  { '1': 'Factory Default Settings', '2': 'Not Default Settings', '4': 'Unknown Settings' },
];

function fileSource(value: TagValue): Text {
  if (value === '\x03\0\0\0') return 'Sigma Digital Camera';
  const names = ['', 'Film Scanner', 'Reflection Print Scanner', 'Digital Camera'];
  return names[typeof value === 'number' ? value : 0] || `Unknown (${words(value).replaceAll('\0', '')})`;
}

/** Conversions by tag name. */
export const exifConversions: EntryConversions = {
  'InteropVersion ExifVersion FlashpixVersion': withoutEndNulls,
  'Make Model Software Artist': trimmed,
  'StripOffsets FreeOffsets TileOffsets StripByteCounts FreeByteCounts TileByteCounts': {
    print: shortList,
  },
  SampleFormat: { print: sampleFormat },
  YCbCrSubSampling: { print: (value) => subSampling[words(value)] ?? `Unknown (${words(value)})` },
  'XP_DIP_XML XPTitle XPComment XPAuthor XPKeywords XPSubject': windows,
  WangTag4: { print: (value) => (words(value).length > 64 ? binaryText(words(value).length) : words(value)) },
  Copyright: { value: copyright },
  ExposureTime: seconds,
  FNumber: { print: whenNumber(fNumber) },
  GeoTiffDoubleParams: { print: (value) => binaryText((value as Uint8Array).length + byteOrderMark) },
  GeoTiffAsciiParams: { print: (value) => binaryText((value as Uint8Array).length) },
  ISO: { print: (value) => words(value).replace(/\s+/g, ', ') },
  ComponentsConfiguration: {
    print: (value) =>
      words(value)
        .split(' ')
        .map((item) => components[Number(item)] ?? `Err (${item})`)
        .join(', '),
  },
  ShutterSpeedValue: {
    value: (stored) => {
      const apex = asNumber(stored);
      return apex !== undefined && Math.abs(apex) < 100 ? powerOfTwo(-apex) : 0;
    },
    print: whenNumber(exposureTime),
  },
  'ApertureValue MaxApertureValue': aperture,
  ExposureCompensation: { print: compensation },
  SubjectDistance: {
    print: (value) => (/^(inf|undef)$/.test(words(value)) ? words(value) : `${words(value)} m`),
  },
  FocalLength: { print: (value) => `${fixed(loosely(value), 1)} mm` },
  'TIFF-EPStandardID': dotted,
  UserComment: coded,
  LearningOptOutIn: { print: learningChoices },
  'SubSecTime SubSecTimeOriginal SubSecTimeDigitized': withoutEndBlanks,
  AmbientTemperature: { print: (value) => `${words(value)} C` },
  'SpatialFrequencyResponse/1': { value: spatialFrequencyResponse },
  FileSource: {
    value: (stored) => (stored instanceof Uint8Array ? utf8Text(stored) : stored),
    print: fileSource,
  },
  CFAPattern: { value: cfaPatternNumbers, print: cfaPatternText },
  FocalLengthIn35mmFormat: { print: (value) => `${words(value)} mm` },
  DevelopmentType: {
    value: (stored) => {
      const number = loosely(stored);
      const largest = 2n ** 64n - 1n;
      const whole =
        number === Number.POSITIVE_INFINITY
          ? largest
          : BigInt.asUintN(64, BigInt(Number.isFinite(number) ? Math.trunc(number) : 0));
      return `${whole >> 8n} ${whole & 255n}`;
    },
    print: (value) =>
      words(value)
        .split(' ')
        .map((item, index) => developmentTypes[index]?.[item] ?? `Unknown (${item})`)
        .join('; '),
  },
  LensInfo: { print: lensInfo },
  CompositeImageExposureTimes: {
    as: UNDEFINED,
    value: compositeTimes,
    print: (value) =>
      words(value)
        .split(' ')
        .map((item, index) => (index === 7 || index === 8 ? item : whenNumber(exposureTime)(item)))
        .join(' '),
  },
  PixelFormat: { as: BYTE },
  CR2CFAPattern: { value: cr2Pattern },
};

/** Four numbers as a lens range, anything else as it is. */
export function lensInfo(value: TagValue): string {
  const items = words(value).split(' ');
  const stored = Array.isArray(value) && value.every(Number.isFinite);
  const valid =
    items.length === 4 &&
    (stored || items.every((item) => asNumber(item) !== undefined || item === 'inf' || item === 'undef'));
  return valid ? lensRange(items) : words(value);
}

function compensation(value: TagValue): string {
  const number = loosely(value);
  return Number.isFinite(number) ? exposureCompensation(number) : `${number < 0 ? '-' : '+'}Inf`;
}

/** The four colours of a Canon raw's filter, by its number. */
function cr2Pattern(stored: TagValue, _scope: TagScope): TagValue {
  const patterns: { readonly [value: string]: string } = {
    '1': '0 1 1 2',
    '2': '2 1 1 0',
    '3': '1 2 0 1',
    '4': '1 0 2 1',
  };
  return patterns[words(stored)] ?? `Unknown (${words(stored)})`;
}
