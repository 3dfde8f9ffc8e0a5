import { expect, test } from 'vitest';
import { columnText, gridPoint, pointBits, pointsText, rowText } from './focus-points.js';

const scope = { members: new Map(), id: 0 };
const pointsOf = (bytes: Uint8Array): unknown => pointsText(pointBits(bytes, scope), scope);

/** Bytes of this length with these bits set. */
function withBits(length: number, ...bits: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(length);
  for (const bit of bits) bytes[bit >> 3]! |= 1 << (bit & 7);
  return bytes;
}

test('the first bit is the point in the middle, wherever the points are not counted row after row', () => {
  const middles = { 5: 'C6', 7: 'C6', 11: 'E5', 14: 'D8', 17: 'E8', 20: 'E9', 21: 'A1', 29: 'A1' };
  for (const [length, middle] of Object.entries(middles))
    expect(pointsOf(withBits(Number(length), 0))).toBe(middle);
});

test('points are told row after row, whatever the order of their bits', () => {
  // In the order of the bits of the D3: C6 B6 A5 D6 E5 C7 B7 A6 D7 E6 C5 ... C11 (30).
  expect(pointsOf(withBits(7, 0, 1, 10, 30, 2))).toBe('A5,B6,C5,C6,C11');
});

test('each layout has as many points as the camera', () => {
  const counts = { 5: 39, 7: 51, 11: 81, 14: 105, 17: 135, 20: 153, 38: 299, 51: 405 };
  for (const [length, count] of Object.entries(counts)) {
    const names = String(pointsOf(new Uint8Array(Number(length)).fill(0xff))).split(',');
    expect(new Set(names).size).toBe(count);
  }
});

test('no point, and a number of bytes that no camera has', () => {
  expect(pointsOf(new Uint8Array(20))).toBe('(none)');
  expect(pointsOf(new Uint8Array(9))).toBeUndefined();
});

test('two bytes are a number whose bits have labels', () => {
  expect(pointBits(Uint8Array.of(0x01, 0x04), scope)).toBe(0x0401);
});

test('points by number, and by how far they are from the middle', () => {
  expect([gridPoint(82, 15), gridPoint(115, 21)]).toEqual(['F8', 'F11']);
  const columns = [0, 1, 10, 12].map((column) => columnText(19)(column, scope));
  expect(columns).toEqual(['n/a', '9L of Center', 'C', '2R of Center']);
  expect([1, 6, 9].map((row) => rowText(11)(row, scope))).toEqual(['5U from Center', 'C', '3D from Center']);
});
