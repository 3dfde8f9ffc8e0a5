import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSync } from '../../bytes/scan.js';
import { defaultLimits } from '../../limits.js';
import { FileBudget } from '../../read/budget.js';
import { type TestIfd, tiffBytes } from '../../structures/tiff/testing.js';
import type { Block, BlockRef, Context, Tag } from '../../types.js';
import { directPosition } from '../gps/direct.js';
import { gps } from '../gps/index.js';
import { exif, type LoadedExif } from './index.js';

const context: Context = {
  limits: defaultLimits,
  budget: new FileBudget(defaultLimits, () => {}),
  size: undefined,
  warn: () => {},
};
const prefix = 100;

function inJpeg(ifd: TestIfd, littleEndian = false): { refs: BlockRef[]; bytes: Uint8Array } {
  const tiff = tiffBytes(ifd, littleEndian);
  const bytes = new Uint8Array(prefix + tiff.length);
  bytes.set(tiff, prefix);
  return {
    bytes,
    refs: [{ kind: 'exif', ranges: [{ start: prefix, end: bytes.length }], path: 'jpeg/APP1' }],
  };
}

function load(ifd: TestIfd, littleEndian = false): LoadedExif {
  const { refs, bytes } = inJpeg(ifd, littleEndian);
  return runSync(exif.load(refs, context), bytes) as LoadedExif;
}

function texts(tags: readonly Tag[]): { [key: string]: unknown } {
  return Object.fromEntries(tags.map((tag) => [`${tag.group}:${tag.name}`, tag.text]));
}

const picture: TestIfd = {
  entries: [
    [0x10f, 2, 'Maker   '],
    [0x112, 3, [6]],
    [0x8298, 2, 'Photographer \0Editor'],
    [
      0x8769,
      4,
      {
        entries: [
          [0x829a, 5, [1, 250]],
          [0x829d, 5, [28, 10]],
          [0x9000, 7, [0x30, 0x32, 0x33, 0x32]],
          [0x9201, 10, [8, 1]],
          [0x9204, 10, [-1, 3]],
          [0x9209, 3, [0x19]],
          [0x920a, 5, [17, 4]],
          [0x9286, 7, new TextEncoder().encode('ASCII\0\0\0hello  ')],
          [0xa432, 5, [24, 1, 70, 1, 0, 0, 28, 10]],
          [0xa402, 3, [9]],
        ],
      },
    ],
  ],
};

