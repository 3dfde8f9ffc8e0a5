// The printed form of a value that no table says more about.
import type { TagValue, Text } from '../types.js';
import { perlNumber } from './number.js';

/** What ExifTool prints in place of bytes. */
export function binaryText(length: number): string {
  return `(Binary data ${length} bytes, use -b option to extract)`;
}

/** Text as it is; numbers as Perl prints them, several joined by spaces; other lists and structures piece by piece. */
export function plain(value: TagValue): Text {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return perlNumber(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof Uint8Array) return binaryText(value.length);
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'number')
      ? value.map(perlNumber).join(' ')
      : value.map(plain);
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}
