import { expect, test } from 'vitest';
import { View } from './view.js';

test('floats of minus zero are zero: ExifTool prints no sign', () => {
  const view = new View(Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 0));
  expect([view.f32(0), view.f64(0)]).toEqual([0, 0]);
});
