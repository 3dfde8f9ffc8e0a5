// Records in the note: exposure, lens, flash, battery, focus, faces. What is stored: the tag documentation of ExifTool's
// Pentax.pm.
import { fixed } from '../../../../present/exposure.js';
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import {
  byModel,
  decimals,
  exposureTimeText,
  facePositions,
  firstThat,
  known,
  modelOf,
  number,
  onlyIf,
  over,
  plus,
  powerOfTwo,
  remember,
  signedOrZero,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { toNumber, toText, wordList } from '../../../../tables/value.js';
import { digitalFilter } from '../digital-filters.js';
import { areas, pointNames, pointsInPairs } from '../focus-points.js';
import {
  apertureByte,
  celsiusInTenths,
  doubled,
  eighths,
  eighthsOfIso,
  exposureInEighths,
  wholeApertureByte,
} from '../stored-numbers.js';

const isK3III = (scope: Scope): boolean => /K-3 Mark III/.test(modelOf(scope));
const ofK3III = when(isK3III);
const ofOthers = when((scope) => !isK3III(scope));
const ofModel = (model: RegExp) => byModel([model]);
const ofK10D = ofModel(/(K10D|GX10)\b/);
const ofK5 = ofModel(/K-5\b/);
const ofOldLens = when((scope) => known(scope, 'NewLensData') === 0);

const hasTwoVoltages = (scope: Scope): boolean =>
  /(645D|645Z|K-(1|01|3|5|7|30|50|70|500|r|x|S[12])|KP)\b/.test(modelOf(scope)) &&
  !/III/.test(modelOf(scope));
const hasModel =
  (model: RegExp) =>
  (scope: Scope): boolean =>
    model.test(modelOf(scope));

/** The reading of a converter, the volts that it stands for, and how full the battery is by its range. */
const batteryReading = (empty: number, range: number): Convert =>
  number((code) => {
    const percent = Math.trunc(((code - empty) * 100) / range) + 0;
    return `${code} (${fixed((code * 8.18) / 186, 1)}V, ${percent}%)`;
  });

const hundredthsOfVolts: Conversion = { value: over(100), print: decimals(2, ' V') };
const batteryVoltage: Conversion = {
  value: number((code) => code * 4e-8 + 0.27219),
  print: decimals(2, ' V'),
};

/** The lens' series in four bits of the first byte, and its number in two bytes from `at` on. */
const lensNumber = (at: number): Conversion => ({
  value: (value) => {
    const bytes = wordList(value).map(toNumber);
    return `${(bytes[0] ?? 0) & 0x0f} ${(bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)}`;
  },
});

/** Kelvin below a reference, a shift, and the shares of red and blue. */
const kelvinLevels: Convert = (value) => {
  const [temperatureCode = 0, shift = 0, red = 0, blue = 0] = wordList(value).map(toNumber);
  return [53190 - temperatureCode, shift, red / 8192, blue / 8192].map((one) => toText(one)).join(' ');
};

const manufactureDate: Convert = (value) => {
  const text = toText(value);
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (whole) return whole.slice(1).join(':');
  // Some cameras leave out the first digits of the year.
  const short = /^(\d)(\d{2})(\d{2})$/.exec(text);
  return short ? `200${short.slice(1).join(':')}` : `Unknown (${text})`;
};

const guideNumber: Conversion = {
  value: number((code) => {
    const MINUS_THREE = 29;
    return code === 0 ? 0 : 2 ** ((code === MINUS_THREE ? -3 : code) / 16 + 4);
  }),
  print: number((guide) => (guide === 0 ? 'n/a' : Math.trunc(guide + 0.5))),
};

const longestHalfPress = 254.5 / 60;

const isoFromStops: Convert = number((code) => Math.trunc(100 * doubled(eighths(code - 32)) + 0.5));

const minusHalf: Convert = number((code) => 0 - code / 2);

/** The cameras with one count of faces for both of its lists. */
const faceAreas = (): { readonly [ids: string]: (scope: Scope) => number } => {
  const chosen: { [ids: string]: (scope: Scope) => number } = {};
  for (let face = 1; face <= 10; face++) {
    const first = 10 + 20 * (face - 1);
    const ids = [first, first + 200].flatMap((id) => [id, id + 4, id + 8]);
    chosen[ids.join(' ')] = when((scope) => known(scope, 'FacesA') >= face);
  }
  return chosen;
};

const twoBits =
  (index: number) =>
  ({ items }: Scope): number =>
    Math.trunc((toNumber(items?.[index]) + 3) / 4);

const sizeText: Convert = (value) => toText(value).replace(' ', 'x');

const noneOf = (none: number): Convert => number((code) => (code === none ? 'n/a' : code));

export const pentaxRecords: Conversions = {
  'AEInfo AEInfo2 AEInfo3': {
    tags: {
      'AEExposureTime AEMinExposureTime': exposureInEighths,
      'AEAperture AEMaxAperture AEMaxAperture2': apertureByte,
      AEMinAperture: wholeApertureByte,
      AE_ISO: eighthsOfIso,
    },
  },
  'AEInfo AEInfo2': {
    tags: {
      AEXv: { value: number((code) => (code - 64) / 8) },
      AEBXv: { value: over(8) },
      AEApertureSteps: { print: noneOf(255) },
    },
  },
  AEInfo: {
    choose: { '13 13.1': when((scope) => known(scope, 'AEInfoSize') === 24) },
    tags: {
      AEFlags: { raw: () => undefined, shift: (scope) => (known(scope, 'AEInfoSize') > 20 ? 1 : 0) },
      FlashExposureCompSet: { value: number(eighths), print: signedOrZero(1) },
      LevelIndicator: { print: noneOf(90) },
    },
  },
  AEInfo2: { tags: { AEError: { value: number((code) => (64 - code) / 8) } } },
  AFInfo: {
    choose: {
      11: when((scope) => !/(K-(1|3|70|S1|S2)|KP)\b/.test(modelOf(scope))),
      '298 506 543 544 545 545.1 545.2 2400': ofK3III,
      509: when((scope) => modelOf(scope) === 'PENTAX K-3 II'),
    },
    tags: {
      AFIntegrationTime: { value: number((code) => code * 2), print: withUnit(' ms') },
      AFPointsSelected: { print: pointNames },
      AFCSensitivity: { print: number((code) => 5 - code) },
    },
  },
  AFInfoK3III: {
    choose: {
      7: when((scope) => known(scope, 'NumAFPoints') > 0),
      11: when((scope) => known(scope, 'NumAFPoints') > 0 && !scope.head.startsWith('\0\0\0\0')),
    },
    tags: {
      MaxNumAFPoints: { raw: remember('MaxNumAFPoints') },
      'AFFrameSize AFAreaSize': { print: sizeText },
      AFAreas: { count: ({ items }) => 7 * toNumber(items?.[3]), print: areas, isTextList: true },
    },
  },
  'AFInfoK3III AFPointInfo': { tags: { NumAFPoints: { raw: remember('NumAFPoints') } } },
  AFPointInfo: {
    choose: { '4 4.1 4.2': ofModel(/K(P|-1|-70)\b/) },
    tags: {
      AFPointsInFocus: { count: twoBits(2), print: pointsInPairs('NumAFPoints', 2) },
      AFPointsSelected: { count: twoBits(2), print: pointsInPairs('NumAFPoints', 3) },
      AFPointsSpecial: { count: twoBits(2), print: pointsInPairs('NumAFPoints', 3, 3) },
    },
  },
  BatteryInfo: {
    choose: {
      0.1: firstThat((scope) => !isK3III(scope), isK3III),
      '0.2 16 17 18': ofK3III,
      1.1: firstThat(
        hasModel(/(\*ist|K100D|K200D|K10D|GX10|K20D|GX20|GX-1[LS]?)\b/),
        (scope) => !/(K110D|K2000|K-m|K-3 Mark III)\b/.test(modelOf(scope)),
      ),
      1.2: ofModel(/(K10D|GX10|K20D|GX20)\b/),
      2: firstThat(
        hasModel(/(K10D|GX10|K20D|GX20)\b/),
        hasModel(/(\*ist|K100D|K200D|GX-1[LS]?)\b/),
        hasTwoVoltages,
        isK3III,
      ),
      3: byModel([/(K10D|GX10|K20D|GX20)\b/, /(\*ist|K100D|K200D)\b/, /K-3 Mark III/]),
      4: firstThat(hasModel(/(\*ist|K10D|GX10|K20D|GX20|GX-1[LS]?)\b/), hasTwoVoltages, isK3III),
      5: ofModel(/(\*ist|K10D|GX10|K20D|GX20)\b/),
      6: ofModel(/(K-5|K-r|645D)\b/),
      8: ofModel(/(K-5|K-r)\b/),
    },
    tags: {
      'BodyBatteryADNoLoad/0': { print: batteryReading(155, 35) },
      'BodyBatteryADLoad/0': { print: batteryReading(152, 34) },
      'BodyBatteryVoltage1 BodyBatteryVoltage2 BodyBatteryVoltage3 BodyBatteryVoltage4': hundredthsOfVolts,
      'BodyBatteryVoltage GripBatteryVoltage': batteryVoltage,
    },
  },
  CAFPointInfo: {
    tags: {
      NumCAFPoints: {
        raw: (value, { members }) => {
          const grid = toNumber(value);
          members.set('NumCAFPoints', (grid & 0x0f) * (grid >> 4));
          return value;
        },
        value: number((grid) => (grid >> 4) * (grid & 0x0f)),
      },
      CAFGridSize: {
        value: number((grid) => `${grid >> 4} ${grid & 0x0f}`),
        print: (value) => toText(value).replaceAll(' ', 'x'),
      },
      CAFPointsInFocus: { count: twoBits(1), print: pointsInPairs('NumCAFPoints', 2) },
      CAFPointsSelected: { count: twoBits(1), print: pointsInPairs('NumCAFPoints', 3) },
    },
  },
  CameraInfo: {
    tags: {
      ManufactureDate: { value: manufactureDate },
      ProductionCode: {
        value: (value) => toText(value).replaceAll(' ', '.'),
        print: (value) =>
          toText(value).startsWith('8.') ? `${toText(value)} (camera has been serviced)` : value,
      },
    },
  },
  'Pentax::CameraSettings': {
    choose: {
      '13 14.1 16 16.1 17.1 17.2 17.3 17.4 18 19 20 21': ofK10D,
      '14.2 14.3 14.4': ofK5,
    },
    tags: {
      'ISOFloor SvISOSetting': { value: isoFromStops },
      TvExposureTimeSetting: {
        value: number((code) => doubled(-eighths(code - 68))),
        print: exposureTimeText,
      },
      AvApertureSetting: { value: number((code) => doubled(eighths(code - 68) / 2)), print: decimals(1) },
      BaseExposureCompensation: { value: number((code) => eighths(64 - code)), print: signedOrZero(1) },
    },
  },
  FaceInfo: { tags: { FacesDetected: { raw: remember('FacesDetected') } } },
  FaceInfoK3III: {
    choose: faceAreas(),
    tags: { 'FacesDetectedA FacesDetectedB': { raw: remember('FacesA') } },
  },
  FacePos: { tags: facePositions(32) },
  FaceSize: { tags: facePositions(32, 'Size') },
  FilterInfo: {
    tags: Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`DigitalFilter${String(i + 1).padStart(2, '0')}`, digitalFilter]),
    ),
  },
  'Pentax::FlashInfo': { tags: { ExternalFlashGuideNumber: guideNumber } },
  KelvinWB: { tags: { '*': { value: kelvinLevels } } },
  LensData: {
    choose: {
      '0.1 0.2 0.3': ofOldLens,
      9: when((scope) => !/645Z/.test(modelOf(scope))),
      14.1: when((scope) => modelOf(scope) !== 'K-5'),
    },
    tags: {
      LensFStops: { value: number((code) => 5 + (code ^ 7) / 2) },
      LensFocalLength: {
        value: number((code) => 10 * (code >> 2) * 4 ** ((code & 3) - 2)),
        print: decimals(1, ' mm'),
      },
      NominalMaxAperture: { value: powerOfTwo((code) => code / 4), print: decimals(1) },
      NominalMinAperture: { value: powerOfTwo((code) => (code + 10) / 4), print: decimals(0) },
      NewLensDataHook: {
        raw: () => undefined,
        shift: (scope) => (known(scope, 'NewLensData') === 0 ? 0 : 1),
      },
      MaxAperture: {
        raw: onlyIf((code) => code > 1),
        value: powerOfTwo((code) => (code - 1) / 32),
        print: decimals(1),
      },
    },
  },
  'LensInfo2 LensInfo3 LensInfo4': { tags: { LensType: lensNumber(2) } },
  LensInfo4: {
    choose: {
      12: ({ members }) => {
        members.set('NewLensData', 1);
        return 0;
      },
    },
  },
  LensInfo5: { tags: { LensType: lensNumber(3) } },
  LensInfoQ: { tags: { LensInfo: { value: (value) => toText(value).replace('mm', 'mm ') } } },
  LevelInfo: {
    tags: {
      'PitchAngle CompositionAdjustRotation': { value: minusHalf },
      'CompositionAdjustX CompositionAdjustY': { value: number((code) => 0 - code) },
    },
  },
  LevelInfoK3III: { tags: { PitchAngle: { value: minusHalf } } },
  'LevelInfo LevelInfoK3III': { tags: { RollAngle: { value: minusHalf } } },
  SRInfo: {
    tags: {
      SRHalfPressTime: {
        value: over(60),
        print: number((seconds) => `${fixed(seconds, 2)} s${seconds > longestHalfPress ? ' or longer' : ''}`),
      },
      SRFocalLength: { value: number((code) => (code & 1 ? code * 4 : code / 2)), print: withUnit(' mm') },
    },
  },
  ShotInfo: { choose: { 1: ofModel(/K-(5|7|r|x)\b/) } },
  TempInfo: {
    choose: { '10 42': ofK3III, '12 14': ofOthers, '20 22': ofK5 },
    tags: {
      ShotNumber: { value: plus(1) },
      'SensorTemperature SensorTemperature2': celsiusInTenths,
      'CameraTemperature4 CameraTemperature5': { print: withUnit(' C') },
    },
  },
};
