// What FujiFilm's entries mean that are neither labels nor stored as they are (ExifTool's FujiFilm.pm).
import { plainText } from '../../../bytes/text.js';
import type { Conversions, Convert } from '../../../tables/conversion.js';
import {
  hexDigits,
  modelOf,
  number,
  over,
  unless,
  when,
  withUnit,
} from '../../../tables/number-conversions.js';
import { toNumber, toText, type Value, wordList } from '../../../tables/value.js';

/** The body's number in hexadecimal digits, the day of its making and more behind it. */
const serialParts = /^(.*?\s*)([0-9a-fA-F]*)(\d{2})(\d{2})(\d{2})(.{12})\s*\0*$/s;

function serialNumber(value: Value): string {
  const text = toText(value);
  const [, before, code = '', year = '', month = '', day = '', behind] = serialParts.exec(text) ?? [];
  const isDate = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  if (!isDate) return text.replace(/\b592D(3[0-9])+/, (found) => `${textOfHex(found)} `);
  const century = Number(year) < 70 ? 2000 : 1900;
  return `${before}${textOfHex(code)} ${century + Number(year)}:${month}:${day} ${behind}`;
}

function textOfHex(digits: string): string {
  const pairs = digits.match(/..?/g) ?? [];
  return plainText(Uint8Array.from(pairs, (pair) => Number.parseInt(pair.padEnd(2, '0'), 16)));
}

const whole = (value: string | number | undefined): string => {
  const found = Math.trunc(toNumber(value));
  return `${found < 0 ? '' : '+'}${found}`;
};

const withSign: Convert = (value) => `${toNumber(value) > 0 ? '+' : ''}${toText(value)}`;
/** In 16ths, the sign turned. */
const tone = { unlabelled: number((value) => (0 - value) / 16) };

export const fujifilmConversions: Conversions = {
  Main: {
    choose: {
      4352: (scope) => (modelOf(scope) === 'X-T3' ? 0 : 1),
      4868: when(({ members }) => /^GENERAL IMAGING/.test(toText(members.get('Make')))),
    },
    tags: {
      InternalSerialNumber: { print: serialNumber },
      WhiteBalanceFineTune: {
        print: (value) => `Red ${whole(wordList(value)[0])}, Blue ${whole(wordList(value)[1])}`,
      },
      NoiseReduction: { raw: unless(0x100) },
      'ShadowTone HighlightTone': tone,
      DigitalZoom: { value: over(8) },
      'BWAdjustment BWMagentaGreen': { print: withSign },
      AutoDynamicRange: { print: withUnit('%') },
      ImageCount: { value: number((count) => count & 0x7fff) },
      FlickerReduction: {
        print: number((bits) => `${((bits >> 8) & 0x0f) === 1 ? 'On' : 'Off'} (0x${hexDigits(bits, 4)})`),
      },
    },
  },
  AFCSettings: {
    tags: {
      'AF-CSetting': {
        unlabelled: number((bits) => `Set 6 (custom 0x${hexDigits(bits, 3)})`),
      },
    },
  },
  DriveSettings: { tags: { DriveSpeed: { unlabelled: withUnit(' fps') } } },
  FocusSettings: {
    tags: {
      AFAreaPointSize: { unlabelled: (value) => value },
      AFAreaZoneSize: { unlabelled: number((size) => `${size & 0x0f} x ${size >> 5}`) },
    },
  },
};
