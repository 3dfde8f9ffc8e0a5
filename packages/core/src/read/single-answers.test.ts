// The single answers: place, orientation and thumbnail, against what the fixtures hold.
import { readdirSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { exifSegment, type Field, jpeg, tiffStructure } from '../../../../fixtures/build/index.js';
import { directPosition } from '../blocks/gps/direct.js';
import { readGps as readGpsAlone } from '../gps.js';
import {
  gpsPosition,
  readGps,
  readGpsSync,
  readJpegGps,
  readOrientation,
  readOrientationSync,
  readSync,
  readThumbnail,
  readThumbnailSync,
} from '../index.js';

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../../../../fixtures/files/${name}`, import.meta.url)));

const withGps = [
  'jpeg-all-blocks.jpg',
  'png-exif.png',
  'tiff-all-blocks.tif',
  'heic-exif-xmp.heic',
  'webp-all-blocks.webp',
];

describe('readGps', () => {
  test.each(withGps)('gives signed degrees and metres of %s, from memory and from a Blob', async (name) => {
    const position = readGpsSync(fixture(name));
    expect(position).toMatchObject({ latitude: expect.any(Number), longitude: expect.any(Number) });
    expect(await readGps(new Blob([fixture(name)]))).toEqual(position);
  });

  test('fetches its walk at the door exifkit/gps, where it is the same in every fixture', async () => {
    for (const name of readdirSync(new URL('../../../../fixtures/files/', import.meta.url))) {
      const answer = (read: typeof readGps) => read(new Blob([fixture(name)])).catch(({ code }) => code);
      expect(await answer(readGpsAlone), name).toEqual(await answer(readGps));
    }
  });

  test('has a small brother for JPEG alone', () => {
    const bytes = fixture('jpeg-all-blocks.jpg');
    expect(readJpegGps(bytes)).toEqual(readGpsSync(bytes));
    expect(readJpegGps(fixture('jpeg-minimal.jpg'))).toBeUndefined();
    expect(readJpegGps(fixture('png-exif.png'))).toBeUndefined();
  });

  describe('where IFD0 and its ExifIFD point to no GPS', () => {
    const gps: Field[] = [
      [1, 'ASCII', 'S'],
      [2, 'RATIONAL', [8, 1, 30, 1, 0, 1]],
      [3, 'ASCII', 'E'],
      [4, 'RATIONAL', [115, 1, 0, 1, 0, 1]],
    ];
    const pointer: Field = [0x8825, 'LONG', { ifds: [gps] }];
    const orientation: Field = [0x112, 'SHORT', [1]];
    const below = (id: number, fields: Field[]): Field => [id, 'LONG', { ifds: [fields] }];
    const interop: Field = [1, 'ASCII', 'R98'];
    const subIfds: Field = [0x14a, 'LONG', { ifds: [[orientation], [pointer]] }];
    const directories: { readonly [place: string]: readonly Field[][] } = {
      IFD1: [[orientation], [pointer]],
      IFD2: [[orientation], [orientation], [pointer]],
      'the InteropIFD': [[orientation, below(0x8769, [below(0xa005, [interop, pointer])])]],
      'the InteropIFD of IFD0': [[orientation, below(0xa005, [interop, pointer])]],
      'a SubIFD': [[orientation, subIfds]],
      'a SubIFD of IFD1': [[orientation], [subIfds]],
    };
    test.each(Object.keys(directories))('reads that of %s, as m.gps does', async (place) => {
      const structure = tiffStructure({ ifds: directories[place]! as Field[][], littleEndian: true });
      const bytes = new Uint8Array(jpeg({ segments: [exifSegment(structure)] }));
      const position = { latitude: -8.5, longitude: 115 };
      expect(gpsPosition(readSync(bytes).gps)).toEqual(position);
      expect(readGpsSync(bytes)).toEqual(position);
      expect(await readGps(new Blob([bytes]))).toEqual(position);
    });

    test('a camera’s photo without GPS is answered without a walk', () => {
      const ifds = [[orientation, below(0x8769, [below(0xa005, [interop])])], [orientation]];
      const structure = tiffStructure({ ifds, littleEndian: true });
      expect(directPosition(structure, 0, structure.length)).toBe('none');
    });
  });

  test('is undefined where there is none, and rejects what is no picture', async () => {
    expect(readGpsSync(fixture('jpeg-minimal.jpg'))).toBeUndefined();
    await expect(readGps(new Uint8Array(100))).rejects.toMatchObject({ code: 'unsupported-format' });
  });

  test('is the same straight from the bytes and by the walk, in every fixture', async () => {
    const files = readdirSync(new URL('../../../../fixtures/files/', import.meta.url));
    let found = 0;
    for (const name of files) {
      const position = readGpsSync(fixture(name));
      expect(await readGps(new Blob([fixture(name)])), name).toEqual(position);
      if (position) found++;
    }
    expect(found).toBeGreaterThan(5);
  });

  test('signs by the references, and knows no place off the globe', () => {
    const tags = { GPSLatitude: 6.5, GPSLatitudeRef: 'S', GPSLongitude: 106.75, GPSLongitudeRef: 'W' };
    expect(gpsPosition({ ...tags, GPSAltitude: 8, GPSAltitudeRef: 1 })).toEqual({
      latitude: -6.5,
      longitude: -106.75,
      altitude: -8,
    });
    expect(gpsPosition({ ...tags, GPSLatitude: 91 })).toBeUndefined();
    expect(gpsPosition({ GPSLatitude: 1 })).toBeUndefined();
  });
});

describe('readOrientation', () => {
  test('gives 1 to 8, or nothing', async () => {
    expect(await readOrientation(fixture('jpeg-orientation.jpg'))).toBe(
      (await sharp(fixture('jpeg-orientation.jpg')).metadata()).orientation,
    );
    expect(await readOrientation(fixture('jpeg-minimal.jpg'))).toBeUndefined();
  });
});

test('what is read straight from the bytes is what the walk reads, in every fixture', () => {
  const files = readdirSync(new URL('../../../../fixtures/files/', import.meta.url));
  let found = 0;
  for (const name of files) {
    const bytes = fixture(name);
    const said = readSync(bytes).exif?.Orientation;
    const orientation = readOrientationSync(bytes);
    expect(orientation, name).toBe(said !== undefined && said >= 1 && said <= 8 ? said : undefined);
    if (orientation) found++;
  }
  expect(found).toBeGreaterThan(10);
});

describe('readThumbnail', () => {
  test('gives a JPEG that decodes, and where it lies', async () => {
    const bytes = fixture('jpeg-all-blocks.jpg');
    const thumbnail = await readThumbnail(new Blob([bytes]));
    expect(thumbnail?.mimeType).toBe('image/jpeg');
    expect((await sharp(thumbnail!.bytes).metadata()).format).toBe('jpeg');
    expect(readThumbnailSync(bytes)).toEqual(thumbnail);
    expect(bytes.subarray(thumbnail!.range!.start, thumbnail!.range!.end)).toEqual(thumbnail!.bytes);
  });

  test('is undefined where there is none', async () => {
    expect(await readThumbnail(fixture('png-minimal.png'))).toBeUndefined();
  });
});
