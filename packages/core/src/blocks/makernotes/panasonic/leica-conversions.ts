// What Leica's entries mean that are neither labels nor stored as they are (ExifTool's Panasonic.pm).
import type { Conversion, Conversions } from '../../../tables/conversion.js';
import {
  asIs,
  decimals,
  modelOf,
  number,
  onlyMatching,
  over,
  padded,
  unlessZero,
  when,
  withUnit,
} from '../../../tables/number-conversions.js';
import { toText } from '../../../tables/value.js';
import { serialNumber } from './conversions.js';

/** A lens and its frame lines in the lowest two bits; some lenses are told by both. */
const lensType = (bits: number): Conversion => ({
  value: number((code) => `${Math.floor(code / 4) % 2 ** bits} ${code & 3}`),
  unlabelled: (value, _, labels) => labels[toText(value).replace(/ .*/, '')],
});
const twoDecimals = { print: decimals(2) };
const hundredThousandths = { value: over(1e5), print: decimals(2) };
const isTyp006 = when((scope) => /Typ 006/.test(modelOf(scope)));
const maxDistance = 65_535;

export const leicaConversions: Conversions = {
  Leica2: {
    tags: {
      SerialNumber: { print: padded(7) },
      WhiteBalance: {
        unlabelled: number((kelvin) => (kelvin > 0x8000 ? `${kelvin - 0x8000} Kelvin` : undefined)),
      },
      LensType: lensType(30),
      'ExternalSensorBrightnessValue MeasuredLV': twoDecimals,
      ApproximateFNumber: { print: decimals(1) },
      CameraTemperature: { print: withUnit(' C') },
    },
  },
  Subdir: {
    tags: {
      CameraTemperature: { print: withUnit(' C') },
      LensType: lensType(30),
      ApproximateFNumber: { print: decimals(1) },
      'MeasuredLV ExternalSensorBrightnessValue': hundredThousandths,
    },
  },
  Data1: { tags: { LensType: lensType(16) } },
  Leica5: {
    choose: {
      771: when(({ format }) => format === 'string'),
      1535: when(({ head }) => /^(II\x2a\0\x08\0\0\0|MM\0\x2a\0\0\0\x08)/.test(head)),
    },
    tags: { InternalSerialNumber: { print: serialNumber(/.{3}/) } },
  },
  FocusInfo: {
    tags: {
      FocusDistance: {
        value: over(1000),
        print: (value) => (Number(value) < maxDistance ? `${toText(value)} m` : 'inf'),
      },
      FocalLength: { raw: unlessZero, value: over(1000), print: decimals(1, ' mm') },
    },
  },
  Leica6: {
    choose: { '785 786 800 801': isTyp006 },
    tags: {
      PreviewImage: { raw: onlyMatching(/^\xff\xd8\xff/) },
      LensType: { value: (value) => toText(value).replace(/ +$/, '') },
      'ExternalSensorBrightnessValue MeasuredLV': twoDecimals,
      FirmwareVersion: { print: (value) => toText(value).replaceAll(' ', '.') },
      LensSerialNumber: { print: padded(10) },
    },
  },
  Leica9: {
    tags: {
      'ExternalSensorBrightnessValue MeasuredLV': twoDecimals,
      ISOSelected: { unlabelled: asIs },
      FNumber: { value: over(1000), print: decimals(1) },
    },
  },
};
