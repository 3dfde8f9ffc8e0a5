// Which tags state something of what goes.
import { expect, test } from 'vitest';
import { selectionOf } from './selection.js';
import { states } from './tags.js';

const dates = selectionOf({ groups: ['dates'], coarsen: undefined });
const told = (family: string, group: string, text: string): boolean =>
  states({ family, group, name: 'DateTimeOriginal', id: 0, value: text, text }, dates);

test('a date of 1970 is one where dates are texts, and what zeros tell where they are numbers', () => {
  for (const [family, group] of [
    ['EXIF', 'ExifIFD'],
    ['XMP', 'XMP-exif'],
    ['IPTC', 'IPTC'],
  ] as const) {
    expect(told(family, group, '1970:01:01 00:00:00'), family).toBe(true);
    expect(told(family, group, '0000:00:00 00:00:00'), family).toBe(false);
    expect(told(family, group, '    :  :     :  :  '), family).toBe(false);
  }
  expect(told('APP1', 'FLIR', '1970:01:01 00:00:00.000+00:00')).toBe(false);
  expect(told('APP1', 'FLIR', '1970:01:02 00:00:00.000+00:00')).toBe(true);
});
