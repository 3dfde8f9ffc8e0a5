import { describe, expect, test } from 'vitest';
import {
  av1Item,
  av1Unit,
  box,
  concat,
  gridItem,
  heif,
  hevcItem,
  hevcUnit,
  seiMessage,
  seiMessages,
} from '../../../../../../fixtures/build/index.mjs';
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
