// Values that few files have, against what ExifTool prints of them.
import { numericText, type Tag } from 'exifkit';
import { readSync } from 'exifkit/sync';
import { expect, test } from 'vitest';
import {
  be16,
  be32,
  concat,
  exif,
  exifSegment,
  imageResources,
  iptc,
  jfif,
  jpeg,
  png,
  rawProfileChunk,
  tiff,
  utf8,
  xmpSegment,
} from '../fixtures/build/index.js';
import { exiftoolLines, tagLines } from './as-printed.js';
import { judged } from './exiftool.js';

const worked = /^(File|ExifTool|Composite):/;

/** What ExifTool prints of these bytes and what exifkit reads there, but for what is worked out. */
function both(bytes: Uint8Array, numeric = false): { theirs: string[]; mine: string[] } {
  const printed = judged(bytes, '-G:0:1:4', ...(numeric ? ['-n'] : []));
  const tags = readSync(bytes)
    .tags()
    .map(({ family, group, name, id, value, text }): Tag => ({ family, group, name, id, value, text }));
  const shown = numeric ? tags.map((tag) => ({ ...tag, text: numericText(tag) })) : tags;
  const inOrder = (lines: string[]): string[] => lines.filter((line) => !worked.test(line)).sort();
  return { theirs: inOrder(exiftoolLines(printed)), mine: inOrder(tagLines(shown)) };
}

test.each([true, false])(
  'the sequence and the dynamic range of DNG 1.7, little-endian: %s',
  (littleEndian) => {
    const dng = (sequence: Uint8Array, range: Uint8Array) =>
      both(
        tiff({
          littleEndian,
          pages: [
            {
              fields: [
                [0xc612, 'BYTE', [1, 7, 0, 0]],
                [0xcd44, 'UNDEFINED', sequence],
                [0xcd47, 'UNDEFINED', range],
              ],
            },
          ],
        }),
      );
    const whole = dng(
      concat('id-1\0HDR\0\0', [0, 0, 0, 1, 0, 0, 0, 3, 1]),
      concat([0, 1, 0, 1], [0x40, 0, 0, 0]),
    );
    expect(whole.mine).toEqual(whole.theirs);
    expect(whole.mine.filter((line) => line.startsWith('DNG:'))).toHaveLength(9);
    const short = dng(concat('id-1\0HDR'), concat([0, 1, 0]));
    expect(short.mine).toEqual(short.theirs);
    expect(short.mine.filter((line) => line.startsWith('DNG:'))).toHaveLength(3);
  },
);

const list = (name: string, ...items: string[]) =>
  `<${name}><rdf:Seq>${items.map((item) => `<rdf:li>${item}</rdf:li>`).join('')}</rdf:Seq></${name}>`;

test.each([false, true])(
  'YCbCrSubSampling in XMP is one text printed, a list of numbers in itself: %s',
  (numeric) => {
    const packet =
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ' +
      'xmlns:exifEX="http://cipa.jp/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/">' +
      list('tiff:YCbCrSubSampling', '2', '1') +
      list('exifEX:LensSpecification', '24/1', '70/1', '28/10', '0/0') +
      '</rdf:Description></rdf:RDF>';
    const { theirs, mine } = both(jpeg({ segments: [xmpSegment(utf8(packet))] }), numeric);
    expect(mine).toEqual(theirs);
    expect(mine).toHaveLength(2);
  },
);

test.each([
  ['of three bytes', Uint8Array.of(0, 2, 0)],
  ['of letters', utf8('AB')],
  ['larger than its bytes', Uint8Array.of(0, 9, 0, 9, 1)],
  ['of digits', utf8('0201011')],
])('a colour filter pattern %s, as it is printed and in itself', (_, pattern) => {
  for (const littleEndian of [true, false]) {
    const block = exif({ exif: [[0xa302, 'UNDEFINED', pattern]], littleEndian });
    for (const numeric of [true, false]) {
      const { theirs, mine } = both(jpeg({ segments: [exifSegment(block)] }), numeric);
      expect(mine.filter((line) => line.includes('CFAPattern'))).toHaveLength(1);
      expect(mine).toEqual(theirs);
    }
  }
});

test('of several blocks of IPTC in PNG the one of the first chunk is the main one', () => {
  const titled = (title: string) => iptc([[2, 5, title]]);
  const plain = rawProfileChunk('iptc', titled('plain'));
  const inResources = rawProfileChunk('8bim', imageResources([[0x404, titled('in resources')]]));
  const inExif: readonly [string, Uint8Array] = [
    'eXIf',
    exif({ ifd0: [[0x83bb, 'UNDEFINED', titled('in EXIF')]] }),
  ];
  for (const chunks of [
    [plain, inResources],
    [inResources, plain],
    [inExif, plain],
    [plain, inExif],
    [inResources, inExif, plain],
  ]) {
    const { theirs, mine } = both(png({ chunks }));
    const titles = (lines: string[]) => lines.filter((line) => line.startsWith('IPTC:'));
    expect(titles(mine)).toHaveLength(chunks.length);
    expect(titles(mine)).toEqual(titles(theirs));
  }
});

test('GoPro: fixed-point numbers of 64 bits, and structures by the types that TYPE lists', () => {
  const element = (key: string, type: string, size: number, count: number, data: Uint8Array) =>
    concat(key, type, [size], be16(count), data, new Uint8Array(-data.length & 3));
  const float = (value: number) => new Uint8Array(Float32Array.of(value).buffer).reverse();
  const gopro = concat(
    'GoPro\0',
    element('SROT', 'Q', 8, 2, concat(be32(0xffffffff), be32(0x80000000), be32(2), be32(0x19999999))),
  );
  const typed = (members: string, key: string, size: number, count: number, data: Uint8Array) =>
    concat(
      'GoPro\0',
      element('TYPE', 'c', 1, members.length, utf8(members)),
      element(key, '?', size, count, data),
    );
  for (const [bytes, wanted] of [
    [gopro, 'SensorReadoutTime = -0.5 2.0999999999'],
    [
      typed('SfL', 'HUES', 10, 2, concat(be16(5), float(1), be32(9), be16(6), float(0.5), be32(10))),
      'PredominantHue = [5 1 9,6 0.5 10]',
    ],
    [
      typed('SFGc', 'HUES', 23, 1, concat(be16(5), 'abcdABCDEFGHIJKLMNOPx')),
      'PredominantHue = 5 abcd ABCDEFGHIJKLMNOP x',
    ],
    [typed('SfL', 'HUES', 6, 1, concat(be16(5), float(1))), 'PredominantHue = 5 1'],
    [typed('ff', 'SHUT', 8, 1, concat(float(1), float(0.004))), 'ExposureTimes = 1 1/250'],
  ] as const) {
    // behind JFIF, which makes ExifTool read all that follows as big-endian
    const { theirs, mine } = both(jpeg({ segments: [jfif(), [0xe6, bytes]] }));
    expect(mine).toContain(`APP6:GoPro:${wanted}`);
    expect(mine).toEqual(theirs);
  }
});
