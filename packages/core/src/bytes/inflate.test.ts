import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { expect, test } from 'vitest';
import { adler32, inflate } from './inflate.js';

const mebibyte = 1 << 20;

test('adler32 of a known text', () => {
  expect(adler32(new TextEncoder().encode('Wikipedia'))).toBe(0x11e60398);
});

test('gives back what was deflated, whatever follows the stream', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 5000 }),
      fc.nat(40),
      fc.constantFrom(0, 6) as fc.Arbitrary<0 | 6>,
      fc.uint8Array({ maxLength: 20 }),
      (bytes, repeats, level, junk) => {
        const data = new Uint8Array(bytes.length * repeats);
        for (let i = 0; i < repeats; i++) data.set(bytes, i * bytes.length);
        const stream = zlibSync(data, { level });
        const { bytes: out, end } = inflate(new Uint8Array([...stream, ...junk]), mebibyte);
        expect(end).toBe('complete');
        expect(Buffer.compare(out, data)).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});

test('a stream that is cut off gives what it had', () => {
  const data = new Uint8Array(100_000).map((_, i) => (i * i) >> 5);
  const stream = zlibSync(data);
  const { bytes, end } = inflate(stream.subarray(0, stream.length >> 1), mebibyte);
  expect(end).toBe('truncated');
  expect(bytes.length).toBeGreaterThan(1000);
  expect(Buffer.compare(bytes, data.subarray(0, bytes.length))).toBe(0);
  expect(inflate(stream.subarray(0, -4), mebibyte).end).toBe('truncated');
});

test('damage is told', () => {
  expect(inflate(new TextEncoder().encode('no zlib stream'), mebibyte).end).toBe('damaged');
  expect(inflate(new Uint8Array(), mebibyte).end).toBe('damaged');
  const stream = zlibSync(new Uint8Array(1000).map((_, i) => i * 7));
  stream[2] = 0x07;
  expect(inflate(stream, mebibyte).end).toBe('damaged');
});

test('a bomb stops at the limit', () => {
  const bomb = zlibSync(new Uint8Array(64 * mebibyte), { level: 9 });
  const start = performance.now();
  const { bytes, end } = inflate(bomb, mebibyte);
  expect(end).toBe('limited');
  expect(bytes.length).toBe(mebibyte);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('megabytes behind a stream cost no time', () => {
  const stream = zlibSync(new Uint8Array(10));
  const data = new Uint8Array(32 * mebibyte);
  data.set(stream);
  const start = performance.now();
  inflate(data, mebibyte);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('never throws, never exceeds the limit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(5000), (bytes, limit) => {
      const { bytes: out } = inflate(new Uint8Array([0x78, 0x9c, ...bytes]), limit);
      expect(out.length).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 500 },
  );
});
