// What was asked to stay and cannot is a warning, wherever a reader finds it; what lies in another block stays.
import { expect, test } from 'vitest';
import {
  be16,
  box,
  concat,
  exif,
  exifItem,
  exifSegment,
  heif,
  hevcItem,
  imageResources,
  iptc,
  jpeg,
  photoshopSegments,
  png,
  rawProfileChunk,
  tiffStructure,
  xmpSegment,
} from '../../../../../fixtures/build/index.js';
import { readSync } from '../../read/read-sync.js';
import type { Keep } from '../policy.js';
import { removeSync } from '../remove-sync.js';

const upright = [0x0112, 'SHORT', 6] as const;
const artist = [0x013b, 'ASCII', 'SOMEBODY'] as const;
const taken = [0x9003, 'ASCII', '2013:07:08 09:10:11'] as const;
const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>SOMEBODY</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`;
const datasets = iptc([[2, 80, 'SOMEBODY']]);
const ifds = (...chain: Parameters<typeof tiffStructure>[0]['ifds'][number][]) =>
  jpeg({ segments: [exifSegment(tiffStructure({ ifds: chain }))] });

function kept(file: Uint8Array, keep: Keep): { text: string; warnings: readonly string[] } {
  const cleaned = removeSync(file, { keep: [keep] });
  const again = removeSync(cleaned.bytes(), { keep: [keep] });
  expect(again.report.removed).toEqual([]);
  const tags = [...readSync(cleaned.bytes()).tags()].map(({ text }) => String(text));
  return { text: tags.join('\n'), warnings: cleaned.report.warnings.map(({ message }) => message) };
}

test.each<[string, Keep, Uint8Array, RegExp]>([
  ['a further directory', 'creator', ifds([upright], [artist]), /^Artist of IFD1 cannot be kept/],
  [
    'a directory below',
    'creator',
    ifds([upright, [0x014a, 'LONG', { ifds: [[artist]] }]]),
    /^Artist of SubIFD cannot/,
  ],
  [
    'the interoperability directory',
    'creator',
    ifds([[0x8769, 'LONG', { ifds: [[[0xa005, 'LONG', { ifds: [[artist]] }]]] }]]),
    /^Artist of InteropIFD cannot/,
  ],
  [
    'the EXIF of another picture',
    'dates',
    heif({
      items: [
        hevcItem(),
        exifItem(exif({ exif: [taken] }), { references: { cdsc: [1] } }),
        exifItem(exif({ exif: [[0x9003, 'ASCII', '2014:07:08 09:10:11']] }), {
          id: 12,
          references: { cdsc: [1] },
        }),
      ],
    }),
    /^DateTimeOriginal of ExifIFD cannot/,
  ],
  [
    'image resources',
    'thumbnail',
    jpeg({ segments: photoshopSegments(imageResources([[0x040c, concat(new Uint8Array(28), 'picture')]])) }),
    /^thumbnail was asked to stay/,
  ],
])('a loss is a warning: %s', (_, name, file, message) => {
  expect(kept(file, name).warnings).toEqual([expect.stringMatching(message)]);
});

test.each<[string, Uint8Array]>([
  ['XMP in EXIF', ifds([[0x02bc, 'BYTE', new TextEncoder().encode(packet)]])],
  ['IPTC in EXIF', ifds([[0x83bb, 'UNDEFINED', datasets]])],
  ['image resources in EXIF', ifds([[0x8649, 'UNDEFINED', imageResources([[0x0404, datasets]])]])],
  [
    'XMP in image resources',
    jpeg({ segments: photoshopSegments(imageResources([[0x0424, new TextEncoder().encode(packet)]])) }),
  ],
  ...['exif', 'EXIF', 'APP1', 'app1'].flatMap((type): [string, Uint8Array][] =>
    ['Exif\0\0', ''].map((header) => [
      `a PNG text of profile ${type} ${header ? 'with' : 'without'} the name of JPEG`,
      png({ chunks: [rawProfileChunk(type, concat(header, exif({ ifd0: [artist] })))] }),
    ]),
  ),
])('stays without a warning: %s', (_, file) => {
  expect(kept(file, 'creator')).toEqual({ text: expect.stringContaining('SOMEBODY'), warnings: [] });
  expect(kept(file, 'copyright').text).not.toContain('SOMEBODY');
});

test('what two standards say in their own forms is no loss', () => {
  const both = [
    exifSegment(exif({ ifd0: [[0x013b, 'ASCII', 'A; B']], exif: [taken] })),
    ...photoshopSegments(
      imageResources([
        [
          0x0404,
          iptc([
            [1, 0, be16(4)],
            [2, 55, '20130708'],
            [2, 60, '091011+0200'],
            [2, 80, 'A'],
            [2, 80, 'B'],
          ]),
        ],
      ]),
    ),
  ];
  for (const name of ['creator', 'dates'] as const)
    expect(kept(jpeg({ segments: both }), name).warnings).toEqual([]);
});

test('a resolution stays in XMP too', () => {
  const text = packet.replace(
    'rdf:about=""',
    'rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:XResolution="4380/10"',
  );
  expect(kept(jpeg({ segments: [xmpSegment(text)] }), 'resolution')).toEqual({
    text: expect.stringMatching(/^438$/m),
    warnings: [],
  });
});

test('dates of boxes go with a warning', () => {
  const header = concat([0, 0, 0, 0, 0xce, 0, 0, 0, 0xce, 0, 0, 0], new Uint8Array(88));
  const file = heif({ items: [hevcItem()], extra: [box('moov', box('mvhd', header))] });
  expect(kept(file, 'dates').warnings).toEqual([expect.stringMatching(/CreateDate.* of QuickTime cannot/)]);
});
