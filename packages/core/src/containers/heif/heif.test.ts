import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  av1Item,
  be16,
  be32,
  box,
  concat,
  exifItem,
  fullBox,
  gridItem,
  hevcItem,
  heif as makeHeif,
  profileProperty,
  utf8,
  xmpItem,
  zlib,
} from '../../../../../fixtures/build/index.js';
import { testContext } from '../../../test/blocks.js';
import { runSync } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { MetadataError } from '../../errors.js';
import { defaultLimits } from '../../limits.js';
import { withSource } from '../../read/with-source.js';
import type { BlockRef, Layout } from '../../types.js';
import { heif, readHeif } from './index.js';

const tiff = concat('MM\0*', [0, 0, 0, 8], 'the rest of a TIFF structure');
const packet = utf8('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');

function scan(bytes: Uint8Array): Layout & { readonly warnings: readonly string[] } {
  const { context, warnings } = testContext();
  const layout = runSync(heif.scan({ ...context, size: bytes.length }), bytes);
  return { ...layout, imageData: layout.imageData, warnings };
}

const bytesOf = (file: Uint8Array, { ranges, bytes }: BlockRef): Uint8Array =>
  bytes ?? concat(...ranges.map(({ start, end }) => file.subarray(start, end)));

function block(file: Uint8Array, kind: string): string {
  const ref = scan(file).blocks.find((candidate) => candidate.kind === kind);
  return ref ? new TextDecoder('latin1').decode(bytesOf(file, ref)) : '';
}

const text = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
const items = [hevcItem(), exifItem(tiff), xmpItem(packet)];

describe('finding metadata', () => {
  test.each([
    ['plain', {}],
    ['meta after the media data', { meta: 'after' }],
    ['64-bit boxes and places', { largeBoxes: true, wide: true }],
    ['media data to the end of the file', { openEnd: true }],
    ['locations of version 1', { version: 1 }],
    ['locations of version 2', { version: 2 }],
  ] as const)('%s', (_, options) => {
    const file = makeHeif({ items, ...options });
    expect(heif.match(new View(file))).toBe(true);
    expect(block(file, 'exif')).toBe(text(tiff));
    expect(block(file, 'xmp')).toBe(text(packet));
    expect(scan(file).warnings).toEqual([]);
  });

  test('items in several extents, in the item data box, and in another item', () => {
    const inPieces = makeHeif({
      items: [hevcItem(), exifItem(tiff, { extents: 3 }), xmpItem(packet, { extents: 2 })],
    });
    expect([block(inPieces, 'exif'), block(inPieces, 'xmp')]).toEqual([text(tiff), text(packet)]);
    const inItemData = makeHeif({ version: 1, items: [hevcItem(), exifItem(tiff, { construction: 1 })] });
    expect(block(inItemData, 'exif')).toBe(text(tiff));
    const store = { id: 7, type: 'abcd', data: concat('junk', packet, 'junk') };
    const place = { construction: 2, source: 7, ranges: [[4, packet.length]] } as const;
    const inItem = makeHeif({ version: 1, items: [hevcItem(), store, xmpItem(packet, place)] });
    expect(block(inItem, 'xmp')).toBe(text(packet));
  });

  test('Exif items with and without the bytes before their TIFF header', () => {
    for (const header of ['', 'Exif\0\0', 'anything']) {
      expect(block(makeHeif({ items: [hevcItem(), exifItem(tiff, { header })] }), 'exif')).toBe(text(tiff));
    }
    const bare = { ...exifItem(tiff), data: tiff };
    expect(block(makeHeif({ items: [hevcItem(), bare] }), 'exif')).toBe(text(tiff));
    const short = scan(makeHeif({ items: [hevcItem(), { ...exifItem(tiff), data: [0, 0, 1, 0, 1] }] }));
    expect(short.warnings).toEqual(['malformed: Exif item ends before its TIFF header']);
  });

  test('colour profiles, and XMP in a uuid box', () => {
    const profile = utf8('a colour profile');
    const id = [
      0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac,
    ];
    const file = makeHeif({
      items: [hevcItem({ properties: [profileProperty(profile)] })],
      extra: [box('uuid', id, packet)],
    });
    expect(block(file, 'icc')).toBe(text(profile));
    expect(block(file, 'xmp')).toBe(text(packet));
  });

  test('compressed XMP', () => {
    const infe = fullBox('infe', 2, 0, be16(11), be16(0), 'mime', '\0', 'application/rdf+xml\0', 'deflate\0');
    const plain = makeHeif({ items: [hevcItem(), xmpItem(zlib(packet, true))] });
    const old = fullBox('infe', 2, 0, be16(11), be16(0), 'mime', '\0', 'application/rdf+xml\0');
    const at = text(plain).indexOf(text(old));
    const grown = infe.length - old.length;
    const file = concat(plain.subarray(0, at), infe, plain.subarray(at + old.length));
    for (const type of ['meta', 'iinf']) {
      const size = text(file).indexOf(type) - 4;
      file.set(be32(new View(file).u32(size) + grown), size);
    }
    const iloc = text(file).indexOf('iloc');
    const view = new View(file);
    for (let entry = iloc + 12, i = 0; i < 2; i++, entry += 14)
      file.set(be32(view.u32(entry + 6) + grown), entry + 6);
    expect(block(file, 'xmp')).toBe(text(packet));
  });
});

