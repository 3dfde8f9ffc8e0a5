import { expect, test } from 'vitest';
import { bytesOf, damage, load, texts, u16, wholeRef } from '../../../test/blocks.js';
import { jfif } from './index.js';

const sample = bytesOf(1, 2, 1, u16(300), u16(72), 1, 2, 1, 2, 3, 4, 5, 6);

test('version, density and a thumbnail of pixels', () => {
  expect(texts(load(jfif, [wholeRef('jfif', sample, 'jpeg/APP0')], sample).tags())).toEqual({
    'JFIF:JFIFVersion': '1.02',
    'JFIF:ResolutionUnit': 'inches',
    'JFIF:XResolution': '300',
    'JFIF:YResolution': '72',
    'JFIF:ThumbnailWidth': '1',
    'JFIF:ThumbnailHeight': '2',
    'JFIF:ThumbnailTIFF': '(Binary data 6 bytes, use -b option to extract)',
  });
});

test('a JPEG thumbnail in an extension', () => {
  const bytes = bytesOf(0x10, 0xff, 0xd8, 0xff, 0xd9);
  const [tag] = load(jfif, [wholeRef('jfxx', bytes, 'jpeg/APP0')], bytes).tags();
  expect(tag).toMatchObject({ group: 'JFXX', name: 'ThumbnailImage', value: bytes.slice(1) });
});

test('damage', () => {
  damage(jfif, 'jfif', sample, 'jpeg/APP0');
  damage(jfif, 'jfxx', bytesOf(0x13, sample), 'jpeg/APP0');
});
