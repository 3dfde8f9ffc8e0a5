// The directory of a Nikon note is looked through once, for its keys and for its tags.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSync } from '../../../index.js';

test('an entry whose value lies outside is told once', () => {
  const url = new URL('../../../../../../fixtures/files/jpeg-exif-nikon-records.jpg', import.meta.url);
  const bytes = new Uint8Array(readFileSync(url));
  const note = Buffer.from(bytes.buffer).indexOf('Nikon\0\x02', 0, 'latin1');
  const view = new DataView(bytes.buffer, note + 10);
  const littleEndian = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, littleEndian);
  const count = view.getUint16(directory, littleEndian);
  const entries = Array.from({ length: count }, (_, i) => directory + 2 + 12 * i);
  const outside = entries.find((at) => view.getUint32(at + 4, littleEndian) > 4)!;
  view.setUint32(outside + 8, 0x7fffff00, littleEndian);
  const { warnings } = readSync(bytes);
  expect(warnings.filter(({ offset }) => offset === note + 10 + outside)).toHaveLength(1);
});
