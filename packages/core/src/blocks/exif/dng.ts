// What DNG and raw entries mean beyond their stored numbers (DNG 1.7.1), by tag name.

import { toHex } from '../../bytes/text.js';
import { fixed } from '../../present/exposure.js';
import { significant } from '../../present/number.js';
import { binaryText } from '../../present/plain.js';
import { UNDEFINED } from '../../structures/tiff/field.js';
import type { TagValue } from '../../types.js';
import { filterColors } from './cfa-pattern.js';
import { lensInfo } from './conversions.js';
import type { EntryConversions, ExifConversion } from './definition.js';
import { timeCodes, timeCodeText } from './time-codes.js';
import { loosely, words } from './words.js';

const dotted: ExifConversion = { print: (value) => words(value).replaceAll(' ', '.') };
const long: ExifConversion = {
  long: true,
  print: (value) => (words(value).length > 64 ? binaryText(words(value).length) : words(value)),
};
const digest: ExifConversion = { value: hex };
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

/** Conversions by tag name. */
export const dngConversions: EntryConversions = {
  'DNGVersion DNGBackwardVersion': dotted,
  LocalizedCameraModel: { print: printable },
  CFAPlaneColor: { print: planeColors },
  'BlackLevelDeltaH BlackLevelDeltaV ProfileHueSatMapData1 ProfileHueSatMapData2 ProfileToneCurve ProfileLookTableData ProfileHueSatMapData3':
    long,
  DNGLensInfo: { print: lensInfo },
  RawDataUniqueID: { value: (stored) => words(hex(stored)).toUpperCase() },
  'PanasonicTitle PanasonicTitle2': { value: whereText },
  'PreviewSettingsDigest RawImageDigest OriginalRawFileDigest NewRawImageDigest': digest,
  PreviewDateTime: { value: previewDate },
  'OpcodeList1 OpcodeList2 OpcodeList3': opcodes,
  TimeCodes: { value: timeCodes, print: timeCodeText },
  FrameRate: { print: frameRate },
  TStop: {
    print: (value) =>
      words(value)
        .split(' ')
        .map((item) => fixed(loosely(item), 2))
        .join('-'),
  },
  CacheVersion: { print: (value) => words(value).replaceAll(' ', '.') },
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
