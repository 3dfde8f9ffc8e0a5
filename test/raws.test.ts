// Raw files that are TIFF inside: what is asked for is taken out or set, all else is as ExifTool read it before.
import { readFileSync } from 'node:fs';
import { editSync, readSync, removeSync } from 'exifkit/sync';
import { expect, test } from 'vitest';
import { concat, le16, le32, tiffStructure } from '../fixtures/build/index.js';
import { judged } from './exiftool.js';

const pixels = Uint8Array.from({ length: 256 }, (_, i) => i);

/** A maker note of Canon's form, whose offsets count from the file's start; its text lies in its entry. */
const note = concat(le16(1), le16(7), le16(2), le32(4), 'fw1\0', le32(0));

/** As cameras lay raw files out: a small picture, the raw one in a SubIFD, EXIF with a note, GPS. */
const raw = tiffStructure({
  ifds: [
    [
      [0x00fe, 'LONG', 1],
      [0x0100, 'LONG', 16],
      [0x0101, 'LONG', 16],
      [0x0102, 'SHORT', 8],
      [0x0103, 'SHORT', 1],
      [0x0106, 'SHORT', 1],
      [0x010f, 'ASCII', 'Canon'],
      [0x0110, 'ASCII', 'Canon EOS FIXTURE'],
      [0x0111, 'LONG', { data: [pixels] }],
      [0x0115, 'SHORT', 1],
      [0x0116, 'LONG', 16],
      [0x0117, 'LONG', 256],
      [
        0x014a,
        'LONG',
        {
          ifds: [
            [
              [0x00fe, 'LONG', 0],
              [0x0100, 'LONG', 16],
              [0x0101, 'LONG', 16],
              [0x0102, 'SHORT', 8],
              [0x0103, 'SHORT', 1],
              [0x0106, 'SHORT', 32803],
              [0x0111, 'LONG', { data: [pixels.toReversed()] }],
              [0x0115, 'SHORT', 1],
              [0x0116, 'LONG', 16],
              [0x0117, 'LONG', 256],
            ],
          ],
        },
      ],
      [
        0x8769,
        'LONG',
        {
          ifds: [
            [
              [0x9003, 'ASCII', '2026:01:02 03:04:05'],
              [0x927c, 'UNDEFINED', note],
            ],
          ],
        },
      ],
      [
        0x8825,
        'LONG',
        {
          ifds: [
            [
              [0x0001, 'ASCII', 'N'],
              [0x0002, 'RATIONAL', [6, 1, 7, 1, 8, 1]],
            ],
          ],
        },
      ],
    ],
  ],
});

const files: readonly (readonly [string, Uint8Array])[] = [
  ['raw of a camera', raw],
  ['MOS', new Uint8Array(readFileSync(new URL('../fixtures/files/mos-leaf.mos', import.meta.url)))],
];

/** What ExifTool reads, without what follows from the file's length or was asked for. */
function others(bytes: Uint8Array, asked: RegExp): Record<string, unknown> {
  const tags = Object.entries(judged(bytes));
  return Object.fromEntries(
    tags.filter(([name]) => !/^(System|ExifTool):|Offset|OtherImageStart/.test(name) && !asked.test(name)),
  );
}

test.each(files)('%s: an artist and a title are set', (_, bytes) => {
  const made = editSync(bytes, { exif: { Artist: 'Ana' }, xmp: { dc: { title: 'Sea' } } }).bytes();
  expect(judged(made)).toMatchObject({ 'IFD0:Artist': 'Ana', 'XMP-dc:Title': 'Sea' });
  const asked = /Artist|XMP-/;
  expect(others(made, asked)).toEqual(others(bytes, asked));
  expect(Buffer.from(made).includes(Buffer.from(bytes.subarray(bytes.length - 64)))).toBe(true);
});

test('the raw of a camera states a place', () => {
  expect(readSync(raw).gps).toBeDefined();
});

test.each(files)('%s: the place goes alone', (_, bytes) => {
  const { bytes: made, imageDigest } = removeSync(bytes, { only: ['location'] });
  expect(readSync(made()).gps).toBeUndefined();
  expect(others(made(), /GPS/)).toEqual(others(bytes, /GPS/));
  const { before, after } = imageDigest();
  expect(after).toBe(before);
});
