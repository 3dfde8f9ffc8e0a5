// Focus points of the EOS-1D: a byte for the one in focus, a bit for each that is selected (Canon.pm tells their places).
import { toText, type Value } from '../../../tables/value.js';

/** A row's letter, its first bit, its first place, and how many points it has. */
const rows = [
  { row: 'A', bit: 2, place: 0x04, points: 7 },
  { row: 'B', bit: 11, place: 0x21, points: 10 },
  { row: 'C', bit: 21, place: 0x40, points: 11 },
  { row: 'D', bit: 32, place: 0x61, points: 10 },
  { row: 'E', bit: 44, place: 0x84, points: 7 },
];

/** The place of a point, two apart in a row, but for one whose code is odd. */
function placeOf(row: string, place: number, index: number): number {
  return row === 'C' && index >= 7 ? [0x4d, 0x50, 0x52, 0x54][index - 7]! : place + 2 * index;
}

/** The point in focus and those that are selected. */
export function focusPoints(value: Value): string {
  const bytes = toText(value);
  if (bytes.length !== 8) return 'Unknown';
  const focus = bytes.charCodeAt(0);
  let inFocus = focus === 0xff ? 'Auto' : `Unknown (0x${focus.toString(16).padStart(2, '0')})`;
  const selected: string[] = [];
  for (const { row, bit, place, points } of rows) {
    for (let i = 0; i < points; i++) {
      const at = bit + i;
      if (focus !== 0 && placeOf(row, place, i) === focus) inFocus = `${row}${i + 1}`;
      if ((bytes.charCodeAt(1 + (at >> 3)) >> (at & 7)) & 1) selected.push(`${row}${i + 1}`);
    }
  }
  return `${inFocus} (${selected.join(',')})`;
}
