// Fractions of whole numbers for numbers that are none: what standards store as rationals.

/**
 * The fraction with the least denominator that is as near to `value` as a text of twelve digits tells, both parts
 * at most `max`; the nearest that there is where none is so near. `undefined` for what is too large, or no number.
 */
export function fractionOf(value: number, max = 0xffffffff): readonly [number, number] | undefined {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size > max) return undefined;
  const sign = value < 0 ? -1 : 1;
  let [before, beforeUnder, upper, under] = [0, 1, 1, 0];
  let rest = size;
  for (;;) {
    const whole = Math.floor(rest);
    const [nextUpper, nextUnder] = [whole * upper + before, whole * under + beforeUnder];
    if (nextUpper > max || nextUnder > max) break;
    [before, beforeUnder, upper, under] = [upper, under, nextUpper, nextUnder];
    if (rest === whole || Math.abs(upper / under - size) <= size * 1e-12) break;
    rest = 1 / (rest - whole);
  }
  return [sign * upper, under];
}
