// CIFF's heaps: which record an entry holds, and what their values mean (ExifTool's CanonRaw.pm).
import type { Conversions } from '../../../../tables/conversion.js';
import {
  byModel,
  decimals,
  exposureTimeText,
  hexDigits,
  isModel,
  modelOf,
  number,
  over,
  padded,
  plus,
  powerOfTwo,
  remember,
  unixTime,
  withUnit,
} from '../../../../tables/number-conversions.js';
import { heapName } from '../ciff.js';
import { fileNumberText } from '../stored-numbers.js';
import { startsWithLength, startsWithLengthOrTwoLess } from '../valid-records.js';

const isEos = isModel(/EOS/);

/** The camera's line and its number in it. */
const lineAndNumber = number(
  (value) => `${hexDigits(value >>> 16)}-${String(value & 0xffff).padStart(5, '0')}`,
);

export const ciff: Conversions = {
  'CanonRaw::Main': {
    choose: {
      2053: ({ members }) => (members.get(heapName) === 'ImageDescription' ? 0 : 1),
      4147: byModel([/EOS 10D/, /EOS D30\b/, /EOS D60\b/], 'others follow'),
      6155: (scope) => (/EOS D30\b/.test(modelOf(scope)) ? 0 : isEos(scope) ? 1 : -1),
    },
    tags: {
      '*': { valid: startsWithLength },
      CustomFunctionsD60: { valid: startsWithLengthOrTwoLess },
      SelfTimerTime: { value: over(1000), print: withUnit(' s') },
      TargetDistanceSetting: { print: withUnit(' mm') },
      'SerialNumber/0': { print: lineAndNumber },
      'SerialNumber/1': { print: padded(10) },
      MeasuredEV: { value: plus(5) },
      FileNumber: { print: fileNumberText },
    },
  },
  MakeModel: { tags: { Make: { raw: remember('Make') }, Model: { raw: remember('Model') } } },
  TimeStamp: {
    tags: { DateTimeOriginal: { value: unixTime }, TimeZoneCode: { value: over(3600) } },
  },
  ExposureInfo: {
    tags: {
      ShutterSpeedValue: {
        value: number((value) => (Math.abs(value) < 100 ? 2 ** -value : 0)),
        print: exposureTimeText,
      },
      ApertureValue: { value: powerOfTwo((value) => value / 2), print: decimals(1) },
    },
  },
};
