import { expect, test } from 'vitest';
import { lensSpec, lensSpecText } from './lens-spec.js';

test.each([
  ['0100180055355602', '01 18 55 3.5 5.6 02', 'DT 18-55mm F3.5-5.6 SAM'],
  ['0200350000140000', '02 35 0 1.4 0 00', 'FE 35mm F1.4'],
  ['c300160050355602', 'c3 16 50 3.5 5.6 02', 'E PZ 16-50mm F3.5-5.6 SAM OSS'],
  ['00050005008080e1', '00 500 500 8 8 e1', '500mm F8 Unknown(00e0) SSM'],
])('a lens stored as %s is %s', (hex, value, text) => {
  const stored = Uint8Array.from(Buffer.from(hex, 'hex'));
  expect(lensSpec(stored)).toBe(value);
  expect(lensSpecText(value)).toBe(text);
});

test('what is no lens is told as it is', () => {
  expect(lensSpecText('00 0 0 0 0 00')).toBe('Unknown (00 0 0 0 0 00)');
  expect(lensSpecText('03 00')).toBe('E');
  expect(lensSpec(new Uint8Array(3))).toMatch(/^\(Binary data 3 bytes/);
});
