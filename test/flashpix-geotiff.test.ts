// FlashPix extensions and GeoTIFF keys in many forms, read as ExifTool reads them.
import { readSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import {
  concat,
  type Field,
  flashPixSegments,
  jpeg,
  le16,
  le32,
  type OleProperty,
  olePropertySet,
  oleText,
  oleTime,
  oleWideText,
  tiff,
} from '../fixtures/build/index.js';
import { judged } from './exiftool.js';

/** Tags of some groups, as texts: all of one name in their order. */
function ours(file: Uint8Array, groups: RegExp): string[] {
  return readSync(file)
    .tags()
    .filter(({ group }) => groups.test(group))
    .map(({ group, name, text }) => `${group}:${name} ${JSON.stringify([text].flat().map(String))}`)
    .sort();
}

/** The same by ExifTool. */
function theirs(file: Uint8Array, groups: RegExp): string[] {
  return Object.entries(judged(file, '-G1:4'))
    .map(([key, value]) => ({ key: key.replace(/:Copy\d+/, ''), value }))
    .filter(({ key }) => groups.test(key.split(':')[0]!))
    .map(({ key, value }) => `${key} ${JSON.stringify([value].flat().map(String))}`)
    .sort();
}

describe('FlashPix', () => {
  const groups = /^FlashPix$/;
  const classId = Uint8Array.from({ length: 16 }, (_, i) => 0xa0 + i);
  const extension: OleProperty[] = [
    [1, 'I2', le16(1252)],
    [0x10000000, 'UI4', concat(le32(1), le32(7)), 2],
    [0x10001, 'LPWSTR', oleWideText('Screen nail')],
    [0x10002, 'CLSID', classId],
    [0x10003, 'I2', le16(2)],
    [0x10004, 'FILETIME', oleTime(126_000_000_000_000_000n)],
    [0x10005, 'FILETIME', oleTime(0n)],
    [0x10006, 'LPWSTR', oleWideText('A camera')],
    [0x10007, 'LPWSTR', oleWideText('Presized image for LCD display')],
    [0x11000, 'LPWSTR', concat(le32(2), oleWideText('/.Screen Nail_a'), oleWideText('/b')).subarray(4), 2],
    [0x12001, 'UI4', le32(12)],
    [0x7, 'LPSTR', oleText('of no extension')],
  ];
  const list = { path: '/\x05Extension List', data: olePropertySet(...extension) };
  const preview = concat(new Uint8Array(28), [0xff, 0xd8, 0xff, 0xdb], new Uint8Array(90), [0xff, 0xd9]);
  const nail = { path: '/\x05Screen Nail_bd0100609719a180', data: preview };
  const audio = {
    path: '/\x05Audio Info',
    data: olePropertySet([1, 'I2', le16(1200)], [2, 'I4', le32(5)]),
  };
  const sound = { path: '/Audio Stream 000001', data: concat(new Uint8Array(28), 'RIFF of some length') };
  const storage = { path: '/Audio 000001' };

  test.each<[string, Parameters<typeof flashPixSegments>]>([
    ['an extension list', [[list]]],
    ['a screen nail', [[list, nail]]],
    ['streams in small pieces', [[list, nail], 37]],
    ['sounds in their storage', [[storage, audio, sound]]],
    ['all of them', [[list, storage, nail, audio, sound], 100]],
    ['a stream that is empty', [[{ path: '/\x05Extension List', data: '' }, nail]]],
    ['a stream of no standard', [[{ path: '/something/else', data: 'of somebody' }, list]]],
  ])('%s', (_, input) => {
    const file = jpeg({ segments: flashPixSegments(...input) });
    expect(theirs(file, groups).length + Number(input[0].length === 0)).toBeGreaterThan(0);
    expect(ours(file, groups)).toEqual(theirs(file, groups));
  });

  test.each<[string, OleProperty[]]>([
    ['small numbers', [[0x10003, 'BOOL', le16(0)]]],
    ['a persistence of no name', [[0x10003, 'I2', le16(9)]]],
    ['real numbers', [[0x12001, 'R4', [0, 0, 0x80, 0x3f]]]],
    ['narrow text', [[0x10001, 'LPSTR', oleText('narrow')]]],
    ['text of no letters', [[0x10001, 'LPWSTR', oleWideText('')]]],
    ['a date of days', [[0x10004, 'DATE', [0, 0, 0, 0, 0x80, 0xd0, 0xe2, 0x40]]]],
    ['no day', [[0x10004, 'DATE', new Uint8Array(8)]]],
    ['properties of a set', [[0x13001, 'UI4', concat(le32(3), le32(4)), 2]]],
  ])('%s in a property set', (_, properties) => {
    const data = olePropertySet([1, 'I2', le16(1252)], ...properties);
    const file = jpeg({ segments: flashPixSegments([{ path: '/\x05Extension List', data }]) });
    expect(ours(file, groups)).toEqual(theirs(file, groups));
  });

  test('what is cut off is left out', () => {
    const [first, second] = flashPixSegments([list]);
    const cut = (data: Uint8Array | undefined, less: number): [number, Uint8Array] => [
      0xe2,
      data!.subarray(0, -less),
    ];
    for (const less of [1, 20, 100, 200]) {
      const file = jpeg({ segments: [first!, cut(second?.[1], less)] });
      expect(ours(file, groups).filter((line) => !theirs(file, groups).includes(line))).toEqual([]);
    }
    expect(ours(jpeg({ segments: [cut(first?.[1], 9), second!] }), groups)).toEqual([]);
  });
});

describe('GeoTIFF', () => {
  const groups = /^(GeoTiff|IFD0)$/;
  const doubles: Field = [0x87b0, 'DOUBLE', [6378137, 298.257222101, 0.9996, -3, 500000]];
  const texts: Field = [0x87b1, 'ASCII', 'UTM zone 32N|ETRS89|GRS 1980, in metres|'];
  const keys = (...list: readonly (readonly number[])[]): Field => [
    0x87af,
    'SHORT',
    [1, 1, 1, list.length, ...list.flat()],
  ];
  const plain = [
    [1024, 0, 1, 1],
    [1025, 0, 1, 2],
    [2048, 0, 1, 4258],
    [2049, 34737, 7, 13],
    [2054, 0, 1, 9102],
    [2057, 34736, 1, 0],
    [2059, 34736, 1, 1],
    [3072, 0, 1, 25832],
    [3073, 34737, 13, 0],
    [3076, 0, 1, 9001],
    [4096, 0, 1, 5703],
  ];

  test.each<[string, Field[]]>([
    ['a projected system', [keys(...plain), doubles, texts]],
    ['one of the user', [keys([1024, 0, 1, 32767], [3072, 0, 1, 32767], [3075, 0, 1, 1]), doubles]],
    ['codes of no name', [keys([1024, 0, 1, 9], [3072, 0, 1, 65000], [60000, 0, 1, 1])]],
    ['several numbers of a key', [keys([2062, 34736, 3, 2]), doubles]],
    ['values among the keys', [keys([1024, 34735, 1, 5], [3076, 34735, 2, 8])]],
    ['a text without its sign of the end', [keys([1026, 34737, 8, 0]), texts]],
    ['a text behind the end', [keys([1026, 34737, 90, 0], [3076, 0, 1, 9001]), texts]],
    ['numbers behind the end', [keys([2057, 34736, 2, 4], [3076, 0, 1, 9001]), doubles]],
    ['numbers and texts that are not there', [keys([2057, 34736, 1, 0], [1026, 34737, 4, 0])]],
    ['one key twice', [keys([1024, 0, 1, 1], [1024, 0, 1, 2])]],
    ['no key', [keys()]],
    ['more keys than there are', [[0x87af, 'SHORT', [1, 1, 0, 9, 1024, 0, 1, 1]]]],
    ['a directory that is cut off', [[0x87af, 'SHORT', [1, 1, 0]]]],
    [
      'places of pixels',
      [
        [0x830e, 'DOUBLE', [10, 10.5, 0]],
        [0x8482, 'DOUBLE', [0, 0, 0, 500000.25, 9000000, 0]],
        [0x85d8, 'DOUBLE', [1, 0, 0, 2, 0, 1, 0, 3, 0, 0, 1, 4, 0, 0, 0, 1]],
        keys([1025, 0, 1, 1]),
      ],
    ],
  ])('%s', (_, fields) => {
    const sorted = fields.toSorted(([a], [b]) => Number(a) - Number(b));
    for (const littleEndian of [false, true]) {
      const file = tiff({ littleEndian, pages: [{ fields: sorted }] });
      expect(ours(file, groups)).toEqual(theirs(file, groups));
    }
  });
});
