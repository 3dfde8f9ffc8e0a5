// What the tables of Minolta's notes do not hold. What is stored: the tag documentation of ExifTool's Minolta.pm and
// MinoltaRaw.pm.
import { fixed } from '../../../present/exposure.js';
import { significant } from '../../../present/number.js';
import type { Conversion, Conversions, Convert } from '../../../tables/conversion.js';
import {
  byModel,
  decimals,
  either,
  exposureTimeText,
  firstThat,
  hexDigits,
  is,
  isModel,
  isNot,
  isNotModel,
  modelOf,
  number,
  otherwise,
  over,
  plus,
  powerOfTwo,
  remember,
  settingAroundZero,
  stopsText,
  times,
  unless,
  when,
  withUnit,
} from '../../../tables/number-conversions.js';
import type { Known } from '../../../tables/scope.js';
import { toNumber, toText, wordList } from '../../../tables/value.js';
import { afStatus } from '../sony/af-status.js';
import { adaptedLens } from '../sony/lens.js';
import { meteringImage } from '../sony/metering-image.js';
import { apertureInEighths, stopsInEighths, timeInEighths } from '../sony/stored-numbers.js';

const isA100 = isModel(/^DSLR-A100$/);
const isA2 = isModel(/DiMAGE A2/);
const isSony = ({ members }: Known): boolean => /^SONY/.test(toText(members.get('Make')));

const whiteBalances: { readonly [code: number]: string } = {
  0: 'Auto',
  1: 'Daylight',
  2: 'Cloudy',
  3: 'Tungsten',
  5: 'Custom',
  7: 'Fluorescent',
  8: 'Fluorescent 2',
  11: 'Custom 2',
  12: 'Custom 3',
};
/** The A2 tells it in the highest byte, and in the next one, from the middle, how it was shifted. */
const shiftedBalances: readonly string[] = [
  ...['Auto', 'Daylight', 'Cloudy', 'Tungsten', 'Flash', 'Fluorescent', 'Shade'],
  ...['Custom1', 'Custom2', 'Custom3'],
];
const MIDDLE = 0x800000;
const STEP = 0x10000;

const whiteBalance = number((code) => {
  const name = whiteBalances[code];
  if (name !== undefined) return name;
  const high = code >>> 24;
  if (code < STEP) return `Unknown (${code})`;
  const shifted = shiftedBalances[high];
  if (shifted === undefined) return `Unknown (0x${hexDigits(code)})`;
  const steps = (code - high * 2 ** 24 - MIDDLE) / STEP;
  return steps === 0 ? shifted : `${shifted}${steps < 0 ? '' : '+'}${significant(steps, 8)}`;
});

const rawBalances: readonly string[] = [
  ...['Auto', 'Daylight', 'Cloudy', 'Tungsten', 'Flash/Fluorescent', 'Fluorescent', 'Shade'],
  ...['User 1', 'User 2', 'User 3', 'Temperature'],
];
const rawBalance = number((code) => {
  const [low, high] = [code & 15, code >> 4];
  const name = rawBalances[low] ?? `Unknown (${low})`;
  return high >= 6 && high <= 12 ? `${name} (${high - 8})` : name;
});

const padded2 = (part: number): string => String(part).padStart(2, '0');
const date: Convert = number(
  (bits) =>
    `${String(Math.floor(bits / STEP)).padStart(4)}:${padded2((bits >>> 8) & 255)}:${padded2(bits & 255)}`,
);
const time: Convert = number(
  (bits) => `${padded2(Math.floor(bits / STEP))}:${padded2((bits >>> 8) & 255)}:${padded2(bits & 255)}`,
);

const iso = powerOfTwo((code) => (code - 48) / 8, 100);
const isoText = number((value) => Math.trunc(value + 0.5));
const seconds: Conversion = { value: powerOfTwo((code) => (48 - code) / 8), print: exposureTimeText };
const fNumber: Conversion = { value: powerOfTwo((code) => (code - 8) / 16), print: decimals(1) };
const lightValue: Conversion = { value: number((code) => (code - 106) / 8) };

/** Settings around a middle, which is another one on the A2. */
const aroundMiddle: Conversion = {
  value: number((code, scope) => code - (isA2(scope) ? 5 : 3)),
  unlabelled: settingAroundZero,
};
const around10: Conversion = { value: plus(-10), unlabelled: settingAroundZero };

const distance: Conversion = {
  value: over(1000),
  print: (value) => (toNumber(value) ? `${toText(value)} m` : 'inf'),
};
const nearDistance: Conversion = {
  value: powerOfTwo((code) => (code - 126) / 16),
  print: number((metres) => (metres > 266 ? 'inf' : `${fixed(metres, 2)} m`)),
};

