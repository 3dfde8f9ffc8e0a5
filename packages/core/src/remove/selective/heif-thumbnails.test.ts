// Thumbnails of HEIF files that are items or tracks: they go whole, and nothing else of the file changes.
import { expect, test } from 'vitest';
import {
  be16,
  be32,
  box,
  exif,
  exifItem,
  fullBox,
  gridItem,
  heif,
  hevcItem,
  hevcUnit,
  icc,
  profileProperty,
  spatialExtents,
  xmpItem,
} from '../../../../../fixtures/build/index.js';
import { testContext } from '../../../test/blocks.js';
import { runSync } from '../../bytes/scan.js';
import type { HeifFile } from '../../containers/heif/model.js';
import { readHeif } from '../../containers/heif/scan.js';
import { readSync } from '../../read/read-sync.js';
import { removeSync } from '../remove-sync.js';

const canary = (place: string): string => `CANARY of ${place}`;
const coded = (place: string): Uint8Array => hevcUnit(19, canary(place));
const tiff = exif({ ifd0: [[0x010f, 'ASCII', 'Maker']] });

function read(bytes: Uint8Array): HeifFile {
  const { context, warnings } = testContext();
  const file = runSync(readHeif({ ...context, size: bytes.length }), bytes);
  expect(warnings).toEqual([]);
  return file;
}

/** What the items are, their bytes, properties and references: all by ids, wherever it lies. */
function described(bytes: Uint8Array) {
  const { meta } = read(bytes);
  return {
    items: meta?.items.map(({ id, type, name, ranges, properties }) => ({
      ...{ id, type, name },
      data: ranges.map(({ start, end }) => Buffer.from(bytes.subarray(start, end)).toString('hex')),
      properties: properties.map((index) => {
        const { start, end } = meta.properties[index - 1]!;
        return Buffer.from(bytes.subarray(start, end)).toString('hex');
      }),
    })),
    references: meta?.references.map(({ type, from, to }) => ({ type, from, to })),
  };
}

function withoutThumbnails(file: Uint8Array): Uint8Array {
  const cleaned = removeSync(file, { only: ['thumbnail'] });
  const { before, after } = cleaned.imageDigest();
  expect(before).toBe(after);
  expect(cleaned.renderingDigest().before).toBe(cleaned.renderingDigest().after);
  expect(cleaned.report.removed.map(({ kind }) => kind)).toContain('thumbnail');
  const bytes = cleaned.bytes();
  expect(bytes.length).toBe(file.length);
  expect(removeSync(bytes, { only: ['thumbnail'] }).report.removed).toEqual([]);
  return bytes;
}

