// What DNG and raw entries mean beyond their stored numbers (DNG 1.7.1), by tag id.

import { toHex } from '../../bytes/text.js';
import { fixed } from '../../present/exposure.js';
import { significant } from '../../present/number.js';
import { binaryText } from '../../present/plain.js';
import { ASCII, BYTE, UNDEFINED } from '../../structures/tiff/field.js';
import type { TagValue } from '../../types.js';
import { filterColors } from './cfa-pattern.js';
import { lensInfo } from './conversions.js';
import type { ExifConversion } from './definition.js';
import { timeCodes, timeCodeText } from './time-codes.js';
import { loosely, words } from './words.js';

const text: ExifConversion = { as: ASCII };
const dotted: ExifConversion = { print: (value) => words(value).replaceAll(' ', '.') };
const long: ExifConversion = {
  long: true,
  print: (value) => (words(value).length > 64 ? binaryText(words(value).length) : words(value)),
};
const binary: ExifConversion = { binary: true };
const digest: ExifConversion = { as: UNDEFINED, value: hex };
const opcodes: ExifConversion = { as: UNDEFINED, print: opcodeNames };

function hex(stored: TagValue): TagValue {
  return stored instanceof Uint8Array ? toHex(stored) : stored;
}

const opcodeList = [
  '',
  'WarpRectilinear',
  'WarpFisheye',
  'FixVignetteRadial',
  'FixBadPixelsConstant',
  'FixBadPixelsList',
  'TrimBounds',
  'MapTable',
  'MapPolynomial',
  'GainMap',
  'DeltaPerRow',
  'DeltaPerColumn',
  'ScalePerRow',
  'ScalePerColumn',
  'WarpRectilinear2',
];

/** The names of an opcode list (DNG 1.7.1 chapter 7); always big-endian. */
function opcodeNames(value: TagValue): string {
  if (!(value instanceof Uint8Array)) return words(value);
  if (value.length <= 4) return '';
  const data = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const count = data.getUint32(0);
  const names: string[] = [];
  for (let at = 4, i = 0; i < count; i++) {
    if (at + 16 > value.length) {
      names.push('<err>');
      break;
    }
    const opcode = data.getUint32(at);
    names.push(opcodeList[opcode] || `[opcode ${opcode}]`);
    at += 16 + data.getUint32(at + 12);
  }
  return names.join(', ');
}

function planeColors(value: TagValue): string {
  return words(value)
    .split(' ')
    .map((item) => filterColors.at(Math.trunc(loosely(item))) ?? `Unknown(${item})`)
    .join(',');
}

/** An XMP-style date as EXIF writes dates. */
function previewDate(stored: TagValue): TagValue {
  const date = words(stored);
  const match = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2})(:\d{2})?\s*(\S*)$/.exec(date);
  if (match) return `${match[1]}:${match[2]}:${match[3]} ${match[4]}${match[5] ?? ''}${match[6]}`;
  return /^\d{4}(-\d{2}){0,2}/.test(date) ? date.replaceAll('-', ':') : date;
}

/** Conversions by tag id. */
export const dngConversions: { readonly [id: number]: ExifConversion } = {
  50706: dotted,
  50707: dotted,
  50709: { as: ASCII, print: printable },
  50710: { print: planeColors },
  50712: binary,
  50715: long,
  50716: long,
  50736: { print: lensInfo },
  50781: { as: UNDEFINED, value: (stored) => words(hex(stored)).toUpperCase() },
  50827: text,
  50898: { as: ASCII, value: whereText },
  50899: { as: ASCII, value: whereText },
  50931: text,
  50932: text,
  50934: text,
  50936: text,
  50938: long,
  50939: long,
  50940: long,
  50942: text,
  50966: text,
  50967: text,
  50968: text,
  50969: digest,
  50971: { value: previewDate },
  50972: digest,
  50973: digest,
  50982: long,
  51008: opcodes,
  51009: opcodes,
  51022: opcodes,
  51043: { value: timeCodes, print: timeCodeText },
  51044: { print: frameRate },
  51058: {
    print: (value) =>
      words(value)
        .split(' ')
        .map((item) => fixed(loosely(item), 2))
        .join('-'),
  },
  51111: digest,
  51114: { as: BYTE, print: (value) => words(value).replaceAll(' ', '.') },
  51159: binary,
  51160: binary,
  52525: binary,
  52537: long,
  52543: binary,
  52544: binary,
  52550: binary,
  52552: text,
};

/** Control and non-ASCII bytes as dots. */
function printable(value: TagValue): string {
  return new TextDecoder('latin1')
    .decode(new TextEncoder().encode(words(value)))
    .replace(/[^\x20-\x7e]/g, '.');
}

function frameRate(value: TagValue): string {
  const rate = Math.trunc(loosely(value) * 1000 + 0.5) / 1000;
  return Number.isFinite(rate) ? significant(rate, 15) : fixed(rate, 0);
}

function whereText(stored: TagValue): TagValue | undefined {
  return words(stored).length > 0 ? stored : undefined;
}
