// What Panasonic's entries mean that are neither labels nor stored as they are (ExifTool's Panasonic.pm).
import { fixed } from '../../../present/exposure.js';
import { significant } from '../../../present/number.js';
import type { Conversion, Conversions, Convert } from '../../../tables/conversion.js';
import {
  asIs,
  byModel,
  decimals,
  firstThat,
  hexDigits,
  hexText,
  known,
  modelOf,
  number,
  onlyIf,
  otherwise,
  over,
  remember,
  settingAroundZero,
  stopsText,
  unless,
  unlessZero,
  when,
} from '../../../tables/number-conversions.js';
import type { Scope } from '../../../tables/scope.js';
import { toNumber, toText, type Value, wordList } from '../../../tables/value.js';

const withoutSpaces: Convert = (value) => toText(value).replace(/ +$/, '');
const dotted: Convert = (value) => toText(value).replaceAll(' ', '.');
/** Thirds of a stop. */
const thirds = { value: over(3), print: stopsText };
const isShort = ({ format }: Scope): boolean => format === 'int16u';
const tooLarge = /^4194303\.9/;

/** Bytes as numbers where not all are text. */
const version: Convert = (value) => {
  const text = toText(value);
  return /[\0-/]/.test(text) ? Array.from(text, (letter) => letter.charCodeAt(0)).join(' ') : value;
};

/** A code, the day of making and a number. */
export const serialNumber =
  (code: RegExp): Convert =>
  (value) => {
    const text = toText(value);
    const [, letters, year = '', month, day, count] =
      new RegExp(`^(${code.source})(\\d{2})(\\d{2})(\\d{2})(\\d{4})`, 's').exec(text) ?? [];
    if (letters === undefined) return value;
    return `(${letters}) ${Number(year) + (Number(year) < 70 ? 2000 : 1900)}:${month}:${day} no. ${count}`;
  };

/** Seconds as `1 days 02:03:04.05`. */
const timeText = number((seconds) => {
  const days = Math.floor(seconds / 86_400);
  const rest = seconds - days * 86_400;
  let [hours, minutes] = [Math.floor(rest / 3600), Math.floor((rest % 3600) / 60)];
  let second = fixed(rest - hours * 3600 - minutes * 60, 2).padStart(5, '0');
  if (Number(second) >= 60) {
    second = '00.00';
    if (++minutes >= 60) [hours, minutes] = [hours + 1, minutes - 60];
  }
  const clock = [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
  return `${days > 0 ? `${days} days ` : ''}${clock}:${second}`;
});

function pointText(value: Value): string {
  const text = toText(value);
  if (text === '16777216 16777216') return 'none';
  if (tooLarge.test(text)) return 'n/a';
  return [0, 1].map((i) => significant(toNumber(wordList(value)[i]), 2)).join(' ');
}

/** Digits in half bytes. */
function dateText(value: Value): string {
  const [century, year, month, day, hour, minute, second, part] = hexText(value).match(/../g) ?? [];
  return `${century}${year}:${month}:${day} ${hour}:${minute}:${second}.${part}`;
}

/** Two bytes in hexadecimal, the lower one first. */
const lensModel: Conversion = {
  raw: unlessZero,
  value: number((code) => hexDigits(code, 4).replace(/(..)(..)/, '$2 $1')),
};
const unset: Convert = (value) => (toText(value) === '9999:99:99 00:00:00' ? '(not set)' : value);

/** Tags of so many faces, each there if as many were counted. */
function ofFaces(
  most: number,
  counter: string,
  names: readonly string[],
): { readonly [name: string]: Conversion } {
  const ofFace = (face: number): Conversion => ({ raw: onlyIf((_, scope) => known(scope, counter) >= face) });
  const faces = Array.from({ length: most }, (_, i) => i + 1);
  return Object.fromEntries(
    faces.map((face) => [names.map((name) => name.replace('#', String(face))).join(' '), ofFace(face)]),
  );
}

export const panasonicNoteConversions: Conversions = {
  Main: {
    choose: {
      15: byModel([/DMC-FZ10\b/], 'others follow'),
      44: firstThat(
        (scope) => !/^(DMC-(FX10|G1|L1|L10|LC80|GF\d+|G2|TZ10|ZS7)$|DC-)/.test(modelOf(scope)),
        (scope) => /^DMC-(GF\d+|G2)$/.test(modelOf(scope)),
        (scope) => /^DMC-(TZ10|ZS7)$/.test(modelOf(scope)),
        otherwise,
      ),
      196: when((scope) => isShort(scope) && scope.head !== '\xff\xff'),
      '197 228': when(isShort),
    },
    tags: {
      FirmwareVersion: { value: version, print: dotted },
      FaceDetInfo: { print: asIs },
      'WhiteBalanceBias FlashBias': thirds,
      InternalSerialNumber: { print: serialNumber(/[A-Z][0-9A-Z]{2}/) },
      'VideoFrameRate ProgramISO': { unlabelled: asIs },
      TimeSincePowerOn: { value: over(100), print: timeText },
      BabyAge: { print: unset },
      TravelDay: { print: (value) => (toNumber(value) === 65_535 ? 'n/a' : value) },
      'Contrast Saturation Sharpness': { unlabelled: settingAroundZero },
      AFPointPosition: { print: pointText },
      'LensType LensSerialNumber AccessoryType AccessorySerialNumber': { value: withoutSpaces },
      LensFirmwareVersion: { print: dotted },
      ManometerPressure: { raw: unless(65_535), value: over(10), print: decimals(1, ' kPa') },
      RollAngle: { value: over(10) },
      PitchAngle: { value: number((angle) => (0 - angle) / 10) },
      LensTypeModel: lensModel,
      ISO: { raw: onlyIf((iso) => iso <= 0xfffffff0) },
      AFAreaSize: { print: (value) => (tooLarge.test(toText(value)) ? 'n/a' : value) },
    },
  },
  FaceDetInfo: {
    tags: {
      NumFacePositions: { raw: remember('NumFacePositions') },
      ...ofFaces(5, 'NumFacePositions', ['Face#Position']),
    },
  },
  FaceRecInfo: {
    tags: {
      FacesRecognized: { raw: remember('FacesRecognized') },
      ...ofFaces(3, 'FacesRecognized', [
        'RecognizedFace#Name',
        'RecognizedFace#Position',
        'RecognizedFace#Age',
      ]),
    },
  },
  TimeInfo: {
    tags: {
      PanasonicDateTime: { raw: (value) => (/^\0/.test(toText(value)) ? undefined : value), value: dateText },
    },
  },
};
