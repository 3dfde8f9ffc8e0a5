// How Pentax stores exposure.
import type { Conversion, Convert } from '../../../tables/conversion.js';
import { decimals, exposureTimeText, number } from '../../../tables/number-conversions.js';

/** Stops in eighths, where 3 and 5 of them stand for a third and two. */
export function eighths(code: number): number {
  const sign = code < 0 ? -1 : 1;
  const rest = (code * sign) & 7;
  const exact = rest === 3 ? 8 / 3 : rest === 5 ? 16 / 3 : rest;
  return (code + sign * (exact - rest)) / 8;
}

/** A power of 2, by way of that of e. */
export const doubled = (exponent: number): number => Math.exp(exponent * Math.LN2);

/** Seconds in eighths of stops from 24 down. */
export const exposureInEighths: Conversion = {
  value: number((code) => 24 * Math.exp((-(code - 32) * Math.LN2) / 8)),
  print: exposureTimeText,
};

const apertureValue: Convert = number((code) => Math.exp(((code - 68) * Math.LN2) / 16));
/** An f-number in 16ths of its power of 2. */
export const apertureByte: Conversion = { value: apertureValue, print: decimals(1) };
export const wholeApertureByte: Conversion = { value: apertureValue, print: decimals(0) };

/** ISO speed in eighths of stops. */
export const eighthsOfIso: Conversion = {
  value: number((code) => 100 * Math.exp(((code - 32) * Math.LN2) / 8)),
  print: number((speed) => Math.trunc(speed + 0.5)),
};

/** Degrees Celsius in tenths. */
export const celsiusInTenths: Conversion = {
  value: number((tenths) => tenths / 10),
  print: decimals(1, ' C'),
};
