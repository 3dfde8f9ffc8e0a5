// Canon's records of single camera models, bytes at places that differ from model to model (what is stored: the tag
// documentation of ExifTool's Canon.pm).
import type { Conversion, Conversions } from '../../../../tables/conversion.js';
import {
  byModel,
  decimals,
  exposureTimeText,
  hexText,
  known,
  number,
  onlyMatching,
  plus,
  powerOfTwo,
  settingAroundZero,
  unixTime,
  unlessZero,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { toText } from '../../../../tables/value.js';
import {
  apertureText,
  distance,
  exposureTimeByte,
  fNumberByte,
  isoByte,
  macroMagnification,
  temperature,
} from '../stored-numbers.js';

/** Cameras whose record has the common fields. */
const cameras = [
  ...['1000D', '1D', '1DX', '1DmkII', '1DmkIII', '1DmkIIN', '1DmkIV', '40D', '450D', '500D', '50D', '550D'],
  ...['5D', '5DmkII', '5DmkIII', '600D', '60D', '650D', '6D', '70D', '750D', '7D', '80D', 'R6'],
];
const cameraInfos = cameras.map((camera) => `CameraInfo${camera}`).join(' ');

const inMillimetres = withUnit(' mm');
const measuredEv: Conversion = { raw: unlessZero, value: number((code) => code / 8 - 6) };

/**
 * Records of the same model differ in length by firmware: which it is, is told by where its version stands. Left for
 * the fields behind is the number of the place, 0 for none.
 */
function firmwareAt(...places: readonly number[]): Conversion {
  return {
    raw: (value, { members }) => {
      const bytes = toText(value);
      const found = places.findIndex((at) => /^\d+\.\d+\.\d+/.test(bytes.slice(at, at + 6)));
      members.set('CanonFirm', found + 1);
      return undefined;
    },
  };
}

/** Further than any record reaches: where the fields behind lie is not known. */
const NOWHERE = 0x10000;

/** The shift of the fields behind by the firmware's place; without one, where it is said so, they are nowhere. */
const shifted = (byFirmware: (place: number) => number): Conversion => ({
  shift: (scope) => byFirmware(known(scope, 'CanonFirm')),
});
const below = (place: number, shift: number, unknown = shift) =>
  shifted((firmware) => (firmware >= place ? 0 : firmware === 0 ? unknown : shift));

const is60D = byModel([/EOS 60D$/]);
const is1200D = byModel([/\b(1200D|REBEL T5|Kiss X70)\b/]);
const is650D = byModel([/(650D|REBEL T4i|Kiss X6i)\b/]);
const is700D = byModel([/(700D|REBEL T5i|Kiss X7i)\b/]);
const hasMacroLens = when((scope) => known(scope, 'LensType') === 124);

const ofFileType = (type: string) => when(({ members }) => members.get('FileType') === type);
const ofLength =
  (...lengths: readonly number[]) =>
  (scope: Scope): number =>
    lengths.includes(known(scope, 'CameraInfoCount')) ? 0 : -1;

/** Degrees Celsius as they are stored. */
const plainTemperature: Conversion = { print: withUnit(' C') };
/** Compacts tell exposure in 96ths of stops. */
const ofCompacts = {
  ISO: { value: powerOfTwo((code) => (code - 411) / 96, 100), print: decimals(0) },
  FNumber: { value: powerOfTwo((code) => code / 192), print: apertureText },
  ExposureTime: { value: powerOfTwo((code) => -code / 96), print: exposureTimeText },
  CameraTemperature: plainTemperature,
};

export const canonCameraInfo: Conversions = {
  [cameraInfos]: {
    choose: { 27: hasMacroLens },
    tags: {
      FNumber: { raw: unlessZero, ...fNumberByte },
      ExposureTime: { raw: unlessZero, ...exposureTimeByte },
      ISO: { value: isoByte, print: decimals(0) },
      CameraTemperature: temperature,
      MacroMagnification: macroMagnification,
      FocalLength: { raw: unlessZero, print: inMillimetres },
      'MinFocalLength MaxFocalLength': { print: inMillimetres },
      'FocusDistanceUpper FocusDistanceLower': distance,
      LensType: { raw: unlessZero },
      'Contrast Saturation ColorTone': { unlabelled: settingAroundZero },
      FirmwareVersion: { raw: onlyMatching(/^\d+\.\d+\.\d+\s*$/) },
      'FileIndex FileIndex2 ShutterCount': { value: plus(1) },
      'DirectoryIndex DirectoryIndex2': { value: plus(-1) },
      'TimeStamp TimeStamp1': { raw: unlessZero, value: unixTime },
      'MeasuredEV MeasuredEV2 MeasuredEV3': measuredEv,
      LensSerialNumber: { value: (value) => hexText(value) },
    },
  },
  CameraInfo1D: {
    choose: {
      '65 66 68 75': byModel([/\b1D$/]),
      '71 74 78 81': byModel([/\b1DS$/]),
      72: byModel([/\b1D$/, /\b1DS$/]),
    },
  },
  CameraInfo1DX: {
    tags: {
      FirmwareVersionLookAhead: firmwareAt(0x271, 0x279, 0x280, 0x285),
      CameraTemperature: below(3, -3),
      FocusDistanceLower: shifted((place) => (place < 3 ? -4 : place === 4 ? 5 : 0)),
      MaxFocalLength: below(2, -8, NOWHERE),
    },
  },
  CameraInfo1DmkIII: { choose: { 1114: byModel([/\b1D Mark III$/]) } },
  CameraInfo1DmkIV: {
    tags: {
      FirmwareVersionLookAhead: firmwareAt(0x1e8, 0x1ed),
      FocusDistanceLower: below(2, -1, NOWHERE),
      MaxFocalLength: below(2, -4),
    },
  },
  CameraInfo5DmkII: {
    tags: { FirmwareVersionLookAhead: firmwareAt(0x15a, 0x17e), MaxFocalLength: below(2, -36, NOWHERE) },
  },
  CameraInfo5DmkIII: {
    tags: {
      FirmwareVersionLookAhead: firmwareAt(0x22c, 0x22d, 0x23c, 0x242, 0x247),
      CameraTemperature: below(3, -1, NOWHERE),
      FocalLength: shifted((place) => (place === 1 ? -3 : place === 2 ? -2 : place >= 4 ? 6 : 0)),
      FocusDistanceLower: shifted((place) => (place < 3 ? -4 : place > 4 ? 5 : 0)),
      MaxFocalLength: below(3, -8),
    },
  },
  CameraInfo7D: {
    tags: { FirmwareVersionLookAhead: firmwareAt(0x1a8, 0x1ac), FocalLength: below(2, -4, NOWHERE) },
  },
  CameraInfo50D: {
    tags: { FirmwareVersionLookAhead: firmwareAt(0x15a, 0x15e), MaxFocalLength: below(2, -4, NOWHERE) },
  },
  CameraInfo60D: {
    choose: { '54 85 87 125 473 485 801': is60D, '58 761': is1200D },
  },
  CameraInfo650D: {
    choose: { '539 624 636': is650D, '544 628 640': is700D },
  },
  CameraInfoG5XII: {
    choose: { '659 2849 2861': ofFileType('JPEG'), 2709: ofFileType('CR3') },
    tags: { FileIndex: { value: plus(1) } },
  },
  CameraInfoPowerShot: {
    choose: { 135: ofLength(138), 145: ofLength(148) },
    tags: ofCompacts,
  },
  CameraInfoPowerShot2: {
    choose: {
      153: ofLength(156),
      159: ofLength(162),
      164: ofLength(167),
      168: ofLength(171),
      261: ofLength(264),
    },
    tags: ofCompacts,
  },
  CameraInfoUnknown: {
    choose: {
      363: byModel([/^Canon EOS 5DS/]),
      1473: when(({ head }) => /^\d\.\d\.\d\0/.test(head)),
    },
    tags: { LensSerialNumber: { value: (value) => hexText(value) } },
  },
  CameraInfoUnknown32: {
    choose: {
      71: ofLength(72),
      83: ofLength(85),
      91: ofLength(93, 94),
      92: ofLength(96),
      100: ofLength(104),
      [-3]: when((scope) => known(scope, 'CameraInfoCount') > 400),
    },
    tags: { CameraTemperature: plainTemperature },
  },
};