const picture = hevcItem({ data: coded('the picture'), name: 'picture' });
const others = [exifItem(tiff), xmpItem(new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'))];
const thumbnail = hevcItem({
  id: 2,
  name: canary('thumbnail name'),
  references: { thmb: [1] },
  data: coded('thumbnail'),
  properties: [spatialExtents(4, 4), box('free', canary('thumbnail property'))],
});
const tiles = [5, 6].map((id) => hevcItem({ id, hidden: true, data: coded(`thumbnail tile ${id}`) }));
const tiled = gridItem(1, 2, 8, 4, [5, 6], { id: 4, references: { dimg: [5, 6], thmb: [1] } });

type Options = Omit<Parameters<typeof heif>[0], 'items'>;

test.each<[string, readonly (typeof picture)[], Options]>([
  ['an item', [thumbnail], {}],
  [
    'an item with a profile and a description of its own',
    [
      { ...thumbnail, properties: [profileProperty(icc({ name: canary('thumbnail profile') }))] },
      exifItem(exif({ ifd0: [[0x010f, 'ASCII', canary('thumbnail maker')]] }), {
        id: 8,
        references: { cdsc: [2] },
      }),
    ],
    {},
  ],
  ['an item in idat', [{ ...thumbnail, construction: 1, extents: 2 }], { version: 1 }],
  ['an item with 64-bit places', [thumbnail], { version: 2, wide: true, largeBoxes: true }],
  ['an item of a meta box at the end', [thumbnail], { meta: 'after', largeBoxes: true }],
  ['a grid with its tiles', [tiled, ...tiles], {}],
  [
    'an item with its transparency',
    [thumbnail, hevcItem({ id: 7, references: { auxl: [2] }, data: coded('alpha of the thumbnail') })],
    {},
  ],
])('%s that is a thumbnail goes with its data, and the file without it stays', (_, thumbnails, options) => {
  const file = heif({ items: [picture, ...others, ...thumbnails], ...options });
  const plain = heif({ items: [picture, ...others], ...options });
  expect(
    Buffer.from(file)
      .toString('latin1')
      .match(/CANARY/g)!.length,
  ).toBeGreaterThan(1);
  const bytes = withoutThumbnails(file);
  expect(
    Buffer.from(bytes)
      .toString('latin1')
      .match(/CANARY of .{4}/g),
  ).toEqual(['CANARY of the ']);
  expect(described(bytes)).toEqual(described(plain));
  expect(
    readSync(bytes)
      .tags()
      .map(({ name, text }) => `${name}=${text}`),
  ).toContain('Make=Maker');
});

test('a thumbnail goes from references and groups that it shares with what stays', () => {
  const both = xmpItem(new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'), {
    references: { cdsc: [1, 2] },
  });
  const group = (type: string, ...ids: number[]) =>
    fullBox(type, 0, 0, be32(90), be32(ids.length), ...ids.map(be32));
  const boxes = [box('grpl', group('altr', 1, 2, 3), group('brst', 1, 2))];
  const file = heif({ items: [picture, thumbnail, hevcItem({ id: 3 }), both], boxes });
  const bytes = withoutThumbnails(file);
  const { meta } = read(bytes);
  expect(meta?.references.map(({ type, to }) => [type, to])).toEqual([['cdsc', [1]]]);
  const list = meta!.children.find(({ type }) => type === 'grpl')!;
  expect(bytes.subarray(list.body, list.end)).toEqual(group('altr', 1, 3));
});

test('bytes that the thumbnail shares with the picture stay', () => {
  const shared = { ...thumbnail, construction: 2 as const, source: 1, ranges: [[0, 8] as const] };
  const file = heif({ items: [picture, shared], version: 1 });
  const bytes = withoutThumbnails(file);
  expect(described(bytes).items).toEqual(described(heif({ items: [picture], version: 1 })).items);
});

test('a thumbnail from which the picture is decoded is refused', () => {
  const grid = gridItem(1, 1, 16, 16, [2]);
  const tile = hevcItem({ id: 2, references: { thmb: [1] } });
  const made = heif({ items: [grid, tile] });
  expect(() => removeSync(made, { only: ['thumbnail'] })).toThrow(/a part of it/);
});

const zeros = (length: number): Uint8Array => new Uint8Array(length);

/** A track of one sample; `references` to other tracks. */
function track(id: number, sample: Uint8Array, at: number, ...references: Uint8Array[]): Uint8Array {
  const entry = box('hvc1', zeros(6), be16(1), zeros(16), be16(16), be16(16), zeros(50));
  const table = box(
    'stbl',
    fullBox('stsd', 0, 0, be32(1), entry),
    fullBox('stts', 0, 0, be32(1), be32(1), be32(1)),
    fullBox('stsc', 0, 0, be32(1), be32(1), be32(1), be32(1)),
    fullBox('stsz', 0, 0, be32(sample.length), be32(1)),
    fullBox('stco', 0, 0, be32(1), be32(at)),
  );
  return box(
    'trak',
    fullBox('tkhd', 0, 7, zeros(8), be32(id), zeros(68)),
    ...references,
    box(
      'mdia',
      fullBox('mdhd', 0, 0, zeros(20)),
      fullBox('hdlr', 0, 0, be32(0), 'pict', zeros(13)),
      box('minf', table),
    ),
  );
}

test('the track of a thumbnail goes from an image sequence with its samples', () => {
  const [first, second] = [coded('the sequence'), coded('a thumbnail track')];
  const at = box('ftyp', 'heic', be32(0), 'mif1', 'heic', 'miaf').length + 8;
  const thumbnails = box('tref', box('thmb', be32(1)));
  const movie = box('moov', track(1, first, at), track(2, second, at + first.length, thumbnails));
  const extra = [box('mdat', first, second), movie];
  const file = heif({ items: [picture], extra });
  const bytes = withoutThumbnails(file);
  const left = Buffer.from(bytes).toString('latin1');
  expect(left).toContain('CANARY of the sequence');
  expect(left).not.toContain('CANARY of a thumb');
  expect(left.match(/trak/g)).toHaveLength(1);
});
