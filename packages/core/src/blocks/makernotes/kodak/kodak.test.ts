// Kodak's notes as they come: values at fixed places, and directories behind their own byte order.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSync } from '../../../index.js';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../../../../fixtures/files/${name}`, import.meta.url)));

test('a directory that says no byte order is told and left out', () => {
  const bytes = fixture('jpeg-exif-kodak-directories.jpg');
  const before = readSync(bytes)
    .tags()
    .filter(({ group }) => group === 'Kodak');
  expect(before.map(({ name }) => name)).toEqual([
    'SerialNumber',
    'ExposureTime',
    'SceneModeUsed',
    'OpticalZoom',
  ]);
  const mark = Buffer.from(bytes.buffer).indexOf('MM\0\x02\xfa', 0, 'latin1');
  bytes[mark] = 0x58;
  const { warnings, ...metadata } = { warnings: readSync(bytes).warnings, tags: readSync(bytes).tags() };
  const left = metadata.tags.filter(({ group }) => group === 'Kodak');
  expect(left.map(({ name }) => name)).toEqual(['SceneModeUsed', 'OpticalZoom']);
  expect(warnings.some(({ offset }) => offset === mark)).toBe(true);
});
