// The walk over segments: the same steps whether all bytes are at hand or a few at a time, and none backwards.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { View } from '../../bytes/view.js';
import { JpegWalk } from './walk.js';

/** Every segment as `marker after start end strays`, with a window of so many bytes at a time. */
function steps(bytes: Uint8Array, window: number, maxSearch?: number): string[] {
  const walk = new JpegWalk(new View(bytes.subarray(0, window)), 2, maxSearch);
  const found: string[] = [];
  for (;;) {
    for (let range = walk.advance(); range; range = walk.advance()) {
      const start = Math.min(range.start, bytes.length);
      walk.view = new View(bytes.subarray(start, Math.max(range.end, start + window)), start);
    }
    const { marker, after, start, end, strays } = walk;
    if (marker === 0) return [...found, `end ${after}`];
    expect(start).toBeGreaterThanOrEqual(after);
    expect(end).toBeGreaterThanOrEqual(start + 2);
    found.push(`${marker} ${after} ${start} ${end} ${strays}`);
  }
}

/** Bytes in which markers, lengths and fill bytes are common. */
const likely = fc.uint8Array({ minLength: 4, maxLength: 80 }).map((bytes) => {
  const values = [0xff, 0xff, 0x00, 0xe1, 0x04, 0xd0, 0xda, 0x02];
  return bytes.map((byte) => (byte < 250 ? values[byte % values.length]! : byte));
});

test('the walk over pieces is the walk over the whole', () => {
  fc.assert(
    fc.property(likely, fc.integer({ min: 2, max: 16 }), (bytes, window) => {
      expect(steps(bytes, window)).toEqual(steps(bytes, bytes.length));
    }),
  );
});

test('fill bytes are no strays, a byte of nothing and 0xff00 are', () => {
  const bytes = Uint8Array.of(0xff, 0xd8, 0xff, 0xff, 0xe1, 0, 2, 9, 0xff, 0xe2, 0, 2, 0xff, 0, 0xff, 0xd9);
  expect(steps(bytes, 16)).toEqual(['225 2 3 7 false', '226 7 8 12 true', '217 12 14 16 true', 'end 16']);
});

test('a marker is looked for no farther than asked', () => {
  const bytes = new Uint8Array(100);
  bytes.set([0xff, 0xd9], 60);
  expect(steps(bytes, 100, 58)).toEqual(['end 2']);
  expect(steps(bytes, 100, 59)).toEqual(['217 2 60 62 true', 'end 62']);
});
