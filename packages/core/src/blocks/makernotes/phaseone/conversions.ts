// What the entries of Phase One's directories mean (ExifTool's PhaseOne.pm).

import { fixed } from '../../../present/exposure.js';
import { significant } from '../../../present/number.js';
import type { Conversions, Convert } from '../../../tables/conversion.js';
import {
  decimals,
  exposureTimeText,
  number,
  powerOfTwo,
  unixTime,
} from '../../../tables/number-conversions.js';
import { toText, wordList } from '../../../tables/value.js';

const each =
  (print: (value: number) => string): Convert =>
  (value) =>
    wordList(value)
      .map((one) => print(Number(toText(one))))
      .join(' ');
const aperture = { value: powerOfTwo((value) => value / 2), print: decimals(1) };

export const phaseoneConversions: Conversions = {
  Main: {
    tags: {
      CameraOrientation: { value: number((bits) => bits & 3) },
      'ColorMatrix1 ColorMatrix2': { print: each((value) => fixed(value, 3)) },
      DateTimeOriginal: { value: unixTime },
      'SensorTemperature SensorTemperature2': { print: decimals(2, ' C') },
      ShutterSpeedValue: {
        value: number((value) => (Math.abs(value) < 100 ? 2 ** -value : 0)),
        print: exposureTimeText,
      },
      'ApertureValue MaxApertureValue MinApertureValue': aperture,
      ExposureCompensation: { print: decimals(3) },
      FocalLength: { print: decimals(1, ' mm') },
    },
  },
  SensorCalibration: {
    tags: {
      'LinearizationCoefficients1 LinearizationCoefficients2': {
        print: each((value) => significant(value, 5)),
      },
    },
  },
};
