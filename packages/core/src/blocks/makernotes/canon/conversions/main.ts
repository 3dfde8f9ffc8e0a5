// Canon's directory: which record an entry holds, and what the values mean that are none (what is stored: the tag
// documentation of ExifTool's Canon.pm).
import { wholeText } from '../../../../present/whole.js';
import type { Conversions } from '../../../../tables/conversion.js';
import {
  binaryIfLongerThan,
  byCount,
  byModel,
  hexDigits,
  hexText,
  modelOf,
  number,
  padded,
  startsWith,
  when,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { toNumber, toText, type Value } from '../../../../tables/value.js';
import { focusPoints } from '../focus-points.js';
import { fileNumberText } from '../stored-numbers.js';
import {
  looksLikeFocus,
  startsWithHalfLength,
  startsWithLength,
  startsWithLengthAfterTwo,
  startsWithLengthOr44,
  startsWithLengthOrTwoLess,
} from '../valid-records.js';

/** Records of a camera, each model's its own. */
const cameraModels = [
  /\b1DS?$/,
  /\b1Ds? Mark II$/,
  /\b1Ds? Mark II N$/,
  /\b1Ds? Mark III$/,
  /\b1D Mark IV$/,
  /EOS-1D X$/,
  /EOS 5D$/,
  /EOS 5D Mark II$/,
  /EOS 5D Mark III$/,
  /EOS 6D$/,
  /EOS 7D$/,
  /EOS 40D$/,
  /EOS 50D$/,
  /EOS 60D$/,
  /EOS 70D$/,
  /EOS 80D$/,
  /\b(450D|REBEL XSi|Kiss X2)\b/,
  /\b(500D|REBEL T1i|Kiss X3)\b/,
  /\b(550D|REBEL T2i|Kiss X4)\b/,
  /\b(600D|REBEL T3i|Kiss X5)\b/,
  /\b(650D|REBEL T4i|Kiss X6i)\b/,
  /\b(700D|REBEL T5i|Kiss X7i)\b/,
  /\b(750D|Rebel T6i|Kiss X8i)\b/,
  /\b(760D|Rebel T6s|8000D)\b/,
  /\b(1000D|REBEL XS|Kiss F)\b/,
  /\b(1100D|REBEL T3|Kiss X50)\b/,
  /\b(1200D|REBEL T5|Kiss X70)\b/,
  /\bEOS R[56]$/,
  /\bEOS (R6m2|R8|R50)$/,
  /\bEOS R6 Mark III$/,
  /\bG5 X Mark II$/,
];

const byCameraModel = byModel(cameraModels);
const powerShotCounts = byCount([
  [138, 148],
  [156, 162, 167, 171, 264],
]);

/** By model; of compacts by how long it is, else by its type of numbers: 32 bits, 16 bits, any other. */
function cameraInfo(scope: Scope): number {
  scope.members.set('CameraInfoCount', scope.count);
  const model = byCameraModel(scope);
  if (model >= 0) return model;
  const { format } = scope;
  const compact = format === 'int32u' ? powerShotCounts(scope) : -1;
  if (compact >= 0) return cameraModels.length + compact;
  const behind = cameraModels.length + 2;
  return format.startsWith('int32') ? behind : format.startsWith('int16') ? behind + 1 : behind + 2;
}

const empty = startsWith(/^\0\0\0\0/);

/** By the number of its 16-bit values; one number is met with two layouts. */
const byColorCount = byCount(
  [
    [582],
    [653],
    [796],
    [692, 674, 702, 1227, 1250, 1251, 1337, 1338, 1346],
    [5120],
    [1273, 1275],
    [1312, 1313, 1316, 1506],
    [1560, 1592, 1353, 1602],
    [1816, 1820, 1824],
    [2024, 3656],
    [3973, 3778],
    [4528],
  ],
  'others follow',
);

function colorData(scope: Scope): number {
  const index = byColorCount(scope);
  const [eleventh, twelfth, unknown] = [10, 11, 12];
  if (index !== eleventh || startsWith(/^[\0-\x40]/)(scope)) return index;
  return scope.count === 3778 ? twelfth : unknown;
}

function vignetting(scope: Scope): number {
  if (startsWith(/^\0/)(scope) && !startsWith(/^(\0\0\0\0|\0\x40\xdc\x05)/)(scope)) return 0;
  if (startsWith(/^[\x01\x02\x10\x20]/)(scope) && !startsWith(/^\x02\x50\x7c\x04/)(scope)) return 1;
  return empty(scope) ? -1 : 2;
}

/** Leaves a fact for other tags; the only row counts. */
const leaving =
  (name: string, value: (scope: Scope) => Value) =>
  (scope: Scope): number => {
    scope.members.set(name, value(scope));
    return 0;
  };

/** Release, version and revision in one hexadecimal number: `AVVVRR00`. */
function firmwareRevision(value: Value): string {
  const [, release = '', major, minor, revision, rest] =
    /^(.)(.)(..)0?(.+)(..)$/.exec(hexDigits(toNumber(value), 8)) ?? [];
  const name = { a: 'Alpha ', b: 'Beta ', '0': '' }[release] ?? `Unknown(${release}) `;
  return `${name}${major}.${minor} rev ${revision}.${rest}`;
}

export const canonMain: Conversions = {
  'Canon::Main': {
    choose: {
      12: byModel([/EOS D30\b/, /EOS-1D/], 'others follow'),
      13: cameraInfo,
      15: byModel(
        [
          /EOS-1D/,
          /EOS 5D/,
          /EOS 10D/,
          /EOS 20D/,
          /EOS 30D/,
          /\b(350D|REBEL XT|Kiss Digital N)\b/,
          /\b(400D|REBEL XTi|Kiss Digital X|K236)\b/,
          /EOS D30\b/,
          /EOS D60\b/,
        ],
        'others follow',
      ),
      18: leaving('AFInfoCount', ({ count }) => count),
      35: when(startsWith(/^\x08\0\0\0/)),
      38: when((scope) => !empty(scope)),
      39: when(startsWith(/^\x0a\0/)),
      56: byCount([[76]]),
      60: leaving('AFInfo3', () => 1),
      150: byModel([/EOS 5D/], 'others follow'),
      16385: colorData,
      16405: vignetting,
      16416: when((scope) => !empty(scope)),
    },
    tags: {
      '*': { valid: startsWithLength },
      CustomFunctionsD60: { valid: startsWithLengthOrTwoLess },
      CanonAFInfo: { valid: looksLikeFocus },
      PreviewImageInfo: { valid: startsWithHalfLength },
      AFMicroAdj: { valid: startsWithLengthOr44 },
      'VignettingCorr VignettingCorrUnknown1': { valid: startsWithLengthAfterTwo },
      FileNumber: { print: fileNumberText },
      'SerialNumber/0': {
        print: number((code) => hexDigits(code >>> 16, 4) + wholeText(code & 0xffff, 5)),
      },
      'SerialNumber/1': { print: padded(6) },
      'SerialNumber/2': { print: padded(10) },
      FirmwareRevision: { print: firmwareRevision },
      // How many there are stands before them.
      Categories: { value: (value) => toText(value).replace(/^8 /, '') },
      ImageUniqueID: {
        raw: (value) => (/^\0{16}$/.test(toText(value)) ? undefined : value),
        value: (value) => hexText(value),
      },
      BatteryType: { raw: (value) => /^.{4}([^\0]+)/s.exec(toText(value))?.[1] },
      OriginalDecisionDataOffset: {
        isOffset: (value, { members }) => value !== 0 && members.get('FILE_TYPE') !== 'JPEG',
      },
      AFPointsInFocus1D: { print: focusPoints },
      InternalSerialNumber: { value: (value) => toText(value).replace(/\xff+$/, '') },
      'ToneCurveTable SharpnessTable SharpnessFreqTable WhiteBalanceTable ToneCurveMatching WhiteBalanceMatching':
        {
          value: binaryIfLongerThan(64),
        },
    },
  },
  SerialInfo: {
    tags: {
      'InternalSerialNumber InternalSerialNumber2': {
        raw: (value) => (/^\w{6}/.test(toText(value)) ? value : undefined),
      },
    },
  },
  ColorInfo: { choose: { 1: byModel([/EOS-1D/]) } },
  ColorBalance: { choose: { 29: (scope) => (/EOS D60\b/.test(modelOf(scope)) ? 1 : 0) } },
};
