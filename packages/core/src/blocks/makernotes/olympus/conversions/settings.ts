// Settings of the camera, the lens and the flash, in directories of their own. What is stored: the tag documentation of
// ExifTool's Olympus.pm.
import { wholeText } from '../../../../present/whole.js';
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import {
  decimals,
  hexadecimal,
  hexDigits,
  modelOf,
  number,
  onlyIf,
  prefixed,
  remember,
  setBits,
  withUnit,
} from '../../../../tables/number-conversions.js';
import { isSet, toNumber, toText, wordList } from '../../../../tables/value.js';

/** A version, with what fills its bytes up. */
const version: Conversion = {
  raw: (value) => {
    if (!(value instanceof Uint8Array)) return value;
    return value.subarray(0, value.findLastIndex((byte) => byte !== 0) + 1);
  },
};
const versions = [
  'CameraSettings',
  'Equipment',
  'FocusInfo',
  'ImageProcessing',
  'RawDevelopment',
  'RawDevelopment2',
  'RawInfo',
].join(' ');

const areaNames: { readonly [area: number]: string } = {
  [0x36794285]: 'Left ',
  [0x79798585]: 'Center ',
  [0xbd79c985]: 'Right ',
};

/** Areas as two corners each, in bytes. */
const focusAreas: Convert = (value) => {
  const areas = wordList(value)
    .map(toNumber)
    .filter((area) => area !== 0);
  const corners = areas.map((area) => {
    const [left, top, right, bottom] = [24, 16, 8, 0].map((shift) => (area >>> shift) & 0xff);
    return `${areaNames[area] ?? ''}(${left},${top})-(${right},${bottom})`;
  });
  return corners.length > 0 ? corners.join(', ') : 'none';
};

/** Two corners as shares of the picture. */
const selectedPoint: Convert = (value) => {
  if (toText(value).includes('undef')) return 'n/a';
  const shares = wordList(value).map(toNumber);
  const [left, top, right, bottom] = [0, 1, 2, 3].map((i) => `${wholeText((shares[i] ?? 0) * 100)}%`);
  return `(${left},${top}) (${right},${bottom})`;
};

/** A setting, and between which two it may be. */
const inRange: Convert = (value) => {
  const [setting = '', least = '', most = ''] = wordList(value);
  return `${setting} (min ${least}, max ${most})`;
};

const customSaturation: Convert = (value, scope) => {
  if (!/^E-1\b/.test(modelOf(scope))) return inRange(value, scope);
  const [setting = 0, least = 0, most = 0] = wordList(value).map(toNumber);
  return `CS${setting - least} (min CS0, max CS${most - least})`;
};

const bracketed = { 0: 'AE', 1: 'WB', 2: 'FL', 3: 'MF', 4: 'ISO', 5: 'AE Auto', 6: 'Focus' };
const driveModes: { readonly [mode: string]: string } = {
  0: 'Single Shot',
  1: 'Continuous Shooting',
  2: 'Exposure Bracketing',
  3: 'White Balance Bracketing',
  4: 'Exposure+WB Bracketing',
};
const shutters: { readonly [shutter: string]: string } = { 0: 'Mechanical shutter', 2: 'Anti-shock' };
const ELECTRONIC = 4;
const BRACKETING = 5;

/** Of late cameras, in hexadecimal: the upper digit tells the shutter. */
const shootingModes: { readonly [mode: string]: string } = {
  '1': 'Single Shot',
  '2': 'Sequential L',
  '3': 'Sequential H',
  '7': 'Sequential',
  '11': 'Single Shot',
  '12': 'Sequential L',
  '13': 'Sequential H',
  '14': 'Self-Timer 12 sec',
  '15': 'Self-Timer 2 sec',
  '16': 'Custom Self-Timer',
  '17': 'Sequential',
  '21': 'Single Shot',
  '22': 'Sequential L',
  '23': 'Sequential H',
  '24': 'Self-Timer 2 sec',
  '25': 'Self-Timer 12 sec',
  '26': 'Custom Self-Timer',
  '27': 'Sequential',
  '28': 'Sequential SH1',
  '29': 'Sequential SH2',
  '30': 'HighRes Shot',
  '41': 'ProCap H',
  '42': 'ProCap L',
  '43': 'ProCap',
  '48': 'ProCap SH1',
  '49': 'ProCap SH2',
};

/** The mode, the number of the shot, what is bracketed, one that is not known, the shutter, and the mode of late cameras. */
const driveMode: Convert = (value) => {
  const [mode = '', shot, bits, , shutter, late] = wordList(value);
  const shotText = isSet(shot) ? `, Shot ${shot}` : '';
  const shutterText =
    shutter === undefined || toNumber(shutter) === ELECTRONIC
      ? ''
      : `; ${shutters[shutter] ?? `Unknown (${shutter})`}`;
  return `${modeText(mode, bits, late)}${shotText}${shutterText}`;
};

