import { describe, expect, test } from 'vitest';
import {
  av1Item,
  av1Unit,
  be16,
  be32,
  box,
  concat,
  gridItem,
  heif,
  hevcItem,
  hevcUnit,
  seiMessage,
  seiMessages,
} from '../../../../../../fixtures/build/index.js';
import { compare, hasHeifConvert } from '../../../../../../test/pictures.js';
import { testContext } from '../../../../test/blocks.js';
import { runSync } from '../../../bytes/scan.js';
import { removeSync } from '../../../remove/remove-sync.js';
import { readHeif } from '../scan.js';

const picture = hevcItem().data as Uint8Array;
const banner = seiMessages(39, seiMessage(5, '0123456789abcdefx265 (build 199) - options: crf=28'));
const light = seiMessage(144, [0, 100, 0, 50]);

/** An item of a cleaned file: its bytes, and the types of its properties. */
function itemOf(bytes: Uint8Array, id: number): { data: Uint8Array; properties: string[]; extents: number } {
  const { context } = testContext();
  const meta = runSync(readHeif({ ...context, size: bytes.length }), bytes).meta!;
  const item = meta.items.find((candidate) => candidate.id === id)!;
  return {
    data: concat(...item.ranges.map(({ start, end }) => bytes.subarray(start, end))),
    properties: item.properties.map((index) => meta.properties[index - 1]!.type),
    extents: item.ranges.length,
  };
}

function clean(bytes: Uint8Array): Uint8Array {
  const cleaned = removeSync(bytes);
  const { before, after } = cleaned.imageDigest();
  expect(after).toBe(before);
  expect(removeSync(cleaned.bytes()).report.removed).toEqual([]);
  return cleaned.bytes();
}

describe('what an encoder says in the data of a picture', () => {
  test('goes, and the report says where it was', () => {
    const file = heif({ items: [hevcItem({ data: concat(banner, picture) })] });
    const { report } = removeSync(file);
    const start = Buffer.from(file).indexOf(Buffer.from(banner));
    expect(report.removed).toEqual([
      { kind: 'encoder', path: 'heif/meta/item 1', ranges: [{ start, end: start + banner.length }] },
    ]);
    expect(itemOf(clean(file), 1)).toMatchObject({ data: picture, extents: 1 });
  });

  test('goes from tiles that share their bytes, and from extents', () => {
    const data = concat(picture, banner);
    const file = heif({
      version: 1,
      items: [
        gridItem(1, 3, 192, 64, [2, 3, 4]),
        hevcItem({ id: 2, hidden: true, data, extents: 4 }),
        hevcItem({ id: 3, hidden: true, data }),
        hevcItem({ id: 4, hidden: true, construction: 2, source: 3, ranges: [[0, data.length]] }),
      ],
    });
    const cleaned = clean(file);
    for (const id of [2, 3, 4]) expect(itemOf(cleaned, id)).toMatchObject({ data: picture, extents: 1 });
  });

  test('but not light levels, which displays need', () => {
    const mixed = seiMessages(39, seiMessage(4, 'private'), light, seiMessage(137, new Uint8Array(24)));
    const apart = seiMessages(40, seiMessage(147, [18]));
    const cleaned = clean(heif({ items: [hevcItem({ data: concat(mixed, picture, apart) })] }));
    // Zeros are parted by a 3, as elsewhere in a unit.
    const zeros = Uint8Array.from({ length: 35 }, (_, i) => (i % 3 === 2 && i < 35 ? 3 : 0));
    const kept = hevcUnit(39, light, [137, 24], zeros, [0x80]);
    expect(itemOf(cleaned, 1).data).toEqual(concat(kept, picture, apart));
  });

  test('goes behind lengths of two bytes', () => {
    const [configuration] = hevcItem().properties as [{ essential: Uint8Array }];
    const short = configuration.essential.slice();
    short[29] = (short[29]! & ~3) | 1;
    const unit = (bytes: Uint8Array) => bytes.subarray(2);
    const file = heif({
      items: [
        {
          ...hevcItem({ data: concat(unit(banner), unit(picture)) }),
          properties: [{ essential: short }],
        },
      ],
    });
    expect(itemOf(clean(file), 1).data).toEqual(unit(picture));
  });

  test.skipIf(!hasHeifConvert)('changes no pixel', async () => {
    const data = concat(
      banner,
      hevcUnit(38, 'filler'),
      picture,
      seiMessages(40, seiMessage(5, 'x'.repeat(40))),
    );
    const file = heif({ items: [hevcItem({ data })] });
    expect(await compare(heif({ items: [hevcItem()] }), file)).toBe('same');
    expect(await compare(file, clean(file))).toBe('same');
  });

  test('a picture without any unit of one, or with one that is cut, is refused', () => {
    const of = (data: Uint8Array) => () => removeSync(heif({ items: [hevcItem({ data })] }));
    expect(of(banner)).toThrow(/no coded picture/);
    expect(of(concat(banner, picture.subarray(0, -1)))).toThrow(/longer than its picture/);
  });

  test('in AV1, with the sizes of layers that no longer fit', async () => {
    const frame = av1Item().data as Uint8Array;
    const data = concat(
      frame.subarray(0, 2),
      av1Unit(5, [4, 0xb5], 'T.35', [0x80]),
      frame.subarray(2),
      av1Unit(15, 'padding', [0x80]),
    );
    const layers = box('a1lx', [0], [0, 20, 0, 0, 0, 0]);
    const file = heif({ brand: 'avif', items: [av1Item({ data, properties: [layers] })] });
    const cleaned = clean(file);
    expect(itemOf(cleaned, 1).data).toEqual(frame);
    expect(itemOf(cleaned, 1).properties).not.toContain('a1lx');
    expect(await compare(file, cleaned)).toBe('same');
  });
});

