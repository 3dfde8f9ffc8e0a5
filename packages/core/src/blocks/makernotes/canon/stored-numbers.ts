// How Canon stores exposure values, sensitivities and sizes (what is stored: the tag documentation of Canon.pm).

import type { Conversion, Convert } from '../../../tables/conversion.js';
import {
  decimals,
  digits,
  exposureTimeText,
  number,
  powerOfTwo,
  withUnit,
} from '../../../tables/number-conversions.js';
import { toNumber, toText, type Value, wordList } from '../../../tables/value.js';

/** Stops as 32nds, but for thirds, which have codes of their own. */
export function stops(code: number): number {
  const size = Math.abs(Math.trunc(code));
  const fraction = size & 0x1f;
  const exact = fraction === 0x0c ? 0x20 / 3 : fraction === 0x14 ? 0x40 / 3 : fraction;
  return (Math.sign(code) * (size - fraction + exact)) / 0x20;
}

/** An f-number, told by its aperture value in {@link stops}. */
export const aperture: Convert = powerOfTwo((code) => stops(code) / 2);
export const apertureText: Convert = digits(2);

/** Seconds, told by the time value in {@link stops}. */
export const seconds: Convert = powerOfTwo((code) => -stops(code));

/** What a byte of a camera's record says: eighths of stops from an offset. */
export const fNumberByte: Conversion = {
  value: powerOfTwo((code) => (code - 8) / 16),
  print: apertureText,
};
export const exposureTimeByte: Conversion = {
  value: powerOfTwo((code) => 4 * (1 - stops(code - 24))),
  print: exposureTimeText,
};
/** ISO in eighths of stops. */
export const isoByte: Convert = powerOfTwo((code) => code / 8 - 9, 100);

/** Degrees Celsius, 128 above. */
export const temperature: Conversion = { value: number((code) => code - 128), print: withUnit(' C') };

/** Metres out of centimetres; the largest numbers are beyond any. */
export const distance: Conversion = {
  value: number((centimetres) => centimetres / 100),
  print: (value) => (toNumber(value) > 655.345 ? 'inf' : `${toText(value)} m`),
};

/** Enlargement of the macro lens that tells it, in 13 1/3 steps a stop. */
export const macroMagnification: Conversion = {
  value: powerOfTwo((code) => (3 * (75 - code)) / 40),
  print: decimals(1, 'x'),
};

const isoNames: { readonly [code: number]: string | number } = {
  0: 'n/a',
  14: 'Auto High',
  15: 'Auto',
  16: 50,
  17: 100,
  18: 200,
  19: 400,
  20: 800,
};

/** ISO as set on the camera: a code, or the number itself with a mark. */
export const cameraIso: Convert = number((code) => {
  if (code === 0x7fff) return undefined;
  return code & 0x4000 ? code & 0x3fff : (isoNames[code] ?? `Unknown (${code})`);
});

/** 32-bit numbers whose halves stand in the wrong order. */
export const swappedHalves: Convert = (value) => {
  const swapped = wordList(value).map((word) => {
    const whole = toNumber(word) >>> 0;
    return ((whole >>> 16) | (whole << 16)) >>> 0;
  });
  return swapped.length === 1 ? swapped[0] : swapped;
};

/** Directory and file in one number, with a hyphen between. */
export const fileNumberText: Convert = (value: Value) => toText(value).replace(/(\d+)(\d{4})/, '$1-$2');
