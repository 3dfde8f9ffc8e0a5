// The end of coded data, found by words, must be the one that a look at each byte finds, wherever the bytes lie.
import { expect, test } from 'vitest';
import { markerByWords } from './coded-end.js';

function byBytes(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const next = bytes[at + 1];
    if (bytes[at] !== 0xff || next === 0 || next === 0xff) continue;
    if (next === undefined || (next & 0xf8) !== 0xd0) return at;
  }
  return bytes.length;
}

let seed = 7;
function random(below: number): number {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >>> 8) % below;
}

test('a marker is found at every place of a word, past stuffed zeros, fill bytes and restarts', () => {
  const values = [0xff, 0xff, 0, 0xd0, 0xd7, 0xd9, 0xfe, 0x7f, 0x80, 1];
  let markers = 0;
  for (let i = 0; i < 6000; i++) {
    const memory = new Uint8Array(120).map(() =>
      random(40) === 0 ? values[random(values.length)]! : random(255),
    );
    const bytes = memory.subarray(random(9), 100 + random(20));
    const from = random(bytes.length + 1);
    const expected = byBytes(bytes, from);
    if (expected < bytes.length) markers++;
    expect(markerByWords(bytes, from)).toBe(expected);
  }
  expect(markers).toBeGreaterThan(1000);
});
