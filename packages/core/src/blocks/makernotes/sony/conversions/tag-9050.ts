// The enciphered records 0x9050 (counters, serial numbers, the lens) and 0x94xx but those of exposure. What is stored:
// the tag documentation of ExifTool's Sony.pm.
import type { Conversions, Convert } from '../../../../tables/conversion.js';
import {
  atLeast,
  both,
  byModel,
  either,
  is,
  isModel,
  isNot,
  isNotModel,
  known,
  number,
  onlyIf,
  remember,
  unless,
  unlessZero,
  when,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { asBytes, isSet, toNumber, toText } from '../../../../tables/value.js';
import { adaptedLens } from '../lens.js';
import { lensFeatures, lensSpecText } from '../lens-spec.js';
import { meteringImage } from '../metering-image.js';
import {
  apertureIn256ths,
  apertureOfLens,
  batteryTemperature,
  celsius,
  countedFrom0,
  hexBytes,
  lensFirmware,
  lower24Bits,
  mountVersion,
  onlyRemember,
  percent,
  timeIn256ths,
  zoomPosition,
} from '../stored-numbers.js';

/** The program of the camera, where its model alone does not tell the layout. */
const isProgram =
  (pattern: RegExp) =>
  ({ members }: Scope): boolean =>
    pattern.test(toText(members.get('Software')));
const isNewIlce9 = isProgram(/^ILCE-9 (v5.0|v6.0)/);

const noFlash = (scope: Scope): boolean => (known(scope, 'FlashFired') & 1) !== 1;

const twoDigits = (part: number): string => String(part).padStart(2, '0');

/** Year of the century, month, day, hour, minute and second; none where the year is 0. */
const dateTime: Convert = (value) => {
  const parts = Array.from(asBytes(value), twoDigits);
  if (!Number(parts[0])) return undefined;
  return `20${parts.slice(0, 3).join(':')} ${parts.slice(3, 6).join(':')}`;
};
const minutesAndSeconds: Convert = (value) => Array.from(asBytes(value).subarray(0, 2), twoDigits).join(':');

const aMount = when(is('LensMount', 1));
const eMount = when(is('LensMount', 2));

const firstIlces = /^ILCE-(7(R|S|M2)?|[56]000|5100|QX1)\b/;
const withSerialFirst = /^(Lunar|NEX-(5N|7|VG20E)|SLT-|HV|ILCA-)/;
const first9050a = /^(SLT-A(37|57|65|77)V?|Lunar|NEX-(F3|5N|7|VG20E))/;
const late9050b = /^(ILCE-(6100|6400|6600|7C|7RM4A?|9M2)|ZV-E10)/;
const middle9050b = /^ILCE-(7M3|7RM3A?)/;
const newer9050b = either(isModel(late9050b), isNewIlce9);

const compacts9400a = /^(SLT-|HV|NEX-|Lunar|DSC-RX|Stellar)/;
const recent9400c =
  /^(DSC-RX1RM3|ILCE-(1|6700|7CM2|7CR|7M4|7M5|7RM5|7RM6|7SM3|9M3)|ILME-(FX2|FX3A?|FX30)|ZV-(E1|E10M2))\b/;
const recentQuality =
  /^(DSC-RX1RM3|ILCE-(1|1M2|6700|7CM2|7CR|7M4|7M5|7RM5|7RM6|7SM3|9M3)|ILME-(FX2|FX3A?|FX30)|ILX-LR1|ZV-(E1|E10M2))\b/;

/** Versions of the record 0x9401, by where its sensitivities are. */
const version = (...versions: readonly number[]) => is('Ver9401', ...versions);
const newIlce1 = isProgram(/^ILCE-1 v2/);
const newIlce7M4 = isProgram(/^ILCE-7M4 (v2|v3)/);
const zv1M2 = isModel(/^ZV-1M2/);

const meteringModels = /^ILCE-(6300|6500|7M3|7RM2|7RM3A?|7SM2|9)\b/;
const hasMetering = when(both(isModel(meteringModels), isNot(isNewIlce9)));

const noMeasure: Convert = onlyIf((value) => value !== 0 && value !== 255);

export const tag9050: Conversions = {
  'Tag9050a Tag9050b Tag9050c Tag9050d': {
    tags: {
      SonyMaxAperture: apertureOfLens(1),
      SonyMinAperture: apertureOfLens(0),
      Shutter: { unlabelled: (value) => `Mechanical (${toText(value)})` },
      FlashStatus: { raw: remember('FlashFired') },
      'ShutterCount ShutterCount2': lower24Bits,
      ShutterCount3: { raw: unless(0) },
      SonyExposureTime: timeIn256ths,
      SonyFNumber: apertureIn256ths,
      SonyDateTime2: { value: dateTime },
      SonyTimeMinSec: { value: minutesAndSeconds },
      InternalSerialNumber: hexBytes,
      LensMount: { raw: remember('LensMount') },
      LensType: { unlabelled: adaptedLens },
      LensSpecFeatures: { value: lensFeatures, print: lensSpecText },
    },
  },
  Tag9050a: {
    choose: {
      '0 1': when(isNotModel(/^(NEX-|Lunar|ILCE-)/)),
      76: when(both(isModel(firstIlces), noFlash)),
      81: byModel([firstIlces]),
      103: when(isNotModel(/^(SLT-A(65|77)V?|Lunar|NEX-(5N|7|VG20E))/)),
      124: when(isNotModel(withSerialFirst)),
      240: byModel([/^(SLT-|HV|ILCA-)/]),
      263: eMount,
      265: aMount,
      276: byModel([/^(SLT-A99|HV|ILCE-7)/]),
      '277 445': byModel([first9050a]),
      278: when(isNotModel(first9050a)),
      416: byModel([/^(ILCE-(5100|QX1)|ILCA-(68|77M2))/]),
      426: byModel([/^(SLT-A(58|99V?)|HV|NEX-(3N|5R|5T|6|VG900|VG30E)|ILCE-([35]000|3500))\b/]),
    },
  },
  Tag9050b: {
    choose: {
      '0 1': byModel([/^ILCA-/]),
      80: when(both(noFlash, newer9050b)),
      82: when(both(noFlash, isModel(middle9050b))),
      88: when(
        both(
          noFlash,
          isNotModel(/^(ILCA-99M2|ILCE-(6100|6400|6600|7C|7M3|7RM3A?|7RM4A?|9M2)|ZV-E10)/),
          isNot(isNewIlce9),
        ),
      ),
      97: when(isNotModel(/^(ILCA-99M2|ILCE-(6100|6400|6600|7C|7M3|7RM3A?|7RM4A?|9|9M2)|ZV-E10)/)),
      107: when(newer9050b),
      109: byModel([middle9050b]),
      115: when(
        both(isNotModel(/^(ILCE-(6100|6400|6600|7C|7M3|7RM3A?|7RM4A?|9M2)|ZV-E10)/), isNot(isNewIlce9)),
      ),
      263: eMount,
      265: aMount,
      276: byModel([/^(ILCE-7|ILCE-9|ILCA-99)/]),
      415: byModel([/^(ILCE-(6100A?|6400A?|6600|7C|7M3|7RM3A?|7RM4A?|9|9M2)|ZV-E10)\b/]),
      459: byModel([/^ILCE-(7RM2|7SM2)/]),
      461: byModel([/^(ILCE-(6300|6500)|ILCA-99M2)/]),
      491: when(either(isModel(/^ILCE-(7RM4A?|7C|9M2)/), isNewIlce9)),
      493: when(either(isModel(/^ILCE-(7RM4A?|7C|9M2)|ZV-E10/), isNewIlce9)),
      494: when(both(isModel(/^ILCE-(7M3|7RM3A?|9)\b/), isNot(isNewIlce9))),
      496: when(both(isModel(/^ILCE-(6100A?|6400A?|6600|7M3|7RM3A?|9)\b/), isNot(isNewIlce9))),
      538: byModel([/^ILCE-(7RM2|7SM2)/]),
      540: byModel([/^ILCE-(7RM2|7SM2)/, /^ILCA-99M2/]),
      542: byModel([/^(ILCE-(6300|6500)|ILCA-99M2)/]),
    },
  },
  Tag9050c: {
    choose: {
      80: when(noFlash),
      136: byModel([/^(ILCE-(7M4|7RM5|7SM3)|ILME-FX3)/]),
      138: byModel([/^ILCE-1/]),
    },
  },
  Tag9050d: {
    choose: {
      10: byModel([/^(ILCE-(1M2|6700|7CM2|7CR|7M5|7RM6)|ILME-FX2)/]),
      28: when(isNotModel(/^ILCE-(1M2|7M5|7RM6)/)),
      56: when(isNotModel(/^ZV-E10M2/)),
    },
  },
  'Tag9400a Tag9400b Tag9400c': {
    tags: {
      'SequenceImageNumber SequenceFileNumber': countedFrom0,
      SonyImageHeight: { print: number((eighths) => (eighths > 0 ? 8 * eighths : 'n.a.')) },
      ModelReleaseYear: { print: number((year) => `20${twoDigits(Math.trunc(year))}`) },
    },
  },
  Tag9400a: {
    choose: {
      18: when(
        isNotModel(
          /^(SLT-(A65|A77)V?|NEX-(5N|7|VG20E)|Lunar|DSC-(HX10V|HX20V|HX200V|TX20|TX55|TX300V|WX30|WX70))\b/,
        ),
      ),
      '68 82': byModel([compacts9400a]),
    },
  },
  Tag9400c: {
    choose: {
      10: byModel([
        /^(ILCA-(68|77M2|99M2)|ILCE-(5000|5100|6000|6300|6500|7|7M2|7R|7RM2|7S|7SM2|QX1)|DSC-(HX350|HX400V|HX60V|HX80|HX90|HX90V|QX30|RX0|RX1RM2|RX10|RX10M2|RX10M3|RX100M3|RX100M4|RX100M5|WX220|WX350|WX500))\b/,
      ]),
      42: (scope) => (isModel(recentQuality)(scope) ? 1 : 0),
      83: when(isNotModel(recent9400c)),
      307: byModel([/^DSC-(HX350|HX400V|HX60V|HX80|HX90|HX90V|QX30|RX10|RX10M2|RX10M3|RX100M3|RX100M4)\b/]),
      313: byModel([/^DSC-(HX95|HX99|RX0|RX0M2|RX10M4|RX100M5|RX100M5A|RX100M6)\b/]),
      319: byModel([/^(DSC-RX100M7A?|ZV-(1A?|1F|1M2))\b/]),
    },
    tags: { SequenceLength: { shift: (scope) => (isModel(/^ILCE-(7M5|7RM6)/)(scope) ? -1 : 0) } },
  },
  Tag9401: {
    choose: {
      994: when(version(181)),
      1012: when(version(185, 186, 187)),
      1102: when(version(178, 201)),
      1107: when(version(198)),
      1176: when(version(148)),
      1181: when(both(version(167), isNot(newIlce7M4))),
      1182: when(both(version(167), newIlce7M4)),
      1185: when(both(version(160, 164), isNot(newIlce1))),
      1186: when(either(both(version(152, 154, 155), isNot(zv1M2)), both(version(164), newIlce1))),
      1210: when(both(version(155), zv1M2)),
      1437: when(version(144, 146)),
      1588: when(version(68)),
      1590: when(version(73, 74)),
      1612: when(version(78)),
      1619: when(version(90)),
      1656: when(version(93, 94)),
      1720: when(version(100, 103)),
      1758: when(version(124, 125)),
      1767: when(version(127, 128, 130)),
    },
    tags: { Ver9401: { raw: onlyRemember('Ver9401') } },
  },
  Tag9402: {
    choose: { 4: when(is('TempTest1', 255)), 45: when(isNotModel(/^(DSC-|Stellar)/)) },
    tags: { TempTest1: { raw: onlyRemember('TempTest1') }, AmbientTemperature: celsius },
  },
  Tag9403: {
    choose: {
      5: when(both((scope) => isSet(scope.members.get('TempTest2')), isNot(atLeast('TempTest2', 100)))),
    },
    tags: { TempTest2: { raw: onlyRemember('TempTest2') }, CameraTemperature: celsius },
  },
  'Tag9404a Tag9404b': { tags: { LensZoomPosition: zoomPosition } },
  Tag9404a: { choose: { 25: when(isNotModel(/^SLT-/)) } },
  Tag9404b: {
    choose: { 30: when(isNotModel(/^(SLT-|HV|ILCA-)/)), 32: byModel([/^(SLT-|HV|ILCA-)/]) },
  },
  Tag9406: {
    choose: { 8: when(isNotModel(/^(ILCE-(7|7R)|Lusso)$/)) },
    tags: {
      BatteryTemperature: batteryTemperature,
      BatteryLevel: percent,
      BatteryLevelGrip1: { ...percent, raw: unlessZero },
      BatteryLevelGrip2: { ...percent, raw: noMeasure },
    },
  },
  Tag9406b: {
    choose: {
      5: when(isNot(is('BatteryStatus1', 5))),
      6: when(is('Battery2', 1)),
      7: when(both(is('Battery2', 1), isNot(is('BatteryStatus2', 5)))),
    },
    tags: {
      Battery2: { raw: onlyRemember('Battery2') },
      BatteryStatus1: { raw: onlyRemember('BatteryStatus1') },
      BatteryStatus2: { raw: onlyRemember('BatteryStatus2') },
      'BatteryLevel BatteryLevel2': percent,
    },
  },
  Tag940c: {
    choose: { '13 20': when(isNot(is('LensMount', 0))) },
    tags: {
      LensMount2: { raw: remember('LensMount') },
      LensType3: {
        raw: (value, scope) => {
          const type = toNumber(value);
          return known(scope, 'LensMount') !== 0 || (type > 0 && type < 32784) ? value : undefined;
        },
      },
      'CameraE-mountVersion LensE-mountVersion': mountVersion,
      LensFirmwareVersion: lensFirmware,
    },
  },
  Tag940e: {
    choose: { '6662 6663 6664': hasMetering },
    tags: { TiffMeteringImage: meteringImage(2640, 2640) },
  },
};