describe('what an encoder says in the configuration of a picture', () => {
  const told = 'CANARY of an encoder';
  const bytes = (...parts: (readonly number[] | Uint8Array)[]): Uint8Array => concat(...parts);
  /** An array of units of one kind. */
  const array = (kind: number, ...units: Uint8Array[]): Uint8Array =>
    bytes([0x80 | kind], be16(units.length), ...units.map((unit) => bytes(be16(unit.length), unit)));
  const unit = (head: readonly number[], text: string): Uint8Array => concat(head, text, [0x80]);
  const ofHevc = (type: number, text: string) => unit([type << 1, 1], text);
  const ofVvc = (type: number, text: string) => unit([0, (type << 3) | 1], text);
  const ofEvc = (type: number, text: string) => unit([(type + 1) << 1, 0], text);
  const message = concat([5, told.length], told);
  const single = (kind: number, one: Uint8Array) => bytes([kind], be16(one.length), one);
  const vvcHead = bytes(
    ...[[0, 0, 0, 0], [0xff], [0, 0x35], [0x1f]],
    ...[[1], [2, 51], [0xc0], [0xc0], [35, 36], [1], [1, 2, 3, 4], [0, 16, 0, 16, 0, 0]],
  );

  test.each<[string, string, Uint8Array, Uint8Array, Uint8Array[]]>([
    [
      'lhv1',
      'lhvC',
      Uint8Array.of(1, 0xf0, 0, 0xfc, 0xcb),
      ofHevc(33, 'parameters'),
      [array(39, concat([78, 1], message, [0x80])), array(33, ofHevc(39, told), ofHevc(41, told))],
    ],
    [
      'vvc1',
      'vvcC',
      vvcHead,
      ofVvc(15, 'parameters'),
      [array(23, concat([0, 0xb9], message, [0x80])), array(15, ofVvc(23, told), ofVvc(28, told))],
    ],
    [
      'evc1',
      'evcC',
      Uint8Array.of(1, 0, 30, ...new Uint8Array(8), 0, 0, 16, 0, 16, 3),
      ofEvc(24, 'parameters'),
      [array(28, concat([58, 0], message, [0x80])), array(24, ofEvc(28, told), ofEvc(40, told))],
    ],
  ])('goes from an item of %s', (type, name, head, set, others) => {
    const kind = name === 'lhvC' ? 33 : name === 'vvcC' ? 15 : 24;
    const configured = (...arrays: Uint8Array[]) => box(name, head, [arrays.length], ...arrays);
    const data = concat(be32(set.length), set);
    const item = (property: Uint8Array) =>
      heif({ items: [{ id: 1, type, data, properties: [{ essential: property }] }] });
    const clean1 = clean(item(configured(array(kind, set), ...others)));
    expect(Buffer.from(clean1).includes(told)).toBe(false);
    expect(propertyOf(clean1)).toEqual(configured(array(kind, set)));
  });

  test('and units that stand without their number stay in VVC', () => {
    const arrays = [single(13, ofVvc(13, 'decoding')), array(15, ofVvc(15, 'parameters'))];
    const property = box('vvcC', vvcHead, [2], ...arrays);
    const data = concat(be32(12), ofVvc(15, 'parameter'));
    const file = heif({ items: [{ id: 1, type: 'vvc1', data, properties: [{ essential: property }] }] });
    expect(propertyOf(clean(file))).toEqual(property);
  });

  function propertyOf(file: Uint8Array): Uint8Array {
    const { context } = testContext();
    const [property] = runSync(readHeif({ ...context, size: file.length }), file).meta!.properties;
    return file.subarray(property!.start, property!.end);
  }
});

