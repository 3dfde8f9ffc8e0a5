import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  av1AlphaItem,
  av1Item,
  be16,
  be32,
  box,
  comment,
  concat,
  exif,
  exifItem,
  exifSegment,
  fullBox,
  gridItem,
  heif,
  hevcItem,
  jpeg,
  latin1,
  nclx,
  profileProperty,
  rotation,
  spatialExtents,
  utf8,
  uuidBox,
  xmpItem,
} from '../../../../../../fixtures/build/index.js';
import { testContext } from '../../../../test/blocks.js';
import { runSync, type Scan } from '../../../bytes/scan.js';
import { View } from '../../../bytes/view.js';
import { MetadataError } from '../../../errors.js';
import { rulesOf } from '../../../remove/policy.js';
import { removeSync } from '../../../remove/remove-sync.js';
import type { RewriteSync } from '../../../remove/rewrite-sync.js';
import { verify } from '../../../remove/verify.js';
import { KnownData, type Plan, type PlanInput } from '../../plan.js';
import type { HeifFile } from '../model.js';
import { readHeif } from '../scan.js';
import { heifPlanner } from './index.js';

type File = Parameters<typeof heif>[0];
type Item = File['items'][number];

const tiff = exif({});
const packet = utf8('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
const metadata: readonly Item[] = [exifItem(tiff), xmpItem(packet)];

function read(bytes: Uint8Array): HeifFile {
  const { context } = testContext();
  return runSync(readHeif({ ...context, size: bytes.length }), bytes);
}

/** An item's bytes, by the reader. */
function dataOf(bytes: Uint8Array, id: number): Uint8Array {
  const item = read(bytes).meta?.items.find((candidate) => candidate.id === id);
  return concat(...(item?.ranges ?? []).map(({ start, end }) => bytes.subarray(start, end)));
}

/** Types of the items that are left, by id. */
const itemsOf = (bytes: Uint8Array): Record<number, string> =>
  Object.fromEntries((read(bytes).meta?.items ?? []).map(({ id, type }) => [id, type]));

/** Types of an item's properties in order. */
function propertiesOf(bytes: Uint8Array, id: number): string[] {
  const meta = read(bytes).meta!;
  const item = meta.items.find((candidate) => candidate.id === id)!;
  return item.properties.map((index) => meta.properties[index - 1]!.type);
}

function clean(bytes: Uint8Array, policy: Parameters<typeof removeSync>[1] = 'everything'): Uint8Array {
  const cleaned = removeSync(bytes, policy).bytes();
  expect(removeSync(cleaned, policy).bytes()).toEqual(cleaned);
  return cleaned;
}

function refusal(bytes: Uint8Array): MetadataError {
  try {
    removeSync(bytes);
  } catch (error) {
    if (error instanceof MetadataError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

const includes = (bytes: Uint8Array, what: string | Uint8Array): boolean =>
  Buffer.from(bytes).includes(typeof what === 'string' ? Buffer.from(what, 'latin1') : Buffer.from(what));

describe('what goes', () => {
  test('a string in any place that says something', () => {
    let planted = 0;
    const canary = (place: string) => `CANARY ${place} ${planted++}`;
    const items: Item[] = [
      hevcItem({
        name: canary('item name'),
        properties: [
          fullBox('udes', 0, 0, `en\0${canary('description')}\0\0\0`),
          fullBox('altt', 0, 0, `${canary('alternative text')}\0en\0`),
          box('uuid', canary('a property of 16').slice(0, 16), canary('unknown property')),
          box('irot', [0], canary('after a rotation')),
          box('pasp', be32(1), be32(1), canary('after pasp')),
          box('colr', 'xxxx', canary('unknown colours')),
        ],
      }),
      exifItem(concat(tiff, canary('exif'))),
      xmpItem(utf8(canary('xmp'))),
      { id: 12, type: 'uri ', data: canary('uri item'), name: `x\0http://${canary('uri')}` },
      { id: 13, type: 'iptc', data: canary('iptc'), references: { cdsc: [1] } },
      { id: 14, type: 'mime', contentType: `text/${canary('mime type')}`, data: canary('mime') },
      { id: 15, type: 'mime', contentType: 'application/rdf+xml', construction: 1, data: canary('idat') },
      hevcItem({
        id: 16,
        name: canary('thumbnail name'),
        references: { thmb: [1] },
        data: canary('thumbnail'),
      }),
      hevcItem({ id: 17, hidden: true, data: canary('an item that nothing needs') }),
    ];
    const file = heif({
      items,
      version: 1,
      extra: [
        uuidBox(canary('uuid')),
        box('free', canary('free')),
        box('skip', canary('skip')),
        box('jumb', canary('jumb')),
        box('mpvd', canary('video')),
      ],
      boxes: [
        uuidBox(canary('uuid in meta')),
        box('free', canary('free in meta')),
        fullBox('xml ', 0, 0, canary('xml')),
        box('dinf', fullBox('dref', 0, 0, be32(1), fullBox('url ', 0, 1, canary('url')))),
        box('grpl', fullBox('brst', 0, 0, be32(9), be32(1), be32(1), canary('group'))),
      ],
      trailer: canary('trailer'),
    });
    expect(planted).toBeGreaterThan(22);
    const cleaned = clean(file);
    expect(includes(cleaned, 'CANARY')).toBe(false);
    expect(itemsOf(cleaned)).toEqual({ 1: 'hvc1' });
    expect(dataOf(cleaned, 1)).toEqual(dataOf(file, 1));
    expect(propertiesOf(cleaned, 1)).toEqual(['hvcC', 'ispe', 'pixi', 'irot', 'pasp']);
  });

  test('the name of the handler', () => {
    const file = heif({ items: [hevcItem()], meta: 'after' });
    const meta = Buffer.from(file).indexOf('meta') - 4;
    const handler = fullBox('hdlr', 0, 0, be32(0), 'pict', new Uint8Array(12), 'Some Software 1.0\0');
    const body = concat(file.subarray(meta + 8, meta + 12), handler, file.subarray(meta + 12 + 33));
    const named = concat(file.subarray(0, meta), be32(body.length + 8), 'meta', body);
    expect(removeSync(named).bytes()).toEqual(removeSync(file).bytes());
  });

  test('what an encoder says of itself in a decoder configuration', () => {
    const unit = (bytes: Uint8Array) => concat(be16(bytes.length), bytes);
    const message = latin1('0123456789abcdefx265 - options: crf');
    const sei = concat([0x4e, 1, 5, message.length], message, [0x80]);
    const levels = Uint8Array.of(0x4e, 1, 144, 4, 1, 2, 3, 4, 0x80);
    const head = concat([1], new Uint8Array(21));
    const config = box(
      'hvcC',
      head,
      [2],
      [0xa1],
      be16(1),
      unit(Uint8Array.of(0x42, 1, 9)),
      [0x27],
      be16(2),
      unit(sei),
      unit(levels),
      'behind the arrays',
    );
    const file = heif({ items: [hevcItem({ properties: [{ essential: config }] })] });
    const cleaned = clean(file);
    expect(includes(cleaned, 'x265')).toBe(false);
    expect(includes(cleaned, 'behind')).toBe(false);
    const kept = concat(
      head,
      [2, 0xa1],
      be16(1),
      unit(Uint8Array.of(0x42, 1, 9)),
      [0x27],
      be16(1),
      unit(levels),
    );
    expect(includes(cleaned, box('hvcC', kept))).toBe(true);
  });

  test('metadata of AV1 that is not of light, and what follows an auxiliary type', () => {
    const sequence = [0x0a, 2, 7, 7];
    const light = [0x2a, 5, 1, 0, 1, 0, 2];
    const said = concat([0x2a, 6, 4], 'T.35!');
    const config = concat([0x81, 0, 0x0c, 0], sequence, said, light);
    const alpha = fullBox('auxC', 0, 0, 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0behind');
    const items = [
      av1Item({ properties: [{ essential: box('av1C', config) }] }),
      av1AlphaItem(1, { properties: [alpha] }),
    ];
    const cleaned = clean(heif({ brand: 'avif', items }));
    expect(includes(cleaned, box('av1C', [0x81, 0, 0x0c, 0], sequence, light))).toBe(true);
    expect(includes(cleaned, 'T.35')).toBe(false);
    expect(includes(cleaned, 'behind')).toBe(false);
    expect(itemsOf(cleaned)).toEqual({ 1: 'av01', 2: 'av01' });
  });

  test('metadata inside a JPEG that is the picture', () => {
    const data = jpeg({ segments: [exifSegment(exif({})), comment('CANARY')] });
    const cleaned = clean(
      heif({
        items: [{ id: 1, type: 'jpeg', data, properties: [spatialExtents(8, 8)] }, av1Item({ id: 2 })],
      }),
    );
    expect(dataOf(cleaned, 1)).toEqual(removeSync(data).bytes());
    expect(includes(cleaned, 'CANARY')).toBe(false);
    expect(includes(cleaned, 'Exif')).toBe(false);
  });
});

describe('what stays', () => {
  const gain = fullBox('auxC', 0, 0, 'urn:com:apple:photo:2020:aux:hdrgainmap\0');
  const depth = fullBox('auxC', 0, 0, 'urn:mpeg:mpegB:cicp:systems:auxiliary:depth\0');
  const toneMap = concat([0, 0, 0, 0, 0, 0x40], new Uint8Array(56), 'CANARY');
  const items: Item[] = [
    hevcItem(),
    hevcItem({ id: 2, references: { auxl: [1] }, properties: [gain] }),
    hevcItem({ id: 3, references: { auxl: [1] }, properties: [depth] }),
    hevcItem({ id: 4, references: { thmb: [1] } }),
    hevcItem({ id: 5, hidden: true }),
    {
      id: 6,
      type: 'tmap',
      data: toneMap,
      references: { dimg: [1, 5] },
      properties: [spatialExtents(64, 64)],
    },
    ...metadata,
  ];
  const groups = box('grpl', fullBox('altr', 0, 0, be32(7), be32(2), be32(6), be32(1)));
  const file = heif({ items, boxes: [groups], compatible: ['mif1', 'heic', 'tmap'] });

  test('auxiliary pictures and thumbnails by policy', () => {
    expect(itemsOf(clean(file))).toEqual({ 1: 'hvc1' });
    expect(read(clean(file)).compatibleBrands).toEqual(['mif1', 'heic']);
    expect(itemsOf(clean(file, { keep: ['depth'] }))).toEqual({ 1: 'hvc1', 3: 'hvc1' });
    expect(itemsOf(clean(file, { keep: ['thumbnail'] }))).toEqual({ 1: 'hvc1', 4: 'hvc1' });
    const mapped = clean(file, { keep: ['gainMap'] });
    expect(itemsOf(mapped)).toEqual({ 1: 'hvc1', 2: 'hvc1', 5: 'hvc1', 6: 'tmap' });
    expect(dataOf(mapped, 6)).toEqual(toneMap.subarray(0, 62));
    expect(includes(mapped, groups)).toBe(true);
    expect(read(mapped).compatibleBrands).toContain('tmap');
    expect(
      removeSync(file)
        .report.removed.map(({ kind }) => kind)
        .filter((kind) => kind !== 'reference')
        .sort(),
    ).toEqual(
      [
        'depth',
        'exif',
        'gainmap',
        'gainmap',
        'group',
        'picture',
        'thumbnail',
        'xmp',
        'property',
        'property',
      ].sort(),
    );
  });

  test('the colour profile, unless it is not wanted; other colours always', () => {
    const profile = concat(new Uint8Array(128), 'profile');
    const picture = hevcItem({ properties: [profileProperty(profile), nclx(), rotation(1)] });
    const colours = heif({ items: [picture, ...metadata] });
    expect(propertiesOf(clean(colours), 1)).toEqual(['hvcC', 'ispe', 'pixi', 'colr', 'colr', 'irot']);
    expect(includes(clean(colours), 'profile')).toBe(true);
    expect(propertiesOf(clean(colours, 'strict'), 1)).toEqual(['hvcC', 'ispe', 'pixi', 'colr', 'irot']);
    expect(includes(clean(colours, 'strict'), 'profile')).toBe(false);
  });

  test('tiles of a grid, other pictures of the file, and which are hidden', () => {
    const tiles = [2, 3].map((id) => hevcItem({ id, hidden: id === 2 }));
    const grid = gridItem(1, 2, 128, 64, [2, 3], { construction: 1 });
    const cleaned = clean(heif({ version: 1, items: [grid, ...tiles, hevcItem({ id: 70 }), ...metadata] }));
    expect(itemsOf(cleaned)).toEqual({ 1: 'grid', 2: 'hvc1', 3: 'hvc1', 70: 'hvc1' });
    const meta = read(cleaned).meta!;
    expect(meta.items.filter(({ hidden }) => hidden).map(({ id }) => id)).toEqual([2]);
    expect(meta.references.map(({ type, from, to }) => [type, from, to])).toEqual([['dimg', 1, [2, 3]]]);
  });

  test('bytes that two items share, once', () => {
    const shared: Item[] = [
      hevcItem({
        id: 1,
        type: 'unci',
        construction: 2,
        source: 3,
        ranges: [
          [0, 20],
          [25, 4],
        ],
      }),
      hevcItem({ id: 2, type: 'unci', construction: 2, source: 3, ranges: [[10, 15]] }),
      {
        id: 3,
        type: 'mime',
        contentType: 'text/x',
        data: Uint8Array.from({ length: 40 }, (_, i) => 100 + i),
      },
    ];
    const file = heif({ version: 1, items: shared });
    const cleaned = clean(file);
    expect([dataOf(cleaned, 1), dataOf(cleaned, 2)]).toEqual([dataOf(file, 1), dataOf(file, 2)]);
    const media = read(cleaned).boxes.find(({ type }) => type === 'mdat')!;
    expect(media.end - media.body).toBe(29);
  });

  test('ids and numbers of properties that need more bits', () => {
    const many = Array.from({ length: 130 }, (_, i) =>
      hevcItem({ id: i + 1, properties: [spatialExtents(64, i + 1)] }),
    );
    const cleaned = clean(
      heif({ items: [...many, ...metadata.map((item, i) => ({ ...item, id: 500 + i }))] }),
    );
    expect(propertiesOf(cleaned, 130)).toEqual(['hvcC', 'ispe', 'pixi', 'ispe']);
  });

  test('the media type of the file', () => {
    expect(removeSync(heif({ items: [hevcItem()] })).report).toMatchObject({
      format: 'heif',
      mimeType: 'image/heic',
    });
    expect(removeSync(heif({ items: [av1Item()], brand: 'avif' })).report.mimeType).toBe('image/avif');
  });
});

test('every layout of the same items gives the same file', () => {
  const picture = hevcItem();
  const plain = clean(heif({ items: [picture] }));
  const layout = fc.record({
    version: fc.constantFrom<(0 | 1 | 2)[]>(0, 1, 2),
    wide: fc.boolean(),
    meta: fc.constantFrom<('before' | 'after')[]>('before', 'after'),
    largeBoxes: fc.boolean(),
    extents: fc.integer({ min: 1, max: 5 }),
    inItemData: fc.boolean(),
    extra: fc.subarray([box('free', 'free'), uuidBox('uuid'), box('wide')]),
    trailer: fc.constantFrom('', 'some text after the last box', '\0\0'),
    others: fc.shuffledSubarray([...metadata, hevcItem({ id: 5, references: { thmb: [1] } })]),
    first: fc.boolean(),
  });
  fc.assert(
    fc.property(layout, ({ extents, inItemData, others, first, ...options }) => {
      const construction = inItemData && options.version > 0 ? 1 : 0;
      const own: Item = { ...picture, extents, construction };
      const items = first ? [own, ...others] : [...others, own];
      expect(clean(heif({ ...options, items, primary: 1 }))).toEqual(plain);
    }),
    { numRuns: 150 },
  );
});

/** Header of a unit of AV1 that has no length. */
const frameToTheEnd = 0x30;

test('places beyond four gigabytes have 64 bits, and the media data is not read', () => {
  const items = [av1Item({ data: Uint8Array.of(frameToTheEnd) }), ...metadata];
  const file = heif({ brand: 'avif', items, wide: true, largeBoxes: true });
  const { boxes, meta } = read(file);
  const media = boxes.find(({ type }) => type === 'mdat')!;
  const length = 5e9;
  const numbers = new DataView(file.buffer, file.byteOffset);
  numbers.setBigUint64(media.start + 8, BigInt(length + 16));
  numbers.setBigUint64(meta!.items[0]!.location!.extents[0]!.at, BigInt(media.body));
  numbers.setBigUint64(meta!.items[0]!.location!.extents[0]!.at + 8, BigInt(length));
  for (const { location } of meta!.items.slice(1)) numbers.setBigUint64(location!.extents[0]!.at, 0n);
  const size = media.body + length;
  const context = { ...testContext().context, size };
  const input = { rules: rulesOf('everything'), context, known: new KnownData() };
  const scan = planAndVerify(input);
  let step = scan.next();
  while (!step.done) {
    const { start, end } = step.value;
    expect(end - start).toBeLessThan(1 << 16);
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
    bytes.set(file.subarray(start, Math.max(start, Math.min(end, file.length))));
    step = scan.next(new View(bytes, start));
  }
  const head = concat(...step.value.pieces.filter((piece) => piece instanceof Uint8Array));
  expect(step.value.pieces.at(-1)).toEqual({ start: media.body, end: size });
  const written = read(concat(head, [0])).meta!;
  expect(written.locations).toMatchObject({ offsetSize: 8, lengthSize: 8 });
  expect(written.items[0]!.location!.extents[0]).toMatchObject({
    offset: head.length,
    length,
  });
});

function* planAndVerify(input: PlanInput): Scan<Plan> {
  const plan = yield* heifPlanner.plan(input);
  yield* verify(heifPlanner, plan, input);
  return plan;
}

test('the report tells of links that go or lose an end, of names and of shorter properties', () => {
  const entities = (...ids: number[]) => concat(be32(9), be32(ids.length), ...ids.map(be32));
  const groups = box(
    'grpl',
    fullBox('altr', 0, 0, entities(1, 2, 4)),
    fullBox('altr', 0, 0, entities(1, 4)),
    fullBox('brst', 0, 0, entities(1, 2)),
  );
  const items = [
    hevcItem({ properties: [box('irot', [1, 2])], references: { prem: [2, 4] } }),
    hevcItem({ id: 2 }),
    hevcItem({ id: 4, references: { thmb: [1] } }),
    exifItem(tiff),
  ];
  const { report } = removeSync(heif({ items, boxes: [groups] }));
  const told = (list: typeof report.removed) => list.map(({ kind, path }) => `${kind} ${path}`);
  expect(told(report.removed)).toEqual([
    'thumbnail heif/meta/item 4',
    'exif heif/meta/item 10',
    'reference heif/meta/iref/thmb',
    'reference heif/meta/iref/cdsc',
    'group heif/meta/grpl/altr',
    'group heif/meta/grpl/brst',
  ]);
  expect(told(report.changed)).toEqual([
    'property heif/meta/iprp/ipco/irot',
    'reference heif/meta/iref/prem',
    'group heif/meta/grpl/altr',
  ]);
  expect(told(report.kept)).toEqual(['orientation heif/meta/iprp/ipco/irot']);
  for (const { ranges } of [...report.removed, ...report.changed]) expect(ranges).toHaveLength(1);
});

test('a further picture that is damaged goes, and the report says why', () => {
  const tile = gridItem(1, 2, 128, 64, [4, 5], { id: 3 });
  const cleaned = removeSync(heif({ items: [hevcItem(), hevcItem({ id: 2 }), tile, hevcItem({ id: 4 })] }));
  expect(itemsOf(cleaned.bytes())).toEqual({ 1: 'hvc1', 2: 'hvc1' });
  expect(cleaned.report.removed).toContainEqual(
    expect.objectContaining({ path: 'heif/meta/item 3', why: 'an item that the picture needs is missing' }),
  );
});

describe('what is refused', () => {
  test.each<[string, string, Uint8Array]>([
    ['a primary item that is no picture', 'not-writable', heif({ items: [exifItem(tiff)] })],
    ['a picture of an unknown type', 'not-writable', heif({ items: [{ id: 1, type: 'new1', data: 'x' }] })],
    [
      'an unknown essential property',
      'not-writable',
      heif({ items: [hevcItem({ properties: [{ essential: box('newp') }] })] }),
    ],
    ['a picture in fragments', 'not-writable', heif({ items: [hevcItem()], extra: [box('moof')] })],
    [
      'a picture in a mini box',
      'not-writable',
      concat(box('ftyp', 'mif3', be32(0), 'avif'), box('mini', 'x')),
    ],
    ['no picture', 'malformed', box('ftyp', 'heic', be32(0), 'mif1')],
    ['a missing tile', 'malformed', heif({ items: [gridItem(1, 2, 128, 64, [2, 3]), hevcItem({ id: 2 })] })],
    [
      'a grid that is too short',
      'malformed',
      heif({ items: [gridItem(1, 1, 64, 64, [2], { data: [0, 0, 0] }), hevcItem({ id: 2 })] }),
    ],
    [
      'a property that is too short',
      'malformed',
      heif({ items: [hevcItem({ properties: [box('clap', be32(1))] })] }),
    ],
  ])('%s', (_, code, bytes) => {
    const error = refusal(bytes);
    expect(error.code).toBe(code);
    expect(error.offset).toBeTypeOf('number');
  });

  test('metadata whose bytes are a picture as well', () => {
    const items: Item[] = [
      hevcItem({ construction: 2, source: 3, ranges: [[0, 20]] }),
      { id: 2, type: 'Exif', construction: 2, source: 3, ranges: [[10, 30]] },
      { id: 3, type: 'mime', contentType: 'text/x', data: concat(be32(16), [0x28, 1], new Uint8Array(34)) },
    ];
    expect(refusal(heif({ version: 1, items }))).toMatchObject({
      code: 'not-writable',
      path: 'heif/meta/item 2',
    });
  });

  test('a file that is cut anywhere in the picture', () => {
    const file = heif({ items: [...metadata, hevcItem()], primary: 1 });
    for (let length = 24; length < file.length; length++) {
      const { code, offset } = refusal(file.subarray(0, length));
      expect(['truncated', 'malformed']).toContain(code);
      expect(offset).toBeTypeOf('number');
    }
  });

  test('damage is refused or cleaned, and never another error', () => {
    const items = [gridItem(1, 2, 128, 64, [2, 3]), hevcItem({ id: 2 }), hevcItem({ id: 3 }), ...metadata];
    const file = heif({ version: 1, items });
    const change = fc.tuple(fc.nat({ max: file.length - 1 }), fc.constantFrom(0, 1, 127, 128, 255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = file.slice();
        for (const [at, value] of changes) bytes[at] = value;
        let rewrite: RewriteSync;
        try {
          rewrite = removeSync(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MetadataError);
          return;
        }
        expect(removeSync(rewrite.bytes()).bytes()).toEqual(rewrite.bytes());
      }),
      { numRuns: 500 },
    );
  });
});
