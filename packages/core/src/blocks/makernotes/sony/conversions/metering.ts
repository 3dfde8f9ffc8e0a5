// What cameras metered: numbers of each part of the picture.
import { View } from '../../../../bytes/view.js';
import { binaryText } from '../../../../present/plain.js';
import type { Conversions, Convert } from '../../../../tables/conversion.js';
import { asBytes, toNumber, type Value, wordList } from '../../../../tables/value.js';

/** Of each part three numbers: one of 16 bits, two of 32. */
const partNumbers =
  (parts: number): Convert =>
  (value) => {
    const bytes = asBytes(value);
    if (bytes.length !== 10 * parts) return binaryText(bytes.length);
    const view = new View(bytes);
    return Array.from({ length: parts }, (_, i) => [
      view.u16(10 * i, true),
      view.u32(10 * i + 2, true),
      view.u32(10 * i + 6, true),
    ]).flat();
  };

/** In columns; the first is as wide as told. */
const columns =
  (parts: number, first: number): Convert =>
  (value: Value) => {
    const numbers = wordList(value);
    const widths = Array.from({ length: 3 * parts }, (_, i) => (i === 0 ? first : [3, 4, 6][i % 3]!));
    return widths.map((width, i) => String(Math.trunc(toNumber(numbers[i]))).padStart(width)).join(' ');
  };

const rows = (name: string, count: number): string =>
  Array.from({ length: count }, (_, i) => `${name}Row${i + 1}`).join(' ');

export const metering: Conversions = {
  'MeterInfo MeterInfo9': {
    tags: {
      [rows('MeterInfo1', 7)]: { value: partNumbers(9), print: columns(9, 19) },
      [rows('MeterInfo2', 9)]: { value: partNumbers(11), print: columns(11, 3) },
    },
  },
};