describe('JPEG 2000', () => {
  const told = 'CANARY of an encoder';
  const marker = (code: number): Uint8Array => Uint8Array.of(0xff, code);
  const segment = (code: number, ...content: (Uint8Array | string | readonly number[])[]): Uint8Array => {
    const body = concat(...content);
    return concat(marker(code), be16(body.length + 2), body);
  };
  const size = segment(0x51, new Uint8Array(36));
  const comment = segment(0x64, be16(1), told);
  /** One tile-part, with its length. */
  const tile = (header: Uint8Array, length = (whole: number) => whole): Uint8Array => {
    const rest = concat(header, marker(0x93), [1, 2, 3, 4, 5]);
    return concat(marker(0x90), be16(10), be16(0), be32(length(12 + rest.length)), [0, 1], rest);
  };
  const none = new Uint8Array(0);
  const item = (data: Uint8Array) => heif({ items: [{ id: 1, type: 'j2k1', data }] });
  const end = marker(0xd9);

  test.each([
    ['comments', concat(marker(0x4f), size, comment, tile(comment), tile(none), end)],
    [
      'the lengths of tile-parts that no longer fit',
      concat(marker(0x4f), segment(0x55, [0, 0x40], be32(99)), size, tile(comment), tile(none), end),
    ],
    ['bytes behind the end', concat(marker(0x4f), size, tile(none), tile(none), end, told)],
  ])('loses %s', (_, data) => {
    const bytes = clean(item(data));
    expect(itemOf(bytes, 1).data).toEqual(concat(marker(0x4f), size, tile(none), tile(none), end));
  });

  test('loses what stands behind the end of a tile-part of unknown length', () => {
    const last = tile(none, () => 0);
    const data = concat(marker(0x4f), size, comment, last, end, told);
    expect(itemOf(clean(item(data)), 1).data).toEqual(concat(marker(0x4f), size, last, end));
  });

  test.each([
    [
      'an unknown segment',
      concat(marker(0x4f), size, segment(0x6f, told), tile(none), end),
      /unknown marker/,
    ],
    ['a file in place of a codestream', concat(be32(12), 'jP  \r\n\x87\n', told), /no JPEG 2000/],
    ['tile-parts that do not fit', concat(marker(0x4f), size, tile(none), told, end), /does not end/],
  ])('with %s is refused', (_, data, message) => {
    expect(() => removeSync(item(data))).toThrow(message);
  });
});

test('a picture of a coding that is not looked into is told of in the report', () => {
  const file = heif({ items: [{ id: 1, type: 'unci', data: 'pixels and what else there is' }] });
  const { report } = removeSync(file);
  expect(report.kept).toMatchObject([
    { kind: 'picture', path: 'heif/meta/item 1', why: expect.stringMatching(/may hold other bytes/) },
  ]);
  expect(removeSync(heif({ items: [hevcItem()] })).report.kept).toEqual([]);
});
