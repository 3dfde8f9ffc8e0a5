// Rationals as ExifTool keeps them.

/** A number to ten significant digits; one exactly between two goes to the even one, as C's printf has it. */
export function toTenDigits(value: number): number {
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e9) {
    // Most are degrees, minutes, seconds, metres or parts of a second: they start near the end.
    let scale = size < 1e4 ? (size < 1e2 ? 1e7 : 1e5) : 1;
    for (let digits = size * scale; digits < 1e9; digits *= 10) scale *= 10;
    const digits = value * scale;
    const whole = Math.round(digits);
    // Both are whole numbers without error, and so their quotient is the nearest there is.
    if (Math.abs(digits - whole) < 0.4999) return whole / scale;
  }
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return value;
  const [, even, exponent] = /^(-?\d\.\d{8}[02468])50*(e.*)$/.exec(value.toExponential(60)) ?? [];
  return even ? Number(even + exponent) : Number(value.toPrecision(10));
}
