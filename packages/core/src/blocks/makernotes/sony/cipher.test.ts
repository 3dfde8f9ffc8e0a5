import { expect, test } from 'vitest';
import { decipherStream, substituted } from './cipher.js';

test('bytes are the cubes of others, but the highest', () => {
  const plain = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const stored = plain.map((byte) => (byte < 249 ? byte ** 3 % 249 : byte));
  expect(substituted(stored)).toEqual(plain);
  expect(substituted(Uint8Array.of(0x08, 0x1b, 0x40))).toEqual(Uint8Array.of(2, 3, 4));
});

test('what was enciphered twice is deciphered twice', () => {
  const cube = (byte: number): number => byte ** 3 % 249;
  expect(substituted(Uint8Array.of(cube(cube(42))), 2)).toEqual(Uint8Array.of(42));
});

test('a stream of words is its own inverse, of whole words only', () => {
  const bytes = Uint8Array.from({ length: 1031 }, (_, i) => i);
  const copy = bytes.slice();
  decipherStream(copy, 4, copy.length, 0x44332211);
  expect(copy.subarray(0, 4)).toEqual(bytes.subarray(0, 4));
  expect(copy.subarray(4, 8)).not.toEqual(bytes.subarray(4, 8));
  expect(copy.subarray(1028)).toEqual(bytes.subarray(1028));
  decipherStream(copy, 4, copy.length, 0x44332211);
  expect(copy).toEqual(bytes);
});