describe('the picture', () => {
  test('has the size of the primary item, not of its tiles', () => {
    const tiles = [2, 3, 4, 5].map((id) => hevcItem({ id }));
    const file = makeHeif({
      items: [gridItem(2, 2, 128, 120, [2, 3, 4, 5], { construction: 1 }), ...tiles],
      version: 1,
    });
    const { picture, imageData, fileType } = scan(file);
    expect(picture).toEqual({ width: 128, height: 120 });
    expect(fileType).toEqual({ type: 'HEIC', extension: 'heic', mimeType: 'image/heic' });
    expect(imageData.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(4 * 29);
  });

  test('AVIF is told by its brand', () => {
    const { fileType, picture } = scan(makeHeif({ items: [av1Item()], brand: 'avif' }));
    expect(fileType.type).toBe('AVIF');
    expect(picture).toEqual({ width: 16, height: 16 });
  });
});

test('the structure tells where every field stands', () => {
  const file = makeHeif({ items, version: 1, wide: true });
  const { context } = testContext();
  const { meta, boxes } = runSync(readHeif({ ...context, size: file.length }), file);
  const view = new View(file);
  expect(boxes.map(({ type }) => type)).toEqual(['ftyp', 'meta', 'mdat']);
  expect(meta?.handler).toBe('pict');
  expect(meta?.primaryId).toBe(1);
  expect(meta?.references.map(({ type, from, to }) => [type, from, to])).toEqual([
    ['cdsc', 10, [1]],
    ['cdsc', 11, [1]],
  ]);
  const { locations, items: found } = meta!;
  expect(view.u16(locations!.countAt)).toBe(3);
  for (const { location, id } of found) {
    expect(view.u16(location!.start)).toBe(id);
    for (const { at, offset, length } of location!.extents) {
      expect(view.u64(at + locations!.indexSize)).toBe(offset);
      expect(view.u64(at + locations!.indexSize + locations!.offsetSize)).toBe(length);
    }
  }
});

test('of a large file only the metadata is read', async () => {
  const big = { id: 9, type: 'hvc1', data: new Uint8Array(20 << 20) };
  for (const meta of ['before', 'after'] as const) {
    const file = makeHeif({ items: [hevcItem(), big, ...items.slice(1)], meta });
    let read = 0;
    const source = {
      size: file.length,
      read: async ({ start, end }: { start: number; end: number }) => {
        read += Math.min(end, file.length) - start;
        return file.subarray(start, end);
      },
    };
    const { context } = testContext();
    const layout = await withSource(source, defaultLimits, undefined, async (run, { size }) =>
      run(heif.scan({ ...context, size })),
    );
    expect(layout.blocks.map(({ kind }) => kind).sort()).toEqual(['exif', 'heif', 'heif', 'heif', 'xmp']);
    expect(read).toBeLessThan(128 << 10);
  }
});

describe('hostile files', () => {
  const files = [
    makeHeif({ items }),
    makeHeif({
      items: [gridItem(1, 2, 128, 64, [2, 3], { construction: 1 }), hevcItem({ id: 2 }), hevcItem({ id: 3 })],
      version: 2,
    }),
    makeHeif({ items, version: 1, wide: true, largeBoxes: true, meta: 'after' }),
  ];

  function survives(bytes: Uint8Array): void {
    try {
      const { imageData, blocks } = scan(bytes);
      for (const { start, end } of [...imageData, ...blocks.flatMap(({ ranges }) => ranges)]) {
        expect(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start <= end).toBe(true);
      }
    } catch (error) {
      expect(error).toBeInstanceOf(MetadataError);
    }
  }

  test('cut off anywhere', () => {
    for (const file of files)
      for (let length = 0; length < file.length; length++) survives(file.subarray(0, length));
  });

  test('with bytes changed at will', () => {
    const change = fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 1, 0x7f, 0xff), fc.nat(255)));
    fc.assert(
      fc.property(
        fc.nat(files.length - 1),
        fc.array(change, { minLength: 1, maxLength: 8 }),
        (which, changes) => {
          const bytes = files[which]!.slice();
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          survives(bytes);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('items that are made of each other end', () => {
    const a = {
      id: 2,
      type: 'mime',
      contentType: 'application/rdf+xml',
      construction: 2,
      source: 3,
      ranges: [[0, 5]],
    } as const;
    const b = { ...a, id: 3, source: 2 };
    const { blocks, warnings } = scan(makeHeif({ version: 1, items: [hevcItem(), a, b] }));
    expect(blocks.filter(({ kind }) => kind === 'xmp')).toEqual([]);
    expect(warnings).toHaveLength(2);
  });

  test('a file without a file type box is refused', () => {
    expect(() => scan(box('meta', be32(0)))).toThrow(MetadataError);
  });
});
