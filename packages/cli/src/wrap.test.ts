import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { wrap } from './wrap.js';

test.each([
  ['the sea at dawn', 8, ['the sea', 'at dawn']],
  ['', 8, ['']],
  ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ['海辺の朝焼けと船', 7, ['海辺の', '朝焼け', 'と船']],
  ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 4, ['👩‍👩‍👧👩‍👩‍👧', '👩‍👩‍👧']],
])('%s fits %i places', (text, room, lines) => {
  expect(wrap(text, room)).toEqual(lines);
  for (const line of wrap(text, room)) expect(stringWidth(line)).toBeLessThanOrEqual(room);
});
