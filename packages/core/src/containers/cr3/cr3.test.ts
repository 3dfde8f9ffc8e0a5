// CR3: what a raw file of Canon's gives, and that lies in its tables cost no more than what they lie about.

import { read, readGps, readOrientation, readThumbnail } from 'exifkit';
import { readSync } from 'exifkit/sync';
import { describe, expect, it } from 'vitest';
import {
  be32,
  cr3,
  jpeg,
  sampleExif,
  sampleGps,
  sampleIfd0,
  timedRecord,
} from '../../../../../fixtures/build/index.js';

const picture = jpeg();
const whole = () =>
  cr3({
    ifd0: sampleIfd0,
    exif: sampleExif,
    gps: sampleGps,
    thumbnail: picture,
    preview: picture,
    jpeg: picture,
    timed: [timedRecord(3, be32(0))],
  });

/** Puts `bytes` at so many bytes behind the first `type`. */
function changed(file: Uint8Array, type: string, offset: number, bytes: Uint8Array): Uint8Array {
  const copy = file.slice();
  copy.set(bytes, Buffer.from(copy).indexOf(type) + offset);
  return copy;
}

describe('a CR3', () => {
  it('answers where it was taken, which way up it is and how it looks', async () => {
    const bytes = whole();
    expect(await readGps(bytes)).toMatchObject({ latitude: expect.closeTo(-8.72, 2) });
    expect(await readOrientation(bytes)).toBe(6);
    const thumbnail = await readThumbnail(new Blob([Uint8Array.from(bytes)]));
    expect(thumbnail?.bytes).toEqual(picture);
  });

  it('gives its three pictures', async () => {
    const metadata = await read(whole());
    for (const name of ['ThumbnailImage', 'PreviewImage', 'JpgFromRaw']) {
      const tag = metadata.tags().find((one) => one.name === name);
      expect(await metadata.extract(tag!), name).toEqual(picture);
    }
  });

  it('has the typed values of the directories that stand alone', () => {
    const { exif, gps } = readSync(whole());
    expect([exif?.Make, exif?.FNumber, gps?.GPSLatitudeRef]).toEqual(['Exifkit', 2.8, 'S']);
  });

  it.each([
    ['more chunks than there are bytes', 'co64', 8, be32(0x7fffffff)],
    ['more samples in a chunk than sizes', 'stsc', 16, be32(1000)],
    ['a track that ends beyond the file', 'trak', -4, be32(0x7fffffff)],
    ['a record of timed metadata without a size', '\x10\0\0\0\x03\0', 0, be32(0)],
  ])('is read with a warning where it states %s', (_, type, offset, bytes) => {
    const metadata = readSync(changed(whole(), type, offset, bytes));
    expect(metadata.warnings.length).toBeGreaterThan(0);
    expect(metadata.exif?.FNumber).toBe(2.8);
  });
});
