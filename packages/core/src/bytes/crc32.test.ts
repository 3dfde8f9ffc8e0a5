import { expect, test } from 'vitest';
import { crc32 } from './crc32.js';

test('the check value of the CRC catalogue', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

test('is the same in one piece and in parts, long or short', () => {
  const bytes = new Uint8Array(20_000).map((_, i) => (i * i) >> 3);
  const whole = crc32(bytes);
  for (const size of [7, 1000, 2047, 2048, 9999]) {
    let crc = 0;
    for (let at = 0; at < bytes.length; at += size) crc = crc32(bytes.subarray(at, at + size), crc);
    expect(crc, `parts of ${size}`).toBe(whole);
  }
});
