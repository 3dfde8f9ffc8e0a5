// Rationals as ExifTool keeps them.

/** A number to ten significant digits; one exactly between two goes to the even one, as C's printf has it. */
export function toTenDigits(value: number): number {
  const size = Math.abs(value);
  if ((size < 1e4 && value === Math.round(value * 1e6) / 1e6) || !Number.isFinite(value)) return value;
  return (size >= 1e-4 && size < 1e9 && nearest(value, size)) || printed(value, size);
}

/** Multiples of a power of ten are exact, and so is the quotient of two; 0 where it is too close to call. */
function nearest(value: number, size: number): number {
  let scale = 1;
  for (let digits = size; digits < 1e9; digits *= 10) scale *= 10;
  const digits = size * scale;
  const whole = Math.round(digits);
  if (Math.abs(digits - whole) > 0.4999) return 0;
  return value < 0 ? -whole / scale : whole / scale;
}

function printed(value: number, size: number): number {
  // Only a number that ends in 5 can lie exactly between two.
  if (size < 1e-6 || size >= 1e21 || String(value).endsWith('5')) {
    const [, even, exponent] = /^(-?\d\.\d{8}[02468])50*(e.*)$/.exec(value.toExponential(60)) ?? [];
    if (even) return Number(even + exponent);
  }
  return Number(value.toPrecision(10));
}
