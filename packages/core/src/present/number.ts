// Numbers as ExifTool prints them: Perl's %g, rounding and fixed decimals.

/** Powers of two and ten that are asked for: working one out takes longer than all else here. */
const powersOfTwo = Array.from({ length: 32 }, (_, i) => 2 ** i);
const powersOfTen = Array.from({ length: 23 }, (_, i) => 10 ** i);
const powerOfTwo = (exponent: number): number => powersOfTwo[exponent] ?? 2 ** exponent;
const powerOfTen = (exponent: number): number => powersOfTen[exponent] ?? 10 ** exponent;

/** A number in the shortest form with at most `digits` significant digits (C's `%.{digits}g`). */
export function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value < 0 ? '-Inf' : 'Inf';
  if (value === 0) return '0';
  const shortest = String(value);
  const size = Math.abs(value);
  // Sign, point and the nought before it are no digits.
  const signs = (value < 0 ? 1 : 0) + (value === Math.floor(value) ? 0 : size < 1 ? 2 : 1);
  if (digits <= 15 && shortest.length - signs <= digits && size >= 1e-4 && size < powerOfTen(digits))
    return shortest;
  // With so many binary digits behind the point it is not exactly between two.
  if (size >= 1e-4 && size < powerOfTen(digits - 1) && !Number.isInteger(value * powerOfTwo(digits + 5)))
    return trimZeros(value.toPrecision(digits));
  const rounded = toExponential(value, digits - 1);
  const split = rounded.indexOf('e');
  const exponent = Number(rounded.slice(split + 1));
  if (exponent >= -4 && exponent < digits)
    return trimZeros(fixedDecimals(value, Math.max(0, Math.min(100, digits - 1 - exponent))));
  const sign = exponent < 0 ? '-' : '+';
  return `${trimZeros(rounded.slice(0, split))}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** A number as Perl prints it: `%.15g`. */
export function perlNumber(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const whole = value === Math.floor(value) && value < 1e15 && value > -1e15;
  return whole ? String(value) : significant(value, 15);
}

/** `toFixed`, but a value exactly between two goes to the even one, as C's printf has it. */
export function fixedDecimals(value: number, decimals: number): string {
  if (decimals === 0 && value === Math.floor(value) && value !== 0 && Math.abs(value) < 1e15)
    return String(value);
  const text = Object.is(value, -0) ? `-${value.toFixed(decimals)}` : value.toFixed(decimals);
  // Only with so few binary digits behind the point can it lie between two.
  const scaled = value * powerOfTwo(decimals + 1);
  if (scaled !== Math.floor(scaled) || scaled / 2 === Math.floor(scaled / 2)) return text;
  const exact = value.toFixed(decimals + 1);
  return exact.endsWith('5') ? evenOf(exact.slice(0, decimals === 0 ? -2 : -1), text) : text;
}

/** `toExponential` with the same rule. Between two is only what has so few binary digits behind the point. */
function toExponential(value: number, decimals: number): string {
  const text = value.toExponential(decimals);
  if (decimals > 20 || (Math.abs(value) >= 1e-4 && !Number.isInteger(value * 2 ** (decimals + 6))))
    return text;
  const next = value.toExponential(decimals + 1);
  const end = next.indexOf('e');
  if (next[end - 1] !== '5' || !isExact(value, decimals + 1)) return text;
  return evenOf(next.slice(0, end - 1).replace(/\.$/, ''), text, next.slice(end));
}

/** Whether a value has no more digits than these. */
function isExact(value: number, decimals: number): boolean {
  const digits = value.toExponential(60).replace('-', '').split('e')[0]!;
  return /^0*$/.test(digits.slice(2 + decimals));
}

function evenOf(below: string, above: string, suffix = ''): string {
  return (below.charCodeAt(below.length - 1) & 1) === 0 ? below + suffix : above;
}

function trimZeros(text: string): string {
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text[end - 1] === '0') end--;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}
