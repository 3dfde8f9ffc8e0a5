// The printed form of a value that no table says more about.
import { StoredBytes } from '../bytes/stored-bytes.js';
import type { TagValue, Text } from '../types.js';
import { perlNumber } from './number.js';

/** What ExifTool prints in place of bytes. */
export function binaryText(length: number): string {
  return `(Binary data ${length} bytes, use -b option to extract)`;
}

/** Whether this is the text that stands for a number that is none, such as a division by 0. */
export function isNoNumber(value: TagValue): value is string {
  return typeof value === 'string' && /^(undef|inf|-?Inf|NaN)$/.test(value);
}

/** A list of numbers as Perl prints them, joined by spaces; `undefined` where not all are numbers. */
export function spaced(values: readonly TagValue[]): string | undefined {
  let text = '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const isNumber = typeof value === 'number';
    if (!isNumber && !isNoNumber(value!)) return undefined;
    const item = isNumber ? perlNumber(value) : value;
    text += i === 0 ? item : ` ${item}`;
  }
  return text;
}

/** Text as it is; numbers as Perl prints them, several joined by spaces; other lists and structures piece by piece. */
export function plain(value: TagValue): Text {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return perlNumber(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof Uint8Array || value instanceof StoredBytes) return binaryText(value.length);
  if (Array.isArray(value)) {
    return spaced(value) ?? value.map(plain);
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}
