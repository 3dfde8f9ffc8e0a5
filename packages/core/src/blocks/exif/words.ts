// An entry's value as the words and numbers that Perl would see in it.
import { plainText } from '../../bytes/text.js';
import { asNumber } from '../../present/exposure.js';
import { perlNumber } from '../../present/number.js';
import { plain, spaced } from '../../present/plain.js';
import type { TagValue } from '../../types.js';

/** The printed form without a table: numbers joined by spaces. */
export function words(value: TagValue): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return plainText(value);
  if (!Array.isArray(value)) return plain(value) as string;
  return (
    spaced(value) ??
    value.map((item) => (typeof item === 'number' ? perlNumber(item) : String(item))).join(' ')
  );
}

/** A number as Perl would take it from the value: text without one is 0. */
export function loosely(value: TagValue): number {
  if (typeof value === 'number') return value;
  const text = words(value);
  if (/^-?inf/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const parsed = Number.parseFloat(text);
  return Number.isNaN(parsed) ? 0 : parsed;
}

/** Prints a number with `format`, and anything else as it is. */
export function whenNumber(format: (value: number) => string): (value: TagValue) => string {
  return (value) => {
    const number = asNumber(value);
    return number === undefined ? words(value) : format(number);
  };
}
