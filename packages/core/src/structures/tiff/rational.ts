// Numbers as the fractions that TIFF stores.

/** Numerator and denominator. */
export type Fraction = readonly [number, number];

/** Of a typed value ten digits count. */
const precision = 2e-11;

/**
 * The simplest fraction that is the number to ten digits, neither part above `max`, or the best there is; none of one that
 * is too large, or so small that it would be 0.
 */
export function rationalOf(value: number, max: number): Fraction | undefined {
  const size = Math.abs(value);
  if (size > max) return undefined;
  const sign = value < 0 ? -1 : 1;
  let [before, number] = [0, 1];
  let [beforeUnder, under] = [1, 0];
  let rest = size;
  for (let step = 0; step < 40; step++) {
    const whole = Math.floor(rest);
    const [over, below] = [whole * number + before, whole * under + beforeUnder];
    if (over > max || below > max) break;
    [before, number] = [number, over];
    [beforeUnder, under] = [under, below];
    if (Math.abs(size - number / under) <= size * precision || rest === whole) break;
    rest = 1 / (rest - whole);
  }
  if (under === 0) return [sign * Math.round(size), 1];
  return number === 0 && size > 0 ? undefined : [sign * number, under];
}

/** `1/125`, `0.4`, `2`; infinity as 1/0 and `undef` as 0/0, as ExifTool has them. */
export function rationalOfText(text: string, max: number): Fraction | undefined {
  const [, over, under] = /^([+-]?\d+)\s*\/\s*(\d+)$/.exec(text.trim()) ?? [];
  if (over !== undefined && under !== undefined) {
    const isSmall = Math.abs(Number(over)) <= max && Number(under) <= max;
    return isSmall ? [Number(over), Number(under)] : rationalOf(Number(over) / Number(under), max);
  }
  if (/^inf$/i.test(text.trim())) return [1, 0];
  if (/^undef$/i.test(text.trim())) return [0, 0];
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim())
    ? rationalOf(Number(text), max)
    : undefined;
}
