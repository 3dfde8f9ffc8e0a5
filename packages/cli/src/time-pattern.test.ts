import { expect, test } from 'vitest';
import { patternOf } from './time-pattern.js';

const moment = { year: 2024, month: 12, day: 31, hour: 0, minute: 5, second: 9, millisecond: 40 };

test.each([
  ['%Y-%m-%d_%H%M%S', '2024-12-31_000509'],
  ['%y%j %I.%M %f%%', '24366 12.05 040%'],
])('%s', (pattern, name) => expect(patternOf(pattern)(moment)).toBe(name));

test.each(['', '%Q', 'a%', '../%Y', '.%Y', 'a\nb'])('%j makes no name', (pattern) => {
  expect(() => patternOf(pattern)).toThrow(/--format/);
});
