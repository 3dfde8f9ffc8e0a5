import { expect, test } from 'vitest';
import { View } from '../../bytes/view.js';
import { BoxWriter, be64, box, boxHeader, fullBox } from './write.js';

test('writes boxes with their length, type, version and flags', () => {
  expect([...box('free', [1, 2], Uint8Array.of(3))]).toEqual([0, 0, 0, 11, 102, 114, 101, 101, 1, 2, 3]);
  expect([...fullBox('pitm', 1, 5, [9])]).toEqual([0, 0, 0, 13, 112, 105, 116, 109, 1, 0, 0, 5, 9]);
});

test('gives a length of 64 bits where 32 are too few', () => {
  expect(boxHeader('mdat', 2 ** 32 - 9)).toHaveLength(8);
  const view = new View(boxHeader('mdat', 2 ** 32 - 8));
  expect([view.u32(0), view.fourcc(4), view.u64(8)]).toEqual([1, 'mdat', 2 ** 32 + 8]);
  expect(new View(Uint8Array.from(be64(2 ** 40 + 7))).u64(0)).toBe(2 ** 40 + 7);
});

test('writes the same boxes front to back, whatever room they take', () => {
  const out = new BoxWriter();
  const long = new Uint8Array(10_000).fill(7);
  out.box('iprp', () => {
    out.fullBox('ipma', 1, 5, () => {
      out.u8(9);
      out.u16(515);
      out.u64(2 ** 40 + 7);
    });
    out.append(long);
  });
  const inner = fullBox('ipma', 1, 5, [9, 2, 3], be64(2 ** 40 + 7));
  expect(out.length).toBe(inner.length + 8 + long.length);
  expect([...out.bytes]).toEqual([...box('iprp', inner, long)]);
});
