// Rationals as ExifTool keeps them.

/** A number to ten significant digits; one exactly between two goes to the even one, as C's printf has it. */
export function toTenDigits(value: number): number {
  const size = Math.abs(value);
  if ((size < 1e4 && value === Math.round(value * 1e6) / 1e6) || !Number.isFinite(value)) return value;
  // Only a number that ends in 5 can lie exactly between two.
  if (size < 1e-6 || size >= 1e21 || String(value).endsWith('5')) {
    const [, even, exponent] = /^(-?\d\.\d{8}[02468])50*(e.*)$/.exec(value.toExponential(60)) ?? [];
    if (even) return Number(even + exponent);
  }
  return Number(value.toPrecision(10));
}
