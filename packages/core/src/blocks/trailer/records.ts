// The tables of trailers: what their values mean.
import { degreesMinutesSeconds } from '../../present/coordinates.js';
import { toDegrees } from '../../present/degrees.js';
import { fixedDecimals } from '../../present/number.js';
import type { Conversion, Conversions } from '../../tables/conversion.js';
import {
  asIs,
  decimals,
  digits,
  durationOf,
  exposureTimeText,
  firstThat,
  known,
  number,
  otherwise,
  over,
  remember,
  unless,
  when,
  withUnit,
} from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import type { Known } from '../../tables/scope.js';
import { toNumber, toText, type Value } from '../../tables/value.js';
import { labels, rows } from '../../tags/trailer.generated.js';

/** Up to ten points, their count before them. */
function curvePoints(value: Value): Value {
  const numbers = Array.isArray(value) ? value : [];
  const count = numbers.length === 21 ? toNumber(numbers[0]) : 0;
  if (count < 2 || count > 10) return value;
  return Array.from({ length: count }, (_, i) => `(${numbers[1 + 2 * i]},${numbers[2 + 2 * i]})`).join(' ');
}

const percent = number((share) => `${fixedDecimals(share * 100, 0)}%`);
const share: Conversion = { value: over(0x400), print: percent };
/** 100 % is infinity; 0x7fff stands for none. */
const distance: Conversion = {
  raw: unless(0x7fff),
  value: number((value) => 1 - value / 0x400),
  print: percent,
};

const VERSION = 'VRDVersion';
const OPTIMIZER = 'DLOOn';
const OPTIMIZER_LENGTH = 'DLODataLength';
const isEarlier = (scope: Known): boolean => known(scope, VERSION) < 330;
const optimizerHeader = 0x16;

const canonVrd: Conversions = {
  Ver1: {
    tags: {
      VRDVersion: {
        raw: remember(VERSION),
        print: (value) => toText(value).replace(/^(\d)(\d*)(\d)$/, '$1.$2.$3'),
      },
      RawBrightnessAdj: { value: over(6000), print: decimals(2) },
      'LuminanceCurvePoints RedCurvePoints GreenCurvePoints BlueCurvePoints RGBCurvePoints': {
        print: curvePoints,
      },
      'ConstrainedCropWidth ConstrainedCropHeight': { print: digits(7) },
    },
  },
  Ver2: {
    choose: {
      '94 95 96': firstThat(isEarlier, otherwise),
      224: when((scope) => known(scope, OPTIMIZER) !== 0),
    },
    tags: {
      '*': { value: over(10) },
      CustomPictureStyleData: {
        raw: (data) => (data instanceof Uint8Array && data.length > 2 ? data : undefined),
      },
      'ChromaticAberration DistortionCorrection PeripheralIllumination': share,
      'AberrationCorrectionDistance DLOShootingDistance': distance,
      AngleAdj: { value: over(100) },
      DLOOn: { raw: remember(OPTIMIZER) },
      DLODataLength: { raw: remember(OPTIMIZER_LENGTH) },
      DLOInfo: { shift: (scope) => known(scope, OPTIMIZER_LENGTH) + optimizerHeader },
    },
  },
  DLOInfo: { tags: { DLOData: { count: (scope) => known(scope, OPTIMIZER_LENGTH) } } },
  IHL: { choose: { 1: () => -1 }, tags: { RawCodecVersion: { value: asIs } } },
};

const thousandth: Conversion = { value: over(1000) };
const crop: Conversion = { ...thousandth, print: withUnit('%') };

const fotoStation: Conversions = {
  'FotoStation::SoftEdit': {
    tags: {
      XYResolution: thousandth,
      // Stored counter-clockwise, in hundredths of a degree.
      Rotation: { value: number((angle) => (angle === 0 ? 0 : 360 - angle / 100)) },
      CropRotation: { value: number((angle) => 0 - angle / 100) },
      'CropLeft CropTop CropRight CropBottom': crop,
    },
  },
};

const photoMechanic: Conversions = {
  'PhotoMechanic::SoftEdit': {
    // 65,536 is the whole picture.
    tags: { '*': { value: over(655.36), print: decimals(3, '%') } },
  },
};

const samsung: Conversions = {
  'Samsung::Trailer': {
    choose: { [`${0x0001} ${0x0a30} ${0x0ab1}`]: () => 0, [0x0ba1]: () => 1 },
    tags: { 'TimeStamp EmbeddedVideoOffsetSize': { value: asIs }, DepthMapName: { raw: asIs } },
  },
};

const coordinate = (positive: string, negative: string): Conversion => ({
  value: (stored) =>
    Array.isArray(stored) ? toDegrees(stored.map(toNumber)) : typeof stored === 'number' ? stored : undefined,
  print: number(
    (degrees) => `${degreesMinutesSeconds(Math.abs(degrees))} ${degrees < 0 ? negative : positive}`,
  ),
});

/** Width and height, or the same of a resolution. */
const size: Conversion = { print: (value) => toText(value).replaceAll(' ', 'x') };

const mie: Conversions = {
  'MIE::Audio MIE::Video': { tags: { Duration: { print: durationOf } } },
  'MIE::Camera': { tags: { ExposureTime: { print: exposureTimeText } } },
  'MIE::GPS': { tags: { GPSLatitude: coordinate('N', 'S'), GPSLongitude: coordinate('E', 'W') } },
  'MIE::Image': { tags: { 'ImageSize OriginalImageSize Resolution': size } },
  'MIE::Preview': { tags: { PreviewImageSize: size } },
  'MIE::Thumbnail': { tags: { ThumbnailImageSize: size } },
};

export const trailerConversions: readonly Conversions[] = [
  canonVrd,
  fotoStation,
  photoMechanic,
  samsung,
  mie,
];

export const trailerRecords: Records = new Records({ rows, labels, conversions: trailerConversions });
