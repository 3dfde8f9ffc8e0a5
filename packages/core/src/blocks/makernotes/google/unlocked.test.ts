import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { unlocked } from './unlocked.js';

/** A note as Google's cameras store it: gzip under the numbers of xorshift64*, here by the arithmetic of 64 bits. */
function locked(text: Uint8Array): Uint8Array {
  const packed = gzipSync(text);
  const note = new Uint8Array([0x48, 0x44, 0x52, 0x50, 3, ...packed]);
  let state = 0x2515606b4a7791cdn;
  for (let i = 0; i < packed.length; i++) {
    if (i % 8 === 0) {
      state ^= state >> 12n;
      state ^= BigInt.asUintN(64, state << 25n);
      state ^= state >> 27n;
      state = BigInt.asUintN(64, state * 0x2545f4914f6cdd1dn);
    }
    note[5 + i]! ^= Number((state >> BigInt(8 * (i % 8))) & 0xffn);
  }
  return note;
}

const noise = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i, 2654435761) >>> 13) ^ (i >> 5));

test('a note is deciphered and unpacked, long or short, by the platform or by our own code', () => {
  for (const length of [0, 1, 7, 500, 5000, 100_003]) {
    const text = noise(length);
    expect(unlocked(locked(text), 1 << 20), `${length} bytes`).toEqual({ version: 3, bytes: text });
  }
});

test('a note that is longer than the limit, cut off or damaged is none', () => {
  for (const length of [500, 100_003]) {
    const note = locked(noise(length));
    expect(unlocked(note, length - 1)).toBeUndefined();
    expect(unlocked(note.subarray(0, note.length >> 1), 1 << 20)).toBeUndefined();
    expect(unlocked(note.with(5, note[5]! ^ 1), 1 << 20)).toBeUndefined();
  }
});
