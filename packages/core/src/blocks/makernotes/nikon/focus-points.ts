// Names of autofocus points: a letter for the row, a number for the column. Which bit stands for which point: the tag
// documentation of ExifTool's Nikon.pm.
import type { Convert } from '../../../tables/conversion.js';
import { hexText, number } from '../../../tables/number-conversions.js';
import { toText, type Value } from '../../../tables/value.js';

/** The names of the points by their bits. */
type Points = readonly string[];

const D3_POINTS =
  'C6 B6 A5 D6 E5 C7 B7 A6 D7 E6 C5 B5 A4 D5 E4 C8 B8 A7 D8 E7 C9 B9 A8 D9 E8 C10 B10 A9 D10 E9 C11 B11 D11 ' +
  'C4 B4 A3 D4 E3 C3 B3 A2 D3 E2 C2 B2 A1 D2 E1 C1 B1 D1';
const D7000_POINTS =
  'C6 B6 A2 D6 E2 C7 B7 A3 D7 E3 C5 B5 A1 D5 E1 C8 B8 D8 C9 B9 D9 C10 B10 D10 C11 B11 D11 ' +
  'C4 B4 D4 C3 B3 D3 C2 B2 D2 C1 B1 D1';

/** Column after column, from the middle to the sides; in each from the middle to the top, then to the bottom. */
const inColumns = (rows: string, columns: readonly number[]): Points =>
  columns.flatMap((column) => Array.from(rows, (row) => `${row}${column}`));

/** Row after row. */
const inRows = (rows: number, columns: number): Points =>
  Array.from({ length: rows * columns }, (_, index) => gridPoint(index, columns));

/** The point of this number where they are counted row after row, from 0. */
export function gridPoint(index: number, columns: number): string {
  const row = Math.floor(index / columns) & 0xff;
  return `${String.fromCharCode(0x41 + row)}${index - columns * row + 1}`;
}

/** By how many bytes the bits of the points take. */
const layouts: { readonly [bytes: number]: () => Points } = {
  5: () => D7000_POINTS.split(' '),
  7: () => D3_POINTS.split(' '),
  11: () => inColumns('EDCBAFGHI', [5, 6, 4, 7, 3, 8, 2, 9, 1]),
  14: () => inColumns('DCBAEFG', [8, 9, 10, 7, 6, 11, 12, 13, 14, 15, 5, 4, 3, 2, 1]),
  17: () => inColumns('EDCBAFGHI', [8, 9, 7, 10, 11, 12, 13, 14, 15, 6, 5, 4, 3, 2, 1]),
  20: () => inColumns('EDCBAFGHI', [9, 10, 11, 8, 7, 12, 13, 14, 15, 16, 17, 6, 5, 4, 3, 2, 1]),
  21: () => inRows(11, 15),
  29: () => inRows(11, 21),
  38: () => inRows(13, 23),
  51: () => inRows(15, 27),
};

/** The names of the points whose bits are set, row after row. */
function pointNames(bytes: readonly number[]): string | undefined {
  const points = layouts[bytes.length]?.();
  if (!points) return undefined;
  const names = points.filter((_, bit) => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1);
  return names.length === 0 ? '(none)' : names.sort(byRowAndColumn).join(',');
}

function byRowAndColumn(a: string, b: string): number {
  return a.charCodeAt(0) - b.charCodeAt(0) || Number(a.slice(1)) - Number(b.slice(1));
}

/** Two bytes are the bits of 11 points, a number whose bits have labels; more are given in hexadecimal. */
export const pointBits: Convert = (value) => {
  if (!(value instanceof Uint8Array)) return value;
  return value.length === 2 ? value[0]! + 256 * value[1]! : hexText(value, ' ');
};

/** The names of points whose bits are given in hexadecimal. */
export const pointsText: Convert = (value: Value) =>
  pointNames(
    toText(value)
      .split(' ')
      .map((byte) => Number.parseInt(byte, 16)),
  );

/** A column, counted from 1, by how far it is from the middle one; 0 where nothing is in focus. */
export const columnText = (columns: number): Convert =>
  fromMiddle(columns, (distance) => `${Math.abs(distance)}${distance < 0 ? 'L' : 'R'} of Center`);

/** A row, counted from 1, by how far it is from the middle one. */
export const rowText = (rows: number): Convert =>
  fromMiddle(rows, (distance) => `${Math.abs(distance)}${distance < 0 ? 'U' : 'D'} from Center`);

function fromMiddle(size: number, text: (distance: number) => string): Convert {
  const middle = (size + 1) / 2;
  return number((place) => (place === 0 ? 'n/a' : place === middle ? 'C' : text(place - middle)));
}
