// The entries of the note itself, and which layout each of its records has. What is stored: the tag documentation of
// ExifTool's Pentax.pm.
import { fixed } from '../../../../present/exposure.js';
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import {
  asIs,
  binaryIfLongerThan,
  byModel,
  decimals,
  exposureTimeText,
  firstThat,
  known,
  modelOf,
  number,
  otherwise,
  over,
  signedOrZero,
  unlessZero,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { asBytes, isSet, toNumber, toText, type Value, wordList } from '../../../../tables/value.js';
import { date, shutterCount, time } from '../shutter-count.js';
import { doubled, eighths } from '../stored-numbers.js';

const makeOf = ({ members }: Scope): string => toText(members.get('Make'));
const ofCount =
  (...counts: readonly number[]) =>
  ({ count }: Scope): boolean =>
    counts.includes(count);

/** Early cameras have a shorter layout; of some models only a byte of it tells. */
const hasEarlyLens = (scope: Scope): boolean =>
  /(\*ist|GX-1[LS])/.test(modelOf(scope)) ||
  (/(K100D|K110D)/.test(modelOf(scope)) && /^.{20}(\xff|\0\0)/s.test(scope.head));

const lensInfo = firstThat(
  hasEarlyLens,
  ({ count }) => ![90, 91, 80, 128, 168].includes(count),
  ofCount(90), // 645D
  ofCount(91), // K-r, K-5
  ofCount(80, 128), // K-01, K-30, K-3 and later
);

/** The record's length is to be known to its own fields. */
const exposureInfo = firstThat(
  ({ count, members }) => {
    members.set('AEInfoSize', count);
    return count <= 25 && count !== 21;
  },
  ofCount(21),
  ofCount(48, 64),
  otherwise,
);

const dotted: Convert = (value) => toText(value).replaceAll(' ', '.');

/** Four bytes with all their bits the other way round: a version, and what is not known. */
const firmware: Conversion = {
  value: (value) => {
    const bytes = asBytes(value);
    if (bytes.length !== 4) return value;
    const [release, ...rest] = Array.from(bytes, (byte) => byte ^ 0xff);
    return `${release} ${rest.map((byte) => String(byte).padStart(2, '0')).join(' ')}`;
  },
  print: dotted,
};

const REFERENCE = 53190;

/** Kelvin below a reference, then two shifts of four bits with a sign. */
const colorTemperature: Conversion = {
  value: (value) => {
    const bytes = asBytes(value);
    if (bytes.length !== 4) return value;
    const [high = 0, low = 0, , shifts = 0] = bytes;
    const signed = (bits: number): number => (bits >= 8 ? bits - 16 : bits);
    return [REFERENCE - (high * 256 + low), signed(shifts & 0x0f), signed(shifts >> 4)];
  },
  print: (value) =>
    toText(value)
      .replace(/ ([1-9])/g, ' +$1')
      .replace(/ 0/g, '  0'),
};

const NOT_MEASURED = 255;

/** Light values of parts of the picture, in eighths of stops. */
const segments: Convert = (value) =>
  wordList(value)
    .map(toNumber)
    .map((code) => (code === NOT_MEASURED ? 'n/a' : code === 0 ? '0' : fixed(code / 8 - 6, 1)))
    .join(' ');

/** A step between pictures: in thirds, in halves, or as a fraction of many. */
const bracketStep: Convert = number((code) => {
  if (code < 10) return code / 3;
  if (code < 20) return code - 9.5;
  if (code & 0x1000) return `${code - 0x1000}/2`;
  return code & 0x2000 ? `${code - 0x2000}/3` : code;
});

const bracketed = ['', 'WB-BA', 'WB-GM', 'Saturation', 'Sharpness', 'Contrast', 'Hue', 'HighLowKey'];

/** The step, and what else is bracketed by how much. */
const bracketing: Convert = (value) => {
  const [step, extended] = wordList(value);
  if (step === undefined) return '';
  const stepText = isSet(step) && !toText(step).includes('/') ? fixed(toNumber(step), 1) : toText(step);
  if (extended === undefined) return stepText;
  const code = toNumber(extended);
  const kind = bracketed[code >> 8] || `Unknown(${code >> 8})`;
  return `${stepText} EV, ${code === 0 ? 'No Extended Bracket' : `${kind}+${code & 0xff}`}`;
};

const longestExposure = 42_949;

const exposureTime: Conversion = {
  value: number((stored) => stored * 1e-5),
  print: (value, scope) =>
    toNumber(value) > longestExposure ? 'Unknown (Bulb)' : exposureTimeText(value, scope),
};

const compensation: Conversion = {
  value: number((code) => (code - 50) / 10),
  print: signedOrZero(1),
};

const each =
  (convert: (item: number) => Value): Convert =>
  (value) =>
    wordList(value)
      .map((item) => toText(convert(toNumber(item))))
      .join(' ');

const colorMatrix: Conversion = {
  value: each((stored) => stored / 8192),
  print: each((share) => fixed(share, 5)),
};

/** The camera may write the lens under another series than the list has it. */
const lensOfOtherSeries: Conversion['unlabelled'] = (value, _, labels) => {
  const own = toText(value);
  const ofDa = own.replace(/^4 /, '7 ');
  if (ofDa !== own && labels[ofDa]) return `${labels[ofDa]} (${own})`;
  const others = [ofDa.replace(/^7 /, '8 '), own.replace(/^11 /, '13 '), own.replace(/^13 /, '11 ')];
  const found = others.find((one) => one !== own && one !== ofDa && labels[one]);
  return found && `${labels[found]} ? (${own})`;
};

const facesThatMayBe: Convert<Scope> = (value, { members }) => {
  const found = / (\d+)/.exec(toText(value))?.[1];
  if (found !== undefined) members.set('FacesDetected', Number(found));
  return value;
};

const slowest: Convert = number((code) => (code === 0 ? 0 : doubled(-eighths(code - 68))));

/** Whether a series was taken, and which of its pictures it is. */
const intervalText: Conversion['unlabelled'] = (value) =>
  toText(value).replace(/(\d+) (\d+)/, 'Shot $1 of $2');

const clarityText: Conversion['unlabelled'] = (value, scope) => {
  const amount = /^1 (-?\d+)$/.exec(toText(value))?.[1];
  if (amount === undefined) return `Unknown (${toText(value)})`;
  return signedOrZero(0)(Number(amount), scope);
};

export const pentaxMain: Conversions = {
  'Pentax::Main': {
    choose: {
      13: firstThat((scope) => !makeOf(scope).startsWith('Asahi'), otherwise),
      14: byModel([/(K-1|645Z)\b/, /(K-3|KP)\b/], 'others follow'),
      15: byModel([/K-(3|S1|S2)\b/], 'others follow'),
      '22 77': firstThat(ofCount(1), otherwise),
      29: byModel([/^PENTAX Optio (30|33WR|43WR|450|550|555|750Z|X)\b/], 'others follow'),
      45: ({ format }) => ['int16u', 'int32u'].indexOf(format),
      92: firstThat(ofCount(4), otherwise),
      98: when((scope) => /^(PENTAX|RICOH)/.test(makeOf(scope))),
      149: firstThat(ofCount(2), ofCount(3)),
      517: firstThat(({ count }) => count < 25, otherwise),
      518: exposureInfo,
      519: lensInfo,
      520: firstThat(ofCount(27), otherwise),
      '551 552': when((scope) => known(scope, 'FacesDetected') !== 0),
      554: firstThat((scope) => makeOf(scope).startsWith('RICOH'), otherwise),
      555: byModel([/K-3 Mark III/], 'others follow'),
      557: when(ofCount(100)),
      1023: byModel([/K-(01|3|30|5|50|500)\b/], 'others follow'),
    },
    tags: {
      PentaxVersion: { print: dotted },
      PreviewImageSize: { print: (value) => toText(value).replaceAll(' ', 'x') },
      PentaxModelID: { raw: asIs },
      Date: date,
      Time: time,
      'PictureMode/0': {
        value: (value, scope) =>
          typeof value === 'number' && value < 4 && /Optio 555\b/.test(modelOf(scope)) ? value + 0.1 : value,
      },
      ExposureTime: exposureTime,
      FNumber: { value: over(10), print: decimals(1) },
      'ExposureCompensation SensitivityAdjust': compensation,
      AutoBracketing: { values: [bracketStep], print: bracketing },
      'BlueBalance RedBalance': { value: over(256) },
      'FocalLength/0': { value: over(10), print: decimals(1, ' mm') },
      'FocalLength/1': { value: over(100), print: decimals(1, ' mm') },
      DigitalZoom: { value: over(100) },
      'DSPFirmwareVersion CPUFirmwareVersion': firmware,
      EffectiveLV: { value: over(1024), print: decimals(1) },
      SensorSize: {
        value: each((stored) => stored / 500),
        print: (value) => {
          const [width, height] = wordList(value).map(toNumber);
          return `${fixed(width ?? 0, 3)} x ${fixed(height ?? 0, 3)} mm`;
        },
      },
      RawImageSize: { print: (value) => toText(value).replace(' ', 'x') },
      AFPointsInFocus: { value: number((bits) => bits & 0x7ff) },
      CameraTemperature: { print: withUnit(' C') },
      'FlashExposureComp/0': { value: over(256), print: signedOrZero(1) },
      'FlashExposureComp/1': { values: [over(6)], prints: [signedOrZero(1)] },
      ColorTemperature: { raw: unlessZero, value: number((stored) => REFERENCE - stored) },
      'ColorTempDaylight ColorTempShade ColorTempCloudy ColorTempTungsten ColorTempFlash': colorTemperature,
      'ColorTempFluorescentD ColorTempFluorescentN ColorTempFluorescentW': colorTemperature,
      ShutterCount: shutterCount,
      FaceDetect: {
        raw: facesThatMayBe,
        prints: [
          (value) => (isSet(value) ? `On (${toText(value)} faces max)` : 'Off'),
          withUnit(' faces detected'),
        ],
      },
      ISOAutoMinSpeed: { values: [undefined, slowest], prints: [undefined, exposureTimeText] },
      IntervalShooting: { unlabelled: intervalText },
      ClarityControl: { unlabelled: clarityText },
      'ColorMatrixA ColorMatrixB': colorMatrix,
      'AEMeteringSegments FlashMeteringSegments SlaveFlashMeteringSegments': { print: segments },
      'DataDump ToneCurve ToneCurves': { print: binaryIfLongerThan(-1) },
    },
  },
  'LensRec LensInfo LensInfo2 LensInfo3 LensInfo4 LensInfo5': {
    tags: { LensType: { unlabelled: lensOfOtherSeries } },
  },
};