function modeText(
  mode: string | number,
  bits: string | number | undefined,
  late: string | number | undefined,
): string {
  if (toNumber(mode) === BRACKETING && bits !== undefined)
    return `${setBits(bits, bracketed)} Bracketing`.replaceAll(', ', '+');
  if (isSet(late)) return shootingModes[hexDigits(toNumber(late))] ?? `Unknown (${late})`;
  return driveModes[mode] ?? `Unknown (${mode})`;
}

const panoramas: { readonly [way: string]: string } = {
  1: 'Left to Right',
  2: 'Right to Left',
  3: 'Bottom to Top',
  4: 'Top to Bottom',
};

const panoramaMode: Convert = (value) => {
  const [way, shot = ''] = wordList(value);
  return isSet(way) ? `${panoramas[way!] ?? `Unknown (${way})`}, Shot ${shot}` : 'Off';
};

/** Some labels stand for any number of pictures, which they have as `*`. */
const stackedImage: Conversion['unlabelled'] = (value, _, labels) => {
  const text = toText(value);
  const count = / (\d+)/.exec(text)?.[1];
  const label = labels[text.replace(/ \d+/, ' *')];
  return count === undefined || label === undefined ? `Unknown (${text})` : label.replace('*', count);
};

/** An angle in tenths of degrees, where a second number says that there is one. */
const angle =
  (sign: number): Convert =>
  (value) => {
    const [, tenths] = /^(.*) 1$/s.exec(toText(value)) ?? [];
    return tenths === undefined ? 'n/a' : (sign * toNumber(tenths)) / 10 + 0;
  };

const colors = [
  ...['Min', 'Max', 'Yellow', 'Orange', 'Orange-red', 'Red', 'Magenta', 'Violet', 'Blue', 'Blue-cyan'],
  ...['Cyan', 'Green-cyan', 'Green', 'Yellow-green'],
];
const strength = [undefined, undefined, undefined, prefixed('Strength ')];

/** Release and revision in hexadecimal digits, three of them after the point. */
const firmware: Conversion = {
  print: number((code) => hexDigits(code).replace(/(...)$/, '.$1')),
};

/** An f-number in 256ths of its power of the root of 2. */
const aperture: Conversion = {
  value: (value) => (isSet(value) ? Math.SQRT2 ** (toNumber(value) / 256) : 0),
  print: decimals(1),
};

const hexByte = (byte: string | number | undefined): string => hexDigits(toNumber(byte), 2);

const trimmed: Conversion = { print: (value) => toText(value).trimEnd() };

export const olympusSettings: Conversions = {
  [versions]: {
    tags: {
      'CameraSettingsVersion EquipmentVersion FocusInfoVersion ImageProcessingVersion RawDevVersion RawInfoVersion':
        version,
    },
  },
  'Olympus::CameraSettings': {
    tags: {
      AFAreas: { print: focusAreas },
      AFPointSelected: { value: (value) => toText(value).replace(/\S* /, ''), print: selectedPoint },
      'FlashIntensity ManualFlashStrength': { unlabelled: (value) => value },
      WhiteBalanceTemperature: { print: (value) => (isSet(value) ? value : 'Auto') },
      CustomSaturation: { print: customSaturation },
      'ContrastSetting SharpnessSetting PictureModeSaturation PictureModeContrast PictureModeSharpness': {
        print: inRange,
      },
      ArtFilterEffect: { prints: [undefined, undefined, undefined, prefixed('Partial Color ')] },
      ColorCreatorEffect: { prints: [prefixed('Color '), ...strength.slice(1)] },
      MonochromeProfileSettings: { prints: strength },
      ColorProfileSettings: { prints: colors.map((color) => prefixed(`${color} `)) },
      DriveMode: { print: driveMode },
      PanoramaMode: { print: panoramaMode },
      ImageStabilization: { raw: remember('ImageStabilization') },
      StackedImage: { unlabelled: stackedImage },
      ManometerPressure: { value: number((tenths) => tenths / 10), print: withUnit(' kPa') },
      ManometerReading: {
        value: (value) => wordList(value).map((tenths) => toNumber(tenths) / 10),
        print: (value) => toText(value).replace(/(\S+) (\S+)/, '$1 m, $2 ft'),
      },
      RollAngle: { value: angle(-1) },
      PitchAngle: { value: angle(1) },
    },
  },
  Equipment: {
    tags: {
      'SerialNumber LensSerialNumber': trimmed,
      FocalPlaneDiagonal: { print: withUnit(' mm') },
      'BodyFirmwareVersion LensFirmwareVersion ExtenderFirmwareVersion FlashFirmwareVersion': firmware,
      LensType: {
        value: (value) => {
          const [maker, , model, sub] = wordList(value);
          return `${hexDigits(toNumber(maker))} ${hexByte(model)} ${hexByte(sub)}`;
        },
      },
      'MaxApertureAtMinFocal MaxApertureAtMaxFocal MaxAperture': aperture,
      LensProperties: { print: hexadecimal(1) },
      Extender: {
        value: (value) => {
          const [maker, , model] = wordList(value);
          return `${hexDigits(toNumber(maker))} ${hexByte(model)}`;
        },
      },
    },
  },
  ImageProcessing: { tags: { CameraTemperature: { value: onlyIf((degrees) => degrees !== 0) } } },
};
