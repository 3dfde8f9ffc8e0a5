// Canon's records of settings and of how the picture was taken (what is stored: the tag documentation of ExifTool's
// Canon.pm). Numbers that stand for a missing value differ from field to field.
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import {
  asIs,
  bitNumbers,
  bitrateOf,
  byModel,
  decimals,
  durationOf,
  exposureTimeText,
  facePositions,
  firstThat,
  hexDigits,
  hexText,
  inTurn,
  known,
  modelOf,
  number,
  onlyIf,
  otherwise,
  over,
  plus,
  powerOfTwo,
  remember,
  settingAroundZero,
  stopsText,
  timeZone,
  unless,
  unlessZero,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { isSet, toNumber, toText } from '../../../../tables/value.js';
import {
  aperture,
  apertureText,
  cameraIso,
  distance,
  fileNumberText,
  macroMagnification,
  seconds,
  stops,
  temperature,
} from '../stored-numbers.js';

const NONE_16 = 0x7fff;
const NONE_32 = 0x7fffffff;

const contrast: Conversion = { unlabelled: settingAroundZero };
const inMillimetres = withUnit(' mm');

/** Focal lengths are in units of which FocalUnits tells how many a millimetre has. */
const inFocalUnits: Convert = (value, scope) => toNumber(value) / (known(scope, 'FocalUnits') || 1);

const is20DOr350D = /\b(20D|350D|REBEL XT|Kiss Digital N)\b/;

/** Tenths of a second, with bits that say how the time was set. */
const selfTimer = number((code) =>
  code === 0 ? 'Off' : `${(code & 0xfff) / 10} s${code & 0x4000 ? ', Custom' : ''}`,
);

/** Directory and file: the file's upper bits are in the low ones. */
const fileNumber20D = number(
  (code) => ((code & 0xffc0) >> 6) * 10_000 + ((code >> 16) & 0xff) + ((code & 0x3f) << 8),
);

/** Directory and file: the directory's upper bits are missing where it is below 100. */
const fileNumber30D = number((code) => {
  let directory = (code >>> 10) & 0x3ff;
  while (directory < 100) directory += 0x40;
  return directory * 10_000 + ((code & 0x3ff) << 4) + ((code >>> 20) & 0x0f);
});

/** Tenths of a degree, those below 0 from 360 down. */
const angle = (sign: 1 | -1): Convert =>
  number((tenths) => (sign * (tenths > 1800 ? tenths - 3600 : tenths)) / 10);

/** Models that tell the size of the sensor; others have something else there. */
function tellsSensorSize(scope: Scope): boolean {
  const model = modelOf(scope);
  return (
    !model.includes('EOS') ||
    /\b(1DS?|5D|D30|D60|10D|20D|30D|K236)$/.test(model) ||
    /\b((300D|350D|400D) DIGITAL|REBEL( XTi?)?|Kiss Digital( [NX])?)$/.test(model)
  );
}

/** One bit for each point, 16 to a value. */
const wordsOfPoints =
  (points: number, more = 0) =>
  ({ items }: Scope): number =>
    Math.trunc((toNumber(items?.[points]) + 15) / 16) + more;

export const canonSettings: Conversions = {
  CameraSettings: {
    tags: {
      SelfTimer: { print: selfTimer },
      'RecordMode FocusContinuous AESetting ImageStabilization SpotMeteringMode PhotoEffect SRAWQuality': {
        raw: unless(-1),
      },
      'Contrast Saturation ColorTone': { raw: unless(NONE_16), ...contrast },
      Sharpness: {
        raw: unless(NONE_16),
        print: (value) => (toNumber(value) > 0 ? `+${toText(value)}` : value),
      },
      CameraISO: { raw: unless(NONE_16), value: cameraIso },
      AFPoint: { raw: unless(0) },
      LensType: { raw: inTurn(unlessZero, remember('LensType')) },
      'MaxFocalLength MinFocalLength': { value: inFocalUnits, print: inMillimetres },
      FocalUnits: { raw: remember('FocalUnits'), print: withUnit('/mm') },
      'MaxAperture MinAperture': { raw: onlyIf((code) => code > 0), value: aperture, print: apertureText },
      FlashModel: { raw: unless(127) },
      DisplayAperture: { raw: unlessZero, value: over(10) },
      Clarity: { unlabelled: asIs },
    },
  },
  ShotInfo: {
    choose: {
      12: when((scope) => modelOf(scope).includes('EOS') && !/EOS-1DS?$/.test(modelOf(scope))),
      20: when(({ members }) => isSet(members.get('FocusDistanceUpper'))),
      22: byModel([is20DOr350D], 'others follow'),
    },
    tags: {
      AutoISO: { value: powerOfTwo((code) => code / 32, 100), print: decimals(0) },
      BaseISO: { raw: unlessZero, value: powerOfTwo((code) => code / 32, 100 / 32), print: decimals(0) },
      MeasuredEV: { value: number((code) => code / 32 + 5), print: decimals(2) },
      TargetAperture: { raw: onlyIf((code) => code > 0), value: aperture, print: apertureText },
      TargetExposureTime: {
        raw: onlyIf(
          (code, scope) => code > -1000 && (code !== 0 || /(EOS|PowerShot|IXUS|IXY)/.test(modelOf(scope))),
        ),
        value: seconds,
        print: exposureTimeText,
      },
      'ExposureCompensation FlashExposureComp AEBBracketValue': { value: number(stops), print: stopsText },
      OpticalZoomCode: { print: (value) => (toNumber(value) === 8 ? 'n/a' : value) },
      CameraTemperature: { raw: unlessZero, ...temperature },
      FlashGuideNumber: { raw: unless(-1), value: over(32) },
      AFPointsInFocus: { raw: unless(0) },
      FocusDistanceUpper: { raw: inTurn(remember('FocusDistanceUpper'), unlessZero), ...distance },
      FocusDistanceLower: distance,
      FNumber: { raw: unlessZero, value: aperture, print: apertureText },
      ExposureTime: {
        raw: onlyIf((code, { members }) => code !== 0 || members.get('FILE_TYPE') === 'CRW'),
        value: seconds,
        print: exposureTimeText,
      },
      // Counted from 1000/32 s.
      'ExposureTime/0': { value: powerOfTwo((code) => -stops(code), 1000 / 32) },
      MeasuredEV2: { raw: unlessZero, value: number((code) => code / 8 - 6) },
      BulbDuration: { value: over(10) },
      AutoRotate: { raw: onlyIf((code) => code >= 0) },
      SelfTimer2: { raw: onlyIf((code) => code >= 0), value: over(10) },
      FlashOutput: {
        raw: onlyIf((code, scope) => code !== 0 || /(PowerShot|IXUS|IXY)/.test(modelOf(scope))),
      },
    },
  },
  FocalLength: {
    choose: { '2 3': when(tellsSensorSize) },
    tags: {
      FocalType: { raw: unlessZero },
      FocalLength: { raw: unlessZero, value: inFocalUnits, print: inMillimetres },
      // Thousandths of an inch.
      'FocalPlaneXSize FocalPlaneYSize': {
        raw: onlyIf((size) => size >= 40),
        value: number((size) => (size * 25.4) / 1000),
        print: decimals(2, ' mm'),
      },
    },
  },
  FileInfo: {
    choose: {
      1: firstThat(
        (scope) => is20DOr350D.test(modelOf(scope)),
        (scope) => /\b(30D|400D|REBEL XTi|Kiss Digital X|K236)\b/.test(modelOf(scope)),
        ({ littleEndian }) => !littleEndian,
        (scope) => /\b1Ds? Mark II\b/.test(modelOf(scope)),
      ),
      16: when(
        (scope) =>
          known(scope, 'LensType') === 124 && !/\b(40D|450D|REBEL XSi|Kiss X2)\b/.test(modelOf(scope)),
      ),
      21: when(({ members }) => isSet(members.get('FocusDistanceUpper2'))),
    },
    tags: {
      FileNumber: { print: fileNumberText },
      'FileNumber/0': { value: fileNumber20D },
      'FileNumber/1': { value: fileNumber30D },
      'ShutterCount/3': { value: number((code) => ((code >>> 16) | ((code & 0xffff) << 16)) >>> 0) },
      RawJpgQuality: { raw: onlyIf((code) => code > 0) },
      'RawJpgSize LongExposureNoiseReduction2': { raw: onlyIf((code) => code >= 0) },
      'FilterEffect ToningEffect': { raw: unless(-1) },
      MacroMagnification: macroMagnification,
      FocusDistanceUpper: { raw: inTurn(remember('FocusDistanceUpper2'), unlessZero), ...distance },
      FocusDistanceLower: distance,
    },
  },
  AFInfo: {
    choose: {
      11: firstThat(
        (scope) => !modelOf(scope).includes('EOS') && known(scope, 'AFInfoCount') !== 36,
        (scope) => !modelOf(scope).includes('EOS'),
        otherwise,
      ),
    },
    tags: { AFPointsInFocus: { count: wordsOfPoints(0), print: bitNumbers } },
  },
  AFInfo2: {
    choose: {
      13: byModel([/EOS/], 'others follow'),
      14: when((scope) => !modelOf(scope).includes('EOS') && !isSet(scope.members.get('AFInfo3'))),
    },
    tags: {
      NumAFPoints: { raw: remember('NumAFPoints') },
      'AFPointsInFocus AFPointsSelected': { count: wordsOfPoints(2), print: bitNumbers },
      Canon_AFInfo2_0x000d: { count: wordsOfPoints(2, 1) },
    },
  },
  AFConfig: {
    choose: {
      7: byModel([/EOS R\d/], 'others follow'),
      10: when((scope) => !modelOf(scope).includes('5D ')),
      '18 19': byModel([/EOS-1D X|EOS R/]),
    },
    tags: {
      AFConfigTool: { value: plus(1), unlabelled: (value) => `Case ${toText(value)}` },
      'AFTrackingSensitivity AFAccelDecelTracking AFPointSwitching': { unlabelled: asIs },
    },
  },
  FaceDetect1: { tags: { FacesDetected: { raw: remember('FacesDetected') }, ...facePositions(9) } },
  Processing: {
    choose: { 2: when((scope) => !is20DOr350D.test(modelOf(scope))) },
    tags: { WhiteBalance: { raw: onlyIf((code) => code >= 0) }, DigitalGain: { value: over(10) } },
  },
  ModifiedInfo: {
    choose: { 2: byModel([/\b(1D|5D)/]) },
    tags: { ModifiedDigitalGain: { value: over(10) } },
  },
  ColorInfo: { tags: { 'Saturation ColorTone': contrast, ColorSpace: { raw: unlessZero } } },
  LogInfo: {
    tags: {
      'Sharpness Saturation ColorTone ColorSpace2 ColorMatrix CanonLogVersion': { raw: unless(NONE_32) },
      'Saturation ColorTone': contrast,
    },
  },
  ContrastInfo: {
    tags: {
      // Any value but the known ones is on where bit 3 is set.
      IntelligentContrast: {
        unlabelled: number((code) => `${code & 8 ? 'On' : 'Off'} (0x${hexDigits(code, 2)})`),
      },
    },
  },
  FilterInfo: {
    tags: {
      'GrainyBWFilter SoftFocusFilter ToyCameraFilter MiniatureFilter FisheyeFilter PaintingFilter WatercolorFilter':
        {
          unlabelled: (value) => `On (${toText(value)})`,
        },
    },
  },
  LensInfo: {
    tags: {
      LensSerialNumber: {
        raw: (value) => (/^\0{4}/.test(toText(value)) ? undefined : value),
        value: (value) => hexText(value),
      },
    },
  },
  LevelInfo: {
    tags: {
      RollAngle: { value: angle(-1) },
      PitchAngle: { value: angle(1) },
      'FocalLength MinFocalLength2 MaxFocalLength2': { value: over(10), print: inMillimetres },
    },
  },
  MovieInfo: {
    tags: {
      'FrameRate FrameCount': { raw: unless(0xffff) },
      FrameRate: { print: number((rate) => Math.trunc(rate * 1000 + 0.5) / 1000) },
      Duration: { value: over(1000), print: durationOf },
      AudioBitrate: { print: bitrateOf },
      VideoCodec: {
        raw: (value, { littleEndian }) =>
          value instanceof Uint8Array && littleEndian ? value.slice().reverse() : value,
      },
    },
  },
  TimeInfo: { tags: { TimeZone: { print: timeZone } } },
  'PSInfo PSInfo2': {
    tags: {
      '*': { unlabelled: asIs },
    },
  },
};
