// Blocks under odd names: keywords in any case, profiles of any name, chunks, items and boxes that nobody knows.
import { expect, test } from 'vitest';
import {
  compressedTextChunk,
  concat,
  exif,
  exifSegment,
  gif,
  heif,
  hevcItem,
  imageResources,
  internationalTextChunk,
  iptc,
  jpeg,
  photoshopSegments,
  png,
  rawProfileChunk,
  subBlocks,
  textChunk,
  uuidBox,
  webp,
  xmpExtension,
  xmpItem,
  xmpSegment,
} from '../../../../../fixtures/build/index.js';
import { removeSync } from '../remove-sync.js';

const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="TOWN" photoshop:Headline="STAYS"/></rdf:RDF></x:xmpmeta>`;
const xmp = new TextEncoder().encode(packet);
const datasets = iptc([
  [2, 90, 'TOWN'],
  [2, 105, 'STAYS'],
]);
const resources = imageResources([[0x0404, datasets]]);
const block = exif({
  ifd0: [[0x010e, 'ASCII', 'STAYS']],
  gps: [[0x1c, 'UNDEFINED', concat('ASCII\0\0\0', 'TOWN')]],
});
const photo = jpeg({ segments: [exifSegment(block), xmpSegment(xmp)] });
const hexadecimal = (text: string): string => Buffer.from(text).toString('hex');

test.each<[string, Uint8Array]>([
  ...['xml:com.adobe.xmp', 'XML:COM.ADOBE.XMP', 'packet'].map((keyword): [string, Uint8Array] => [
    `a PNG text ${keyword}`,
    png({ chunks: [internationalTextChunk(keyword, xmp), textChunk(keyword, packet)] }),
  ]),
  ...[
    ['app13', concat('Photoshop 3.0\0', resources)],
    ['APP13', resources],
    ['IPTC', datasets],
    ['meta', xmp],
    ['thing', concat('Exif\0\0', block)],
  ].map(([type, bytes]): [string, Uint8Array] => [
    `a PNG profile ${type}`,
    png({ chunks: [rawProfileChunk(String(type), bytes as Uint8Array, false)] }),
  ]),
  [
    'a WebP chunk in small letters',
    webp({
      extra: [
        ['exif', block],
        ['xmp ', xmp],
      ],
      extended: true,
    }),
  ],
  ['a HEIC item of any type', heif({ items: [hevcItem(), { ...xmpItem(xmp), contentType: 'text/plain' }] })],
  ['a HEIC box of any kind', heif({ items: [hevcItem()], extra: [uuidBox(xmp), uuidBox(block)] })],
  ['XMP of a GIF without its end mark', gif({ extensions: [xmpExtension(xmp)] })],
  ...[
    ['MGK8BIM0000', resources],
    ['MGKIPTC0000', datasets],
    ['MGKEXIF0000', concat('Exif\0\0', block)],
    ['SOMETHING10', xmp],
  ].map(([name, bytes]): [string, Uint8Array] => [
    `a GIF extension ${name}`,
    gif({ extensions: [concat([0x21, 0xff, 11], name as string, subBlocks(bytes as Uint8Array))] }),
  ]),
  ...(
    [
      [0x0423, concat('Exif\0\0', block)],
      [0x0fa1, xmp],
      [0x0bb7, datasets],
      [0x040c, concat(new Uint8Array(28), photo)],
    ] as const
  ).map(([id, bytes]): [string, Uint8Array] => [
    `an image resource ${id}`,
    jpeg({ segments: photoshopSegments(imageResources([[id, bytes]])) }),
  ]),
  ['a picture in a WebP chunk', webp({ extra: [['priv', photo]], extended: true })],
  [
    'a picture and a packet in HEIC items of other types',
    heif({
      items: [
        hevcItem(),
        { id: 7, type: 'mime', contentType: 'image/jpeg', data: photo },
        { id: 8, type: 'uri ', data: xmp },
      ],
    }),
  ],
])('a place goes from %s, and nothing else', (_, file) => {
  const cleaned = removeSync(file, { only: ['location'] });
  const after = Buffer.from(cleaned.bytes()).toString('latin1');
  for (const text of ['TOWN', hexadecimal('TOWN')]) expect(after).not.toContain(text);
  expect(after).toMatch(new RegExp(`STAYS|${hexadecimal('STAYS')}`));
  expect(removeSync(cleaned.bytes(), { only: ['location'] }).report.removed).toEqual([]);
  expect(removeSync(file, { only: ['copyright'] }).report.removed).toEqual([]);
});

test('compressed texts that are blocks are written anew', () => {
  const file = png({
    chunks: [compressedTextChunk('packet', packet), compressedTextChunk('Comment', 'STAYS')],
  });
  const { report, bytes } = removeSync(file, { only: ['location'] });
  expect(report.removed.map(({ path }) => path)).toEqual(['png/zTXt/photoshop:City']);
  const again = removeSync(bytes(), { only: ['location'] });
  expect(again.report.removed).toEqual([]);
});

test('what says something of the colour profile is not said of the picture', () => {
  const file = png({
    chunks: [textChunk('icc:copyright', 'of a profile'), textChunk('Thumb::MTime', '1500000000')],
  });
  expect(removeSync(file, { only: ['copyright'] }).report.removed).toEqual([]);
  expect(removeSync(file, { only: ['dates'] }).report.removed).toHaveLength(1);
  const kept = removeSync(file, { keep: ['copyright'] });
  expect(kept.report.warnings).toEqual([]);
  expect(Buffer.from(kept.bytes()).includes('of a profile')).toBe(false);
});
