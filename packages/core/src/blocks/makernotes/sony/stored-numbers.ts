// How Sony stores exposure values, distances and settings (what is stored: the tag documentation of ExifTool's Sony.pm).

import { fixed, fNumber } from '../../../present/exposure.js';
import { wholeText } from '../../../present/whole.js';
import type { Conversion, Convert } from '../../../tables/conversion.js';
import {
  decimals,
  exposureTimeText,
  hexDigits,
  number,
  over,
  plus,
  powerOfTwo,
  remember,
  signedOrZero,
  times,
  unlessZero,
  withUnit,
} from '../../../tables/number-conversions.js';
import type { Scope } from '../../../tables/scope.js';
import { isSet, toNumber, toText } from '../../../tables/value.js';

// Exposure.

const timeText: Convert = (value, scope) => (isSet(value) ? exposureTimeText(value, scope) : 'Bulb');
const timeOf = (stops: (code: number) => number): Conversion => ({
  value: number((code) => (code ? 2 ** stops(code) : 0)),
  print: timeText,
});

/** Seconds as they are. */
export const secondsAsStored: Conversion = { print: timeText };
/** Eighths of stops. */
export const timeInEighths: Conversion = timeOf((code) => 6 - code / 8);
/** 256ths of stops. */
export const timeIn256ths: Conversion = timeOf((code) => 16 - code / 256);

export const apertureInEighths: Conversion = {
  value: powerOfTwo((code) => (code / 8 - 1) / 2),
  print: number(fNumber),
};
export const apertureIn256ths: Conversion = {
  value: powerOfTwo((code) => (code / 256 - 16) / 2),
  print: decimals(1),
};
/** The largest and smallest aperture of the lens. */
export const apertureOfLens = (digits: number): Conversion => ({
  value: powerOfTwo((code) => (code / 8 - 1.06) / 2),
  print: decimals(digits),
});

const isoFromEighths = (code: number): number => Math.exp((code / 8 - 6) * Math.log(2)) * 100;

export const isoInEighths: Conversion = {
  value: number((code) => (code ? isoFromEighths(code) : code)),
  print: number((iso) => (iso ? fixed(iso, 0) : 'Auto')),
};
const NO_ISO = 254;
/** The same, with a code for none. */
export const isoSetting: Conversion = {
  value: number((code) => (code && code < NO_ISO ? isoFromEighths(code) : code)),
  unlabelled: number((iso) => Math.trunc(iso + 0.5)),
};
export const isoIn256ths: Conversion = {
  value: powerOfTwo((code) => 16 - code / 256, 100),
  print: decimals(0),
};

/** Stops with a sign, 0 without one. */
const stopsText = signedOrZero(1);
export const signedStops: Conversion = { print: stopsText };
export const stopsIn24ths: Conversion = { value: number((code) => (code - 128) / 24), print: stopsText };
export const stopsInEighths: Conversion = { value: over(8), print: stopsText };
export const turnedStopsIn256ths: Conversion = { value: number((code) => -code / 256), print: stopsText };
export const stopsAboveBaseIso: Conversion = {
  value: number((code) => 16 - code / 256),
  print: (value) => (toNumber(value) ? fixed(toNumber(value), 1) : value),
};

// Other numbers.

/** With a sign where it is above 0. */
export const plusSigned: Convert = (value) => (toNumber(value) > 0 ? `+${toText(value)}` : value);
/** A byte that is below 0 from 128 on. */
export const signedByte: Convert = number((code) => (code > 128 ? code - 256 : code));

export const percent: Conversion = { print: withUnit('%') };
export const kelvin: Conversion = { value: times(100), print: withUnit(' K') };
export const celsius: Conversion = { print: withUnit(' C') };
/** Degrees Fahrenheit, told in Celsius. */
export const batteryTemperature: Conversion = {
  value: number((fahrenheit) => (fahrenheit - 32) / 1.8),
  print: decimals(1, ' C'),
};
export const millimetresInTenths: Conversion = { value: over(10), print: decimals(1, ' mm') };
/** The same, none where it is 0. */
export const longestFocalLength: Conversion = { ...millimetresInTenths, raw: unlessZero };
export const zoomPosition: Conversion = { print: number((code) => `${fixed(code / 10.24, 0)}%`) };
/** Counted from 0. */
export const countedFrom0: Conversion = { value: plus(1) };
/** The highest byte is none of a count. */
export const lower24Bits: Conversion = { raw: number((count) => count & 0xffffff) };
export const unlessNotApplicable: Convert = (value) => (toNumber(value) === 65535 ? undefined : value);

/** Version bytes as `1.04` or `Ver.01.004`. */
export const mountVersion: Conversion = {
  print: number((code) => `${hexDigits(code >> 8)}.${hexDigits(code & 255, 2)}`),
};
export const lensFirmware: Conversion = {
  print: number((code) => `Ver.${hexDigits(code >> 8, 2)}.${wholeText(code & 255, 3)}`),
};
/** Bytes of a serial number in hexadecimal. */
export const hexBytes: Conversion = {
  print: (value) =>
    toText(value)
      .split(' ')
      .map((byte) => hexDigits(toNumber(byte) & 255, 2))
      .join(''),
};

/** Keeps a value for others, and gives none. */
export const onlyRemember =
  (name: string): Convert<Scope> =>
  (value, scope) => {
    remember(name)(value, scope);
    return undefined;
  };
