// Exposure values as ExifTool prints them: times, f-numbers, compensation, lens ranges.

import { fixedDecimals, significant } from './number.js';
import { wholeText } from './whole.js';

const decimal = /^[+-]?(?=\d|\.\d)\d*(\.\d*)?([Ee][+-]?\d+)?$/;

/** A value as a number where its text is one: `undef`, `inf`, other text and lists are not. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && decimal.test(value.trim()) ? Number(value) : undefined;
}

/** Seconds as `1/250`, or as `0.3` and `2` from a quarter of a second on. */
export function exposureTime(seconds: number): string {
  if (seconds < 0.25001 && seconds > 0) return `1/${wholeText(Math.floor(0.5 + 1 / seconds))}`;
  const text = fixed(seconds, 1);
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}

/** An f-number with one decimal, two below 1. */
export function fNumber(value: number): string {
  return value > 0 ? fixed(value, value < 1 ? 2 : 1) : String(value);
}

/** Exposure compensation in EV: `+1/3`, `-2`, `0`, else three digits. */
export function exposureCompensation(value: number): string {
  const stops = value * 1.00001;
  if (stops === 0) return '0';
  for (const parts of [1, 2, 3]) {
    const whole = Math.trunc(stops * parts);
    if (whole / (stops * parts) > 0.999) return parts === 1 ? signed(whole) : `${signed(whole)}/${parts}`;
  }
  return `${stops > 0 ? '+' : ''}${significant(stops, 3)}`;
}

/** A lens' range from its shortest and longest focal length in mm and its apertures at both: `24-70mm f/2.8`. */
export function lensRange(values: readonly string[]): string {
  const [shortest, longest, wide, tele] = values.map((value) =>
    value === 'inf' || value === 'undef' ? '?' : value,
  );
  const upTo = (from: string | undefined, to: string | undefined): string =>
    to && to !== '0' && to !== from ? `${from}-${to}` : `${from}`;
  return `${upTo(shortest, longest)}mm f/${upTo(wide, tele)}`;
}

/** `value.toFixed(digits)`, with Perl's words for what is no number. */
export function fixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : 'Inf';
  return Math.abs(value) < 1e21
    ? fixedDecimals(value, digits)
    : `${BigInt(Math.trunc(value))}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}
