// Nikon's lenses in XMP: Adobe leaves the first of the eight bytes that tell a lens, Apple all of them, as one number.
import type { Labels } from '../../types.js';
import type { NumberedLens } from '../makernotes/lens-id.js';

/** All lenses whose bytes begin with those of the number, under one number. */
export function nikonLens(id: string, labels: Labels): NumberedLens {
  const type = bytesOf(id);
  const names = Object.keys(labels)
    .filter((key) => key.startsWith(type))
    .sort()
    .map((key) => labels[key]!);
  const own = [...new Set(names)].map((name, i) => [i ? `${type}.${i}` : type, name]);
  return { type, labels: Object.fromEntries(own) };
}

/** The bytes of a number in hexadecimal digits, with spaces between. */
function bytesOf(id: string): string {
  const number = BigInt.asUintN(64, BigInt(/^[-+]?\d{1,20}/.exec(id)?.[0].replace('+', '') ?? 0));
  const digits = number.toString(16).toUpperCase();
  const even = digits.padStart(digits.length + (digits.length % 2), '0');
  return even.replace(/..(?=.)/g, '$& ');
}
