// Numbers as ExifTool prints them: Perl's %g, rounding and fixed decimals.

/** A number in the shortest form with at most `digits` significant digits (C's `%.{digits}g`). */
export function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'undef' : value < 0 ? '-inf' : 'inf';
  if (value === 0) return '0';
  const rounded = value.toExponential(digits - 1);
  const split = rounded.indexOf('e');
  const exponent = Number(rounded.slice(split + 1));
  if (exponent >= -5 && exponent < digits)
    return trimZeros(value.toFixed(Math.max(0, Math.min(100, digits - 1 - exponent))));
  const sign = exponent < 0 ? '-' : '+';
  return `${trimZeros(rounded.slice(0, split))}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** A number as Perl prints it: `%.15g`. */
export function perlNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value === 0 ? 0 : value) : significant(value, 15);
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
