// Records of settings that DSLRs, SLTs and the first NEX cameras write as they are set. What is stored: the tag
// documentation of ExifTool's Sony.pm.
import type { Conversions } from '../../../../tables/conversion.js';
import {
  asIs,
  both,
  byModel,
  decimals,
  firstThat,
  is,
  isModel,
  isNot,
  isNotModel,
  number,
  otherwise,
  over,
  padded,
  plus,
  powerOfTwo,
  remember,
  when,
} from '../../../../tables/number-conversions.js';
import { toText } from '../../../../tables/value.js';
import { meteringImage } from '../metering-image.js';
import {
  apertureInEighths,
  batteryTemperature,
  isoInEighths,
  isoSetting,
  kelvin,
  lensFirmware,
  lower24Bits,
  mountVersion,
  percent,
  plusSigned,
  signedByte,
  stopsIn24ths,
  stopsInEighths,
  timeInEighths,
} from '../stored-numbers.js';

/** The A450, A500 and A550 have a layout of their own, and so have the first NEX cameras. */
const a500 = /^DSLR-(A450|A500|A550)$/;
const isA500Like = isModel(/^DSLR-(A450|A500|A550)/);
const isFirstNex = isModel(/^NEX-(3|5|5C)/);
const isLater = isNotModel(/^NEX-(3|5|5C)|DSLR-(A450|A500|A550)/);

const firstNexes = /^NEX-(3|5|5C|C3|VG10|VG10E)\b/;
const batteryVoltage = { value: over(128), print: decimals(2, ' V') };

export const cameraSettings: Conversions = {
  'Sony::CameraSettings3': { tags: { ISOSetting: isoSetting } },
  'CameraSettings CameraSettings2 CameraSettings3 MoreSettings FocusInfo': {
    tags: {
      'ExposureTime ShutterSpeedSetting': timeInEighths,
      'FNumber ApertureSetting': apertureInEighths,
      'ExposureCompensationSet FlashExposureCompSet': stopsIn24ths,
      'ExposureCompensation2 FlashExposureCompSet2': stopsInEighths,
      WhiteBalanceFineTune: { value: signedByte },
      'ColorTemperatureSet ColorTemperatureCustom ColorTemperatureSetting': kelvin,
      'ColorCompensationFilterSet ColorCompensationFilterCustom': { value: signedByte, print: plusSigned },
      'ISO ISOSetting': isoInEighths,
      'Sharpness Contrast Saturation ZoneMatchingValue Brightness': { value: plus(-10), print: plusSigned },
      'ContrastSetting SaturationSetting SharpnessSetting': { print: plusSigned },
      BatteryLevel: percent,
      FolderNumber: { print: padded(3) },
      ImageNumber: { print: padded(4) },
      SequenceNumber: { unlabelled: asIs },
      LensMount: { raw: remember('LensMount') },
      'LensE-mountVersion': mountVersion,
      LensFirmwareVersion: lensFirmware,
      BrightnessValue: { value: number((code) => (code - 106) / 8) },
      FocalLength2: { value: powerOfTwo((code) => (code - 28) / 16, 10), print: decimals(1, ' mm') },
      ShutterCount: lower24Bits,
      TiffMeteringImage: meteringImage(9600),
    },
  },
  CameraSettings3: {
    choose: {
      '50 51 52 53 56 153 268 276 276.1 512': when(isNotModel(a500)),
      '135 136': when(isNot(isA500Like)),
      '54 131 132 133 134 139': when(isNotModel(/^(NEX-|DSLR-(A450|A500|A550)$)/)),
      '643 644 645 646 647 648 651 780 788 790 1024 1026': when(isModel(a500)),
      '1008 1011': byModel([/^NEX-/]),
      1015: when(both(isModel(/^NEX-/), isNot(is('LensMount', 1)))),
    },
  },
  MoreSettings: {
    choose: {
      '19 21': when(isNotModel(a500)),
      '30 31': firstThat(isA500Like, otherwise),
      '32 41 42': firstThat(isA500Like, isNot(isFirstNex)),
      '33 35': firstThat(isA500Like, isFirstNex),
      '34 43 120 130': when(isFirstNex),
      '36 40 119': when(isA500Like),
      '37 46': firstThat(isFirstNex, isNot(isA500Like)),
      '38 44': firstThat(isA500Like, isFirstNex, otherwise),
      '39 47 48 50 124 134': when(isLater),
    },
  },
  FocusInfo: {
    choose: {
      14: byModel([/^DSLR-A(230|290|330|380|390)$/], 'others follow'),
      2118: byModel([/^DSLR-A(230|290|330|380|390|850|900)$/]),
      2491: byModel([/^DSLR-A(200|230|290|300|330|350|380|390|700|850|900)$/]),
    },
  },
  MoreInfo: {
    choose: { 2: firstThat(isNotModel(a500), isModel(a500)) },
    tags: { TiffMeteringImage: meteringImage(7200) },
  },
  'MoreInfo0201 MoreInfo0401': {
    tags: { 'ImageCount ShutterCount ShotNumberSincePowerUp': lower24Bits },
  },
  MoreInfo0201: { choose: { '283 293': when(isNotModel(a500)), 330: when(isModel(a500)) } },
  MoreInfo0401: { choose: { 1102: when(isNotModel(/^NEX-(3|5)$/)) } },
  'ExtraInfo ExtraInfo2 ExtraInfo3': {
    tags: {
      BatteryTemperature: batteryTemperature,
      BatteryLevel: percent,
      'BatteryVoltage1 BatteryVoltage2': batteryVoltage,
      ExtraInfoVersion: { print: (value) => toText(value).replaceAll(' ', '.') },
    },
  },
  ExtraInfo3: {
    choose: {
      '6 8 17 24': when(isNotModel(firstNexes)),
      20: byModel([/^SLT-/, /^DSLR-(A450|A500|A550)\b/, /^DSLR-/]),
      22: byModel([/^DSLR-/, firstNexes]),
    },
  },
};
