import { describe, expect, test } from 'vitest';
import { box, concat, largeBox } from '../../../../../fixtures/build/index.js';
import { testContext } from '../../../test/blocks.js';
import { runSync } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { type Box, readBoxes } from './read.js';

function walk(bytes: Uint8Array, toEnd = false): { boxes: Box[]; warnings: string[] } {
  const { context, warnings } = testContext();
  const scan = readBoxes(new View(new Uint8Array(0)), 0, bytes.length, context, 'file', toEnd);
  return { boxes: runSync(scan, bytes), warnings };
}

describe('readBoxes', () => {
  test('gives each box with the place of its body, of 32 and of 64 bits', () => {
    const { boxes, warnings } = walk(concat(box('ftyp', 'heic'), largeBox('mdat', [1, 2, 3]), box('free')));
    expect(boxes).toEqual([
      { type: 'ftyp', start: 0, body: 8, end: 12 },
      { type: 'mdat', start: 12, body: 28, end: 31 },
      { type: 'free', start: 31, body: 39, end: 39 },
    ]);
    expect(warnings).toEqual([]);
  });

  test('takes a size of 0 as up to the end in a file only', () => {
    const bytes = concat([0, 0, 0, 0], 'mdat', [1, 2, 3, 4]);
    expect(walk(bytes, true).boxes).toEqual([{ type: 'mdat', start: 0, body: 8, end: 12 }]);
    expect(walk(bytes).boxes).toEqual([]);
  });

  test('stops with a warning at a size that cannot be, and says what is cut off', () => {
    expect(walk(concat(box('free'), [0, 0, 0, 7], 'meta')).warnings).toEqual([
      'malformed: box with an impossible size',
    ]);
    const { boxes, warnings } = walk(concat([0, 0, 1, 0], 'meta', [0]));
    expect(boxes).toEqual([{ type: 'meta', start: 0, body: 8, end: 256 }]);
    expect(warnings).toEqual(['truncated: box meta is cut off']);
  });

  test('stands under the limit of boxes', () => {
    const many = concat(...Array.from({ length: 20_010 }, () => box('free')));
    const { boxes, warnings } = walk(many);
    expect(boxes).toHaveLength(20_000);
    expect(warnings).toEqual(['limit-exceeded: more than 20000 boxes']);
  });
});