const is7Hi = when((scope) => modelOf(scope) === 'DiMAGE 7Hi');
const hasRawBalance = when(either(isA100, is('MinoltaPRD', 1)));
const whenA100 = when(isA100);
const whenSony = when(isSony);
const whenNotSony = when(isNot(isSony));

export const minoltaConversions: readonly Conversions[] = [
  {
    'Minolta::Main': {
      choose: {
        3: when(isNotModel(/^DiMAGE X31$/)),
        '16 32 275': whenA100,
        24: firstThat(isA100, isModel(/^DiMAGE (A1|A2|X1)$/)),
        257: firstThat(isNot(isSony), otherwise),
        259: byModel([/^DiMAGE (A2|7Hi)$/, /^(?!DiMAGE A200$)/]),
        276: firstThat(isModel(/^(DYNAX 5D|MAXXUM 5D|ALPHA SWEET)/), isA100),
      },
      tags: {
        'ImageStabilization/1': { value: () => 'On' },
        LensType: { unlabelled: adaptedLens },
      },
    },
    'Minolta::CameraSettings': {
      choose: { '51 52': is7Hi },
      tags: {
        WhiteBalance: { print: whiteBalance },
        ISO: { value: iso, print: isoText },
        ExposureTime: seconds,
        'FNumber MaxAperture': fNumber,
        ExposureCompensation: { value: number((code) => code / 3 - 2), print: stopsText },
        FocalLength: { value: over(256), print: decimals(1, ' mm') },
        FocusDistance: distance,
        MinoltaDate: { value: date },
        MinoltaTime: { value: time },
        'ColorBalanceRed ColorBalanceGreen ColorBalanceBlue': { value: over(256) },
        'Saturation Contrast ColorFilter': aroundMiddle,
        FlashExposureComp: { value: number((code) => (code - 6) / 3), print: stopsText },
        Brightness: { value: number((code) => code / 8 - 6) },
      },
    },
    'CameraSettings5D CameraSettings7D CameraSettingsA100': {
      tags: {
        'Sharpness Contrast Saturation HueAdjustment': around10,
        ColorTemperature: { value: times(100) },
        'ImageNumber ImageNumber2': { value: plus(1) },
      },
    },
    'CameraSettings5D CameraSettings7D': { tags: { ExposureTime: seconds, FNumber: fNumber } },
    CameraSettings5D: {
      tags: { ExposureCompensation: { value: number((code) => code / 100 - 3), print: stopsText } },
    },
    CameraSettings7D: { tags: { ExposureCompensation: { value: over(24), print: stopsText } } },
    CameraSettingsA100: {
      tags: {
        'ExposureCompensationSetting FlashExposureCompSet': { value: number((code) => code / 100 - 3) },
        'ShutterSpeedSetting ExposureTime': timeInEighths,
        'ApertureSetting FNumber': apertureInEighths,
        InstantPlaybackTime: { print: withUnit(' s') },
      },
    },
    CameraInfoA100: { tags: { '*': afStatus } },
    WBInfoA100: {
      tags: {
        'AverageLV MeasuredLV BrightnessValue': lightValue,
        AEMeteringSegments: {
          value: (value) => wordList(value).map((code) => (toNumber(code) - 106) / 8),
        },
        TiffMeteringImage: meteringImage(9600),
        ExposureTime: timeInEighths,
        ISO: { value: iso, print: isoText },
        FocusDistance: nearDistance,
        LensType: { unlabelled: adaptedLens },
        'ExposureCompensation FlashExposureComp': stopsInEighths,
        'MaxAperture FNumber': fNumber,
      },
    },
    'MinoltaRaw::PRD': {
      tags: {
        FirmwareID: {
          raw: (value, scope) => {
            if (scope.members.get('FILE_TYPE') === 'MRW') remember('MinoltaPRD')(1, scope);
            return value;
          },
        },
      },
    },
    'MinoltaRaw::RIF': {
      choose: {
        7: firstThat(isNot(isSony), isA100),
        '8 12 16 20 24 28': hasRawBalance,
        '32 36 40 44 76 77 80': whenA100,
        '56 58 60': whenNotSony,
        74: whenSony,
        '78 79': byModel([/^DSLR-A(200|700)$/]),
      },
      tags: {
        WBMode: { print: rawBalance },
        ISOSetting: {
          raw: unless(255),
          unlabelled: number((code, scope) => isoText(iso(code, scope), scope)),
        },
        ColorTemperature: { value: times(100), print: number((kelvin) => (kelvin ? kelvin : 'Auto')) },
      },
    },
    'MinoltaRaw::WBG': { choose: { 4: byModel([/DiMAGE A200\b/], 'others follow') } },
  },
];
