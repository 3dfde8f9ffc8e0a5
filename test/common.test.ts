// The view over all standards, with ExifTool's MWG composites as the judge.
import { read } from 'exifkit';
import { common, createEngine, exif as exifBlock, jpeg as jpegFormat, xmp as xmpBlock } from 'exifkit/parts';
import { readSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import {
  exif,
  exifItem,
  exifSegment,
  type Field,
  heif,
  hevcItem,
  imageResources,
  iptc,
  jpeg,
  md5,
  photoshopSegments,
  type Resource,
  rotation,
  type Segment,
  spatialExtents,
  utf8,
  xmpSegment,
} from '../fixtures/build/index.js';
import { judged } from './exiftool.js';

interface Said {
  readonly ifd0?: Field[];
  readonly exif?: Field[];
  readonly gps?: Field[];
  readonly iptc?: readonly (readonly [record: number, dataset: number, value: string])[];
  readonly digest?: 'right' | 'wrong';
  readonly xmp?: string;
}

function file({ ifd0, exif: own, gps, iptc: datasets, digest, xmp }: Said): Uint8Array {
  const segments: Segment[] = [];
  if (ifd0 || own || gps)
    segments.push(exifSegment(exif({ ifd0: ifd0 ?? [], ...(own && { exif: own }), ...(gps && { gps }) })));
  if (xmp !== undefined)
    segments.push(
      xmpSegment(
        utf8(
          '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
            '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"' +
            ` xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">${xmp}</rdf:Description></rdf:RDF></x:xmpmeta>`,
        ),
      ),
    );
  if (datasets) {
    const block = iptc([[1, 90, '\x1b%G'], ...datasets]);
    const resources: Resource[] = [[0x0404, block]];
    if (digest) resources.push([0x0425, digest === 'right' ? md5(block) : new Uint8Array(16)]);
    segments.push(...photoshopSegments(imageResources(resources)));
  }
  return jpeg({ segments });
}
const bag = (name: string, kind: string, ...items: string[]): string =>
  `<${name}><rdf:${kind}>${items.map((item) => `<rdf:li>${item}</rdf:li>`).join('')}</rdf:${kind}></${name}>`;
const alt = (name: string, text: string): string =>
  `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></${name}>`;

const inExif: Said = {
  ifd0: [
    [0x010e, 'ASCII', 'from EXIF'],
    [0x010f, 'ASCII', 'EK'],
    [0x0110, 'ASCII', 'EK-1'],
    [0x0112, 'SHORT', 6],
    [0x013b, 'ASCII', 'Ana; "Budi; Co"'],
    [0x8298, 'ASCII', '(c) EXIF'],
  ],
  exif: [
    [0x9003, 'ASCII', '2024:05:01 10:11:12'],
    [0x9011, 'ASCII', '+07:00'],
    [0x9291, 'ASCII', '345'],
    [0xa434, 'ASCII', 'EK 24-70mm'],
  ],
};
const inIptc: Said['iptc'] = [
  [2, 5, 'T IPTC'],
  [2, 25, 'k IPTC'],
  [2, 25, 'sea'],
  [2, 55, '20230405'],
  [2, 60, '060708+0100'],
  [2, 80, 'By IPTC'],
  [2, 90, 'Bandung'],
  [2, 95, 'Jabar'],
  [2, 101, 'Indonesia'],
  [2, 116, '(c) IPTC'],
  [2, 120, 'from IPTC'],
];
const inXmp =
  alt('dc:title', 'T XMP') +
  alt('dc:description', 'from XMP') +
  alt('dc:rights', '(c) XMP') +
  bag('dc:subject', 'Bag', 'k XMP', 'ü') +
  bag('dc:creator', 'Seq', 'By XMP', 'Two') +
  '<photoshop:DateCreated>2022-03-04T05:06:07.8-03:00</photoshop:DateCreated><xmp:Rating>4</xmp:Rating>' +
  '<photoshop:City>Ubud</photoshop:City>';

const cases: readonly (readonly [string, Said])[] = [
  ['EXIF alone', inExif],
  ['IPTC alone', { iptc: inIptc }],
  ['XMP alone', { xmp: inXmp }],
  ['all, with the right digest', { ...inExif, iptc: inIptc, digest: 'right', xmp: inXmp }],
  ['IPTC and XMP, without a digest', { iptc: inIptc, xmp: inXmp }],
  ['IPTC that was changed later', { iptc: inIptc, digest: 'wrong', xmp: inXmp }],
  [
    'blank EXIF',
    {
      ifd0: [
        [0x010e, 'ASCII', '    '],
        [0x013b, 'ASCII', ' '],
      ],
      xmp: inXmp,
    },
  ],
  [
    'IPTC that was cut off',
    {
      iptc: [
        [2, 25, 'k'.repeat(64)],
        [2, 120, 'x'.repeat(2000)],
      ],
      digest: 'wrong',
      xmp: bag('dc:subject', 'Bag', 'k'.repeat(80)) + alt('dc:description', 'x'.repeat(2500)),
    },
  ],
];

const many = (value: unknown): string[] | undefined =>
  value === undefined ? undefined : (Array.isArray(value) ? value : [value]).map(String);

describe('ExifTool reads the same by the rules of the MWG', () => {
  test.each(cases)('%s', (_, said) => {
    const bytes = file(said);
    const ours = readSync(bytes).common ?? {};
    const theirs = judged(bytes, '-use', 'MWG', '-api', 'CharsetEXIF=UTF8', '-MWG:all');
    const of = (name: string): string | undefined => {
      const value = theirs[`MWG:${name}`];
      return value === undefined ? undefined : String(value);
    };
    expect(ours).toEqual({
      ...ours,
      ...(of('Description') && { description: of('Description') }),
      ...(of('Copyright') && { copyright: of('Copyright') }),
      ...(of('Keywords') && { keywords: many(theirs['MWG:Keywords']) }),
      ...(of('Creator') && { creator: many(theirs['MWG:Creator']) }),
      ...(of('Rating') && { rating: theirs['MWG:Rating'] }),
    });
    expect(ours.taken?.replace('T', ' ').replaceAll('-', ':').slice(0, 19)).toBe(
      of('DateTimeOriginal')?.slice(0, 19),
    );
    expect(ours.place?.city).toBe(of('City'));
    expect(ours.place?.country).toBe(of('Country'));
  });
});

test('all of it, typed', () => {
  const gps: Field[] = [
    [1, 'ASCII', 'S'],
    [2, 'RATIONAL', [6, 1, 12, 1, 0, 1]],
    [3, 'ASCII', 'E'],
    [4, 'RATIONAL', [106, 1, 48, 1, 45, 1]],
    [5, 'BYTE', 0],
    [6, 'RATIONAL', [12, 1]],
  ];
  expect(readSync(file({ ...inExif, gps, iptc: inIptc, digest: 'right', xmp: inXmp })).common).toEqual({
    title: 'T XMP',
    description: 'from EXIF',
    keywords: ['k XMP', 'ü'],
    creator: ['Ana', 'Budi; Co'],
    copyright: '(c) EXIF',
    taken: '2024-05-01T10:11:12.345+07:00',
    camera: { make: 'EK', model: 'EK-1' },
    lens: 'EK 24-70mm',
    place: {
      ...{ latitude: -6.2, longitude: 106.8125, altitude: 12 },
      ...{ city: 'Ubud', state: 'Jabar', country: 'Indonesia' },
    },
    dimensions: { width: expect.any(Number), height: expect.any(Number) },
    rating: 4,
  });
});

test('without an offset none is told, without a day no more than the month', () => {
  const taken = (said: Said): string | undefined => readSync(file(said)).common?.taken;
  expect(taken({ exif: [[0x9003, 'ASCII', '2024:05:01 10:11:12']] })).toBe('2024-05-01T10:11:12');
  expect(taken({ exif: [[0x9003, 'ASCII', '0000:00:00 00:00:00']] })).toBeUndefined();
  expect(taken({ exif: [[0x9003, 'ASCII', '    :  :     :  :  ']] })).toBeUndefined();
  expect(taken({ iptc: [[2, 55, '20240500']] })).toBe('2024-05');
  expect(taken({ xmp: '<photoshop:DateCreated>2024</photoshop:DateCreated>' })).toBe('2024');
});

test('a picture turned by a quarter is as high as it is wide; the whole is undefined where nothing is told', async () => {
  const plain = jpeg();
  const { width, height } = readSync(plain).layout.picture;
  expect(readSync(plain).common).toEqual({ dimensions: { width, height } });
  const turned = await read(file({ ifd0: [[0x0112, 'SHORT', 8]] }));
  expect(turned.common?.dimensions).toEqual({ width: height, height: width });
});

test('HEIF is as high as it is wide where irot turns it by a quarter, whatever EXIF says', () => {
  for (const quarters of [0, 1, 2, 3]) {
    const picture = hevcItem({ properties: [spatialExtents(64, 32), { essential: rotation(quarters) }] });
    const orientation = exifItem(exif({ ifd0: [[0x0112, 'SHORT', 6]] }));
    const made = readSync(heif({ brand: 'heic', primary: 1, items: [picture, orientation] }));
    const { width, height } = made.layout.picture;
    const shown = quarters % 2 === 1 ? { width: height, height: width } : { width, height };
    expect(made.common?.dimensions).toEqual(shown);
    expect(width).not.toBe(height);
  }
});

test('an engine has it from the blocks that it has, and JSON does not say it twice', () => {
  const bytes = file({ ...inExif, xmp: inXmp });
  const small = createEngine({ formats: [jpegFormat], blocks: [exifBlock, xmpBlock, common] }).readSync(
    bytes,
  );
  expect(small.common).toMatchObject({ title: 'T XMP', description: 'from EXIF' });
  expect(JSON.parse(JSON.stringify(small))).not.toHaveProperty('common');
  expect(createEngine({ formats: [jpegFormat], blocks: [exifBlock] }).readSync(bytes)).not.toHaveProperty(
    'common',
  );
});
