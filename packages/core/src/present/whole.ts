// Whole numbers as ExifTool prints them: Perl's %d, of 64 bits, and its words for what is no number.

/** Without its fraction, with so many digits at least. What is beyond 64 bits is -1, or the lowest of them. */
export function wholeText(value: number, least = 1): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : 'Inf';
  const whole = Math.trunc(value);
  const size = Math.abs(whole);
  if (size < 1e15) return `${whole < 0 ? '-' : ''}${String(size).padStart(least, '0')}`;
  if (whole >= 2 ** 64) return '-1';
  return String(whole < -(2 ** 63) ? -(2n ** 63n) : BigInt.asIntN(64, BigInt(whole)));
}
