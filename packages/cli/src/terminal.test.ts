import { expect, test } from 'vitest';
import { progressLine } from './terminal.js';

test('progress tells count, rate and time left', () => {
  expect(progressLine('read', 120, 500, 60)).toBe('read 120 of 500, 60 a second, 7 s left');
  expect(progressLine('cleaned', 3, 500, 2)).toBe('cleaned 3 of 500, 2.0 a second, 4 min 9 s left');
});
