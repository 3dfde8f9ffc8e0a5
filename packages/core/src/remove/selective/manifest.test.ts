// C2PA manifests of every format: one that states what goes, goes whole; any other stays.
import { expect, test } from 'vitest';
import {
  box,
  concat,
  gif,
  heif,
  hevcItem,
  jpeg,
  jumbf,
  jumbfSegments,
  losslessChunk,
  pageFields,
  png,
  subBlocks,
  tiffStructure,
  webp,
  xmp,
  xmpSegment,
} from '../../../../../fixtures/build/index.js';
import { readSync } from '../../read/read-sync.js';
import { removeSync } from '../remove-sync.js';

const uuid = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');
const place = '39,21.1029N';
const assertion = jumbf('json', 'stds.exif', box('json', `{"exif:GPSLatitude":"${place}"}`));
const manifest = jumbf('c2pa', 'c2pa', assertion);
const hashes = 'HASHES OF PARTS OF THE FILE';
const inBoxes = [
  box('uuid', uuid, new Uint8Array(4), 'manifest\0', new Uint8Array(8), manifest),
  box('uuid', uuid, new Uint8Array(4), 'merkle\0', hashes),
];
const tiff = tiffStructure({ ifds: [[...pageFields(), [0xcd41, 'UNDEFINED', manifest]]] });

const files: Record<string, Uint8Array> = {
  jpeg: jpeg({ segments: jumbfSegments(manifest) }),
  png: png({ chunks: [['caBX', manifest]] }),
  webp: webp({ picture: [losslessChunk()], extra: [['C2PA', manifest]] }),
  heic: heif({ items: [hevcItem()], extra: inBoxes }),
  'heic, in an item': heif({
    items: [hevcItem(), { id: 5, type: 'mime', contentType: 'application/c2pa', data: manifest }],
  }),
  gif: gif({
    extensions: [concat([0x21, 0xff, 11], 'C2PA_GIF', [1, 0, 0], subBlocks(manifest))],
  }),
  tiff,
};

const holds = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(text);

test.each(Object.keys(files))('%s: a C2PA manifest that states the place goes with all of it', (format) => {
  const file = files[format]!;
  expect(
    readSync(file)
      .tags()
      .some(({ text }) => String(text).includes(place)),
  ).toBe(true);
  const { bytes, report, imageDigest, renderingDigest } = removeSync(file, { only: ['gps'] });
  expect(report.removed.map(({ kind }) => kind)).toContain('c2pa');
  expect(report.warnings, 'of a manifest that is gone').toEqual([]);
  for (const text of [place, 'c2pa', 'stds.exif', hashes]) expect(holds(bytes(), text), text).toBe(false);
  for (const { before, after } of [imageDigest(), renderingDigest()]) expect(after).toBe(before);
  expect(removeSync(bytes(), { only: ['gps'] }).report.removed).toEqual([]);
  expect(readSync(bytes()).warnings).toEqual([]);
});

test.each(Object.keys(files))(
  '%s: a C2PA manifest that states nothing that goes stays as it is',
  (format) => {
    const file = files[format]!;
    expect(removeSync(file, { only: ['copyright'] }).bytes()).toEqual(file);
  },
);

test('what stands after a manifest of more than one segment is still found when that is gone', () => {
  const large = jumbf('c2pa', 'c2pa', assertion, box('free', new Uint8Array(100_000)));
  const packet = xmp({ elements: { 'dc:format': 'image/jpeg' } });
  const file = jpeg({ segments: [...jumbfSegments(large, 3), xmpSegment(packet)] });
  const { bytes, report } = removeSync(file, { only: ['gps'] });
  expect(report.removed.map(({ kind }) => kind)).toContain('c2pa');
  expect(formatOf(bytes())).toBe('image/jpeg');
});

function formatOf(file: Uint8Array): unknown {
  return readSync(file)
    .tags()
    .find(({ group, name }) => group === 'XMP-dc' && name === 'Format')?.value;
}
