// Numbers as ExifTool keeps them.
import { toTenDigits } from '../present/ten-digits.js';
import { RATIONAL, SRATIONAL } from '../structures/tiff/field.js';

/** A number of a field type: rationals to ten digits; `undef`, `inf`, `NaN` ... for what is no number. */
export function keptNumber(value: number, type: number): number | string {
  if (Number.isInteger(value)) return value;
  const isRational = type === RATIONAL || type === SRATIONAL;
  if (Number.isFinite(value)) return isRational ? toTenDigits(value) : value;
  if (isRational) return Number.isNaN(value) ? 'undef' : 'inf';
  if (Number.isNaN(value)) return 'NaN';
  return value < 0 ? '-Inf' : 'Inf';
}
