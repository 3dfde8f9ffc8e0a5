import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Sha256 } from './sha256.js';

test('equals the platform digest for every length and split', () => {
  const bytes = new Uint8Array(300).map((_, i) => i * 7 + 3);
  for (let length = 0; length < 300; length++) {
    const ours = new Sha256();
    const split = (length * 5) % 71;
    ours.update(bytes.subarray(0, Math.min(split, length)));
    ours.update(bytes.subarray(Math.min(split, length), length));
    expect(ours.hex()).toBe(createHash('sha256').update(bytes.subarray(0, length)).digest('hex'));
  }
});
