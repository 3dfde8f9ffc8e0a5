// How a picture is turned, in step with the smaller one of it that EXIF has, and with nothing else.
import { type Changes, edit } from 'exifkit/edit';
import { expect, test } from 'vitest';
import { exif, exifSegment, jpeg, sampleIfd1, tiff } from '../fixtures/build/index.js';
import { judged } from './exiftool.js';

/** What ExifTool reads of both orientations. */
async function turned(bytes: Uint8Array, changes: Changes): Promise<unknown[]> {
  const tags = judged(await (await edit(bytes, changes)).bytes());
  return [tags['IFD0:Orientation'], tags['IFD1:Orientation']];
}

for (const littleEndian of [true, false])
  test(`a thumbnail turns with its picture, and back (${littleEndian ? 'little' : 'big'}-endian)`, async () => {
    const thumbnail = jpeg({});
    const block = exif({ ifd0: [[0x0112, 'SHORT', 0]], ifd1: sampleIfd1, thumbnail, littleEndian });
    const bytes = jpeg({ segments: [exifSegment(block)] });
    const upright = 'Horizontal (normal)';
    expect(await turned(bytes, { orientation: 6 })).toEqual(['Rotate 90 CW', 'Rotate 90 CW']);
    expect(await turned(bytes, { exif: { Orientation: 3 } })).toEqual(['Rotate 180', 'Rotate 180']);
    expect(await turned(bytes, { exif: { Orientation: 'Unknown (0)' } })).toEqual([
      'Unknown (0)',
      'Unknown (0)',
    ]);
    // without one a picture is upright
    expect(await turned(bytes, { exif: { Orientation: null } })).toEqual([undefined, upright]);
    expect(await turned(bytes, { exif: { Artist: 'Ana' } })).toEqual(['Unknown (0)', upright]);
  });

test('the second page of a TIFF is not turned with the first, but a smaller picture of that is', async () => {
  for (const littleEndian of [true, false])
    for (const [subfileType, second] of [
      [undefined, 'Rotate 180'],
      [2, 'Rotate 180'],
      [1, 'Rotate 90 CW'],
    ] as const) {
      const fields = [[0x0112, 'SHORT', 3]] as const;
      const bytes = tiff({ pages: [{ fields }, { fields, subfileType }], littleEndian });
      expect(await turned(bytes, { orientation: 6 })).toEqual(['Rotate 90 CW', second]);
    }
});
