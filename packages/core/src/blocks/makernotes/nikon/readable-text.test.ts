import { expect, test } from 'vitest';
import { readable } from './readable-text.js';

const scope = { members: new Map(), id: 0 };

test.each([
  ['NORMAL  ', 'Normal'],
  ['AUTO', 'Auto'],
  ['RAW', 'RAW'],
  ['CRW', 'CRW'],
  ['AF-C', 'AF-C'],
  ['VR-OFF  x', 'VR-Off'],
  ['OPTIMIZED FOR PRINT', 'Optimized For Print'],
  ['', ''],
])('%j is told as %j', (stored, told) => {
  expect(readable(stored, scope)).toBe(told);
});

test('a text of more than 60 letters is cut', () => {
  expect(readable('A'.repeat(61), scope)).toBe(`${'A'.repeat(55)}[...]`);
});
