// What cell phones, some compacts and raw files tell. What is stored: the tag documentation of ExifTool's Sony.pm.
import { fixed } from '../../../../present/exposure.js';
import type { Conversions } from '../../../../tables/conversion.js';
import {
  hexadecimal,
  number,
  remember,
  startsWith,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import { toText } from '../../../../tables/value.js';
import { celsius } from '../stored-numbers.js';

const focalLengths = { 'MinFocalLength MaxFocalLength': { print: withUnit(' mm') } };
/** An offset, and not 0. */
const isThere = when(startsWith(/^(?!\0\0\0\0)/));

export const rawData: Conversions = {
  PIC: {
    choose: { 'BC:': when(({ members }) => !members.has('Barcode')) },
    tags: {
      Barcode: {
        value: (value, { id }) =>
          id === 'BC:' ? toText(value).replace(/IP1[^\n]*/, '') : toText(value).slice(0, 12),
      },
      'SensorTemperature BoardTemperature': celsius,
      CameraTemperature: { ...celsius, raw: (value) => (/^-?\d+/.test(toText(value)) ? value : undefined) },
    },
  },
  SRF: { tags: { SRF2Key: { raw: remember('SRF2Key') }, DataKey: { raw: remember('SRFDataKey') } } },
  'SRF2 SR2SubIFD': { tags: focalLengths },
  'SonyIDC::Main': {
    tags: {
      BrightnessAdj: { print: number((value) => fixed(value / 300, 2)) },
      'NoiseReductionValue EdgeNoiseReduction ColorNoiseReduction': {
        value: number((value) => (value + 100) / 2),
      },
      InclinationAngle: { print: number((value) => `${fixed(value / 1000, 1)} deg`) },
      PxShiftPeriphEdgeNRValue: { print: number((value) => fixed(value / 10, 1)) },
    },
  },
  SR2Private: {
    choose: { '29248 29249 29264': isThere },
    tags: {
      SR2SubIFDOffset: { raw: remember('SR2SubIFDOffset') },
      SR2SubIFDLength: { raw: remember('SR2SubIFDLength') },
      SR2SubIFDKey: { raw: remember('SR2SubIFDKey'), print: hexadecimal(8) },
    },
  },
};
