// EXIF that is new says what the standard demands of its picture, as the file states it.
import { copyMetadata, edit } from 'exifkit/edit';
import { expect, test } from 'vitest';
import { exif, exifSegment, gradient, jfif, jpeg, tiff } from '../fixtures/build/index.js';
import { judged } from './exiftool.js';

const picture = gradient(24, 8);
const changes = { exif: { Artist: 'Ana', ISO: 200 } };
const edited = async (bytes: Uint8Array): Promise<Record<string, unknown>> =>
  judged(await (await edit(bytes, changes)).bytes(), '-n', '-validate', '-all');

test('of a JPEG its size, and the resolution of JFIF where that has one', async () => {
  const size = { 'ExifIFD:ExifImageWidth': 24, 'ExifIFD:ExifImageHeight': 8, 'ExifTool:Validate': '0 0 0' };
  const unknown = { 'IFD0:XResolution': 72, 'IFD0:YResolution': 72, 'IFD0:ResolutionUnit': 2 };
  expect(await edited(jpeg({ picture }))).toMatchObject({ ...size, ...unknown });
  expect(await edited(jpeg({ picture, segments: [jfif(4, 3, 0)] }))).toMatchObject({ ...size, ...unknown });
  expect(await edited(jpeg({ picture, segments: [jfif(118, 120, 2)] }))).toMatchObject({
    ...size,
    'IFD0:XResolution': 118,
    'IFD0:YResolution': 120,
    'IFD0:ResolutionUnit': 3,
  });
});

test('a directory that is there is left as it is', async () => {
  const bytes = jpeg({ picture, segments: [exifSegment(exif({ exif: [[0x9000, 'UNDEFINED', '0232']] }))] });
  expect(await edited(bytes)).not.toHaveProperty('ExifIFD:ExifImageWidth');
});

test('also where it is copied from a TIFF', async () => {
  const from = await (await edit(tiff({}), changes)).bytes();
  const copied = await (await copyMetadata(from, jpeg({ picture, segments: [jfif(300, 300, 1)] }))).bytes();
  expect(judged(copied, '-n')).toMatchObject({ 'ExifIFD:ISO': 200, 'IFD0:XResolution': 300 });
});