describe('exif', () => {
  it('prints as ExifTool does', () => {
    expect(texts(load(picture).tags())).toMatchObject({
      'IFD0:Make': 'Maker',
      'IFD0:Orientation': 'Rotate 90 CW',
      'IFD0:Copyright': 'Photographer\nEditor',
      'ExifIFD:ExposureTime': '1/250',
      'ExifIFD:FNumber': '2.8',
      'ExifIFD:ExifVersion': '0232',
      'ExifIFD:ShutterSpeedValue': '1/256',
      'ExifIFD:ExposureCompensation': '-1/3',
      'ExifIFD:Flash': 'Auto, Fired',
      'ExifIFD:FocalLength': '4.2 mm',
      'ExifIFD:UserComment': 'hello',
      'ExifIFD:LensInfo': '24-70mm f/?-2.8',
      'ExifIFD:ExposureMode': 'Unknown (9)',
    });
  });

  it('gives typed values, without degenerate ones', () => {
    const values = load(picture, true).value();
    expect(values).toMatchObject({
      Make: 'Maker',
      Orientation: 6,
      ExposureTime: 1 / 250,
      FNumber: 2.8,
      ExifVersion: '0232',
    });
    expect(values?.ExposureCompensation).toBeCloseTo(-1 / 3);
    expect(values?.LensInfo).toEqual([24, 70, undefined, 2.8]);
  });

  it('finds the thumbnail and prints its place in the file', () => {
    const thumbnail: TestIfd = {
      entries: [
        [0x201, 4, [60]],
        [0x202, 4, [4]],
        [0x9999, 7, [0xff, 0xd8, 0xff, 0xdb, 0, 0]],
      ],
    };
    const loaded = load({ entries: [], next: thumbnail });
    expect(texts(loaded.tags())).toMatchObject({
      'IFD1:ThumbnailOffset': String(60 + prefix),
      'IFD1:ThumbnailImage': '(Binary data 4 bytes, use -b option to extract)',
    });
    expect(loaded.thumbnail?.ranges).toEqual([{ start: 160, end: 164 }]);
    expect(loaded.byteOrders).toEqual(['MM']);
  });

  it('names what lies nested, with the structure a maker note counts from', () => {
    const loaded = load({
      entries: [
        [0x10f, 2, 'Maker'],
        [0x2bc, 1, new Uint8Array(20)],
        [0x8769, 4, { entries: [[0x927c, 7, new Uint8Array(30)]] }],
      ],
    });
    expect(loaded.nested.map(({ kind, path, label }) => [kind, path, label])).toEqual([
      ['xmp', 'jpeg/APP1/IFD0', undefined],
      ['makernote', 'jpeg/APP1/ExifIFD', 'Maker'],
    ]);
    expect(loaded.nested[1]).toMatchObject({ length: 30, tiff: { base: prefix } });
  });

  it('never throws, whatever the bytes', () => {
    const { refs, bytes: sound } = inJpeg(picture);
    const change = fc.tuple(fc.integer({ min: prefix, max: sound.length - 1 }), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 16 }), (changes) => {
        const bytes = sound.slice();
        for (const [at, value] of changes) bytes[at] = value;
        for (const block of [exif, gps] as readonly Block[]) {
          const loaded = runSync(block.load(refs, context), bytes);
          loaded.value();
          for (const tag of loaded.tags()) expect(typeof tag.text).toBe('string');
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('entries of another type than the standard has', () => {
  const printed = (...entries: TestIfd['entries']): { [key: string]: unknown } =>
    texts(load({ entries }).tags());

  it('tells the bits of flags that are stored as text, as several numbers or as more than 31 bits', () => {
    expect(
      printed([0x124, 2, '5'], [0x125, 3, [0, 1]], [0x193, 12, [2 ** 65]], [0xbc04, 4, [0x8000_0001]]),
    ).toMatchObject({
      'IFD0:T4Options': '2-Dimensional encoding, Fill bits added',
      'IFD0:T6Options': '[32]',
      'IFD0:CodingMethods': expect.stringMatching(/^Unspecified compression, .*\[31\]$/),
      'IFD0:ImageType': 'Preview, [31]',
    });
  });

  it('keeps what GeoTIFF keys point into where there are no keys, and only there', () => {
    const values = [
      [0x87b0, 12, [1, 2]],
      [0x87b1, 2, 'WGS 84|'],
    ] as const;
    expect(printed(...values)).toEqual({
      'IFD0:GeoTiffDoubleParams': '(Binary data 18 bytes, use -b option to extract)',
      'IFD0:GeoTiffAsciiParams': '(Binary data 8 bytes, use -b option to extract)',
    });
    expect(printed([0x87af, 3, [1, 1, 0, 0]], ...values)).toEqual({});
  });

  it('prints a localized camera model without control characters', () => {
    expect(printed([0xc615, 2, 'A\nB\u00e9'])).toEqual({ 'IFD0:LocalizedCameraModel': 'A.B..' });
  });

  it('keeps the sign of 0 over a negative number', () => {
    expect(printed([0x9400, 10, [0, -10]], [0x920a, 11, [-0]])).toEqual({
      'IFD0:AmbientTemperature': '-0 C',
      'IFD0:FocalLength': '-0.0 mm',
    });
  });

  it('prints T-stops and frame rates that are no number or lie between two as C does', () => {
    expect(printed([0xc772, 5, [1, 0, 1, 8]], [0xc764, 10, [1, 0]])).toEqual({
      'IFD0:TStop': 'Inf-0.12',
      'IFD0:FrameRate': 'Inf',
    });
  });

  it('prints time codes whose date is none by their time', () => {
    const code = [1, 2, 3, 0x9f, 0x34, 0x12, 5, 0x80];
    expect(printed([0xc763, 1, code])).toEqual({ 'IFD0:TimeCodes': expect.stringMatching(/^1f:03:02\.01/) });
    expect(printed([0xc763, 2, '2020:01:02 03:04:05'])['IFD0:TimeCodes']).toBe('');
  });

  it('prints halves of UCS-2 pairs as the bytes they are', () => {
    expect(printed([0x9c9d, 1, [0x41, 0, 0x3d, 0xd8, 0x42, 0, 0xff, 0xff]])).toEqual({
      'IFD0:XPAuthor': 'A???B???',
    });
  });

  it('gives the last typed value of each name but of weak ones, in an object without inherited names', () => {
    const values = load({
      entries: [
        [0x112, 3, [6]],
        [0x112, 3, [1]],
        [0x131, 2, 'first'],
        [0x131, 2, 'second'],
      ],
    }).value();
    expect({ ...values }).toEqual({ Orientation: 6, Software: 'second' });
    expect('toString' in (values ?? {})).toBe(false);
  });

  it('gives a typed value of another id with the same name only where it is of the type of that name', () => {
    const { refs, bytes } = inJpeg({ entries: [[0xfe54, 2, 'Contrast: +2']] });
    const loaded = runSync(exif.load(refs, context), bytes) as LoadedExif;
    expect(texts(loaded.tags())).toEqual({ 'IFD0:Contrast': '+2' });
    expect(loaded.value()?.Contrast).toBeUndefined();
  });
});

const place: TestIfd = {
  entries: [
    [
      0x8825,
      4,
      {
        entries: [
          [0, 1, [2, 3, 0, 0]],
          [1, 2, 'S'],
          [2, 5, [48, 1, 49, 1, 1950, 100]],
          [3, 2, 'E'],
          [4, 5, [2, 1, 30, 1, 0, 1]],
          [5, 1, [1]],
          [6, 5, [125, 10]],
          [7, 5, [7, 1, 5, 1, 3025, 100]],
          [29, 2, '2020:01:02'],
        ],
      },
    ],
  ],
};

describe('gps', () => {
  it('prints as ExifTool does', () => {
    const { refs, bytes } = inJpeg(place);
    expect(texts(runSync(gps.load(refs, context), bytes).tags())).toEqual({
      'GPS:GPSVersionID': '2.3.0.0',
      'GPS:GPSLatitudeRef': 'South',
      'GPS:GPSLatitude': '48 deg 49\' 19.50"',
      'GPS:GPSLongitudeRef': 'East',
      'GPS:GPSLongitude': '2 deg 30\' 0.00"',
      'GPS:GPSAltitudeRef': 'Below Sea Level',
      'GPS:GPSAltitude': '12.5 m',
      'GPS:GPSTimeStamp': '07:05:30.25',
      'GPS:GPSDateStamp': '2020:01:02',
    });
  });

  it('parts several numbers where one is expected by spaces, and takes the sign off degrees', () => {
    const { refs, bytes } = inJpeg({
      entries: [
        [
          0x8825,
          4,
          {
            entries: [
              [0, 12, [2, 1e15]],
              [2, 10, [-6, 1, -30, 1, 0, 1]],
              [6, 5, [1, 8, 10, 1]],
              [31, 4, [3, 4]],
            ],
          },
        ],
      ],
    });
    expect(texts(runSync(gps.load(refs, context), bytes).tags())).toEqual({
      'GPS:GPSVersionID': '2.1e+15',
      'GPS:GPSLatitude': '6 deg 30\' 0.00"',
      'GPS:GPSAltitude': '0.125 10 m',
      'GPS:GPSHPositioningError': '3 4 m',
    });
  });

  it('gives no typed values where none of the directory can be read', () => {
    const { refs, bytes } = inJpeg({ entries: [[0x8825, 4, { entries: [[0x01, 3, [7]]] }]] });
    expect(runSync(gps.load(refs, context), bytes).value()).toBeUndefined();
  });

  it('gives the place with its signs', () => {
    const { refs, bytes } = inJpeg(place, true);
    const { start, end } = refs[0]!.ranges[0]!;
    const found = directPosition(bytes, start, end);
    expect(found).toMatchObject({ longitude: 2.5, altitude: -12.5 });
    expect(found).toHaveProperty('latitude', expect.closeTo(-48.82208333, 8));
  });
});

describe('GPS directories that are not where they belong', () => {
  const place = (degrees: number): TestIfd => ({
    entries: [
      [1, 2, 'N'],
      [2, 5, [degrees, 1, 0, 1, 0, 1]],
    ],
  });
  const latitudes = (ifd: TestIfd): { tags: unknown[]; value: unknown } => {
    const { refs, bytes } = inJpeg(ifd);
    const { handedOn } = runSync(exif.load(refs, context), bytes);
    const loaded = runSync(gps.load([...refs, ...(handedOn ?? [])], context), bytes);
    const tags = loaded.tags().filter(({ name }) => name === 'GPSLatitude');
    return { tags: tags.map(({ value }) => value), value: loaded.value()?.GPSLatitude };
  };

  it('are read from the thumbnail’s and from any other directory', () => {
    const thumbnail: TestIfd = { entries: [[0x8825, 4, place(10)]] };
    expect(latitudes({ entries: [[0x112, 3, [6]]], next: thumbnail })).toEqual({ tags: [10], value: 10 });
    const interop: TestIfd = { entries: [[0xa005, 4, { entries: [[0x8825, 4, place(20)]] }]] };
    expect(latitudes({ entries: [[0x8769, 4, interop]] })).toEqual({ tags: [20], value: 20 });
  });

  it('count in the order in which they are met, each once', () => {
    const picture: TestIfd = {
      entries: [
        [0x8769, 4, { entries: [[0x8825, 4, place(20)]] }],
        [0x8825, 4, place(10)],
      ],
      next: { entries: [[0x8825, 4, place(30)]] },
    };
    expect(latitudes(picture)).toEqual({ tags: [20, 10, 30], value: 30 });
  });
});
