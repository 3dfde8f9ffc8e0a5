// What holds for removal whatever a file is put together from: idempotent, the same picture, the same coded data.
import { MetadataError, type RemovePolicy } from 'exifkit';
import { removeSync } from 'exifkit/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  animation,
  av1AlphaItem,
  av1Item,
  type BytesLike,
  box,
  commentExtension,
  concat,
  exif,
  exifItem,
  exifSegment,
  type Field,
  frameChunk,
  gif,
  gradient,
  graphicControl,
  heif,
  hevcItem,
  type Item,
  icc,
  iccSegments,
  jfif,
  jpeg,
  latin1,
  loopExtension,
  losslessChunk,
  lossyChunk,
  type PngChunk,
  pageFields,
  png,
  profileProperty,
  type RiffChunk,
  rotation,
  type Segment,
  subBlocks,
  tiffStructure,
  utf8,
  uuidBox,
  videoMp4,
  webp,
  xmpItem,
} from '../fixtures/build/index.js';
import { compare } from './pictures.js';

const runs = { numRuns: 60 };

/** The properties, for one file. */
async function holds(bytes: Uint8Array, policy: RemovePolicy = {}): Promise<void> {
  const once = removeSync(bytes, policy);
  const after = once.bytes();
  const twice = removeSync(after, policy);
  expect(Buffer.compare(twice.bytes(), after), 'removing twice').toBe(0);
  const { before, after: kept } = once.imageDigest();
  expect(kept, 'coded data').toBe(before);
  expect(twice.imageDigest().before, 'coded data of the cleaned file').toBe(before);
  expect(await compare(bytes, after)).toMatch(/^(same|undecodable)$/);
}

const bytes = fc.uint8Array({ maxLength: 40 });
const orientation = fc.integer({ min: 1, max: 8 });
const littleEndian = fc.boolean();
const exifBlock = fc.record({ orientation, littleEndian }).map(({ orientation, littleEndian }) =>
  exif({
    ifd0: [[0x0112, 'SHORT', orientation]],
    exif: [[0x9003, 'ASCII', '2024:02:29 06:15:30']],
    littleEndian,
  }),
);
const profile = icc();

/** The items of a list in any order. */
const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

/** All of these lists, their items in any order. */
const mixed = <T>(...lists: readonly fc.Arbitrary<readonly T[]>[]): fc.Arbitrary<T[]> =>
  fc.tuple(...lists).chain((all) => shuffled(all.flat()));

const marker = fc.oneof(fc.integer({ min: 0xe0, max: 0xef }), fc.constant(0xfe));
const strangeSegment = fc.tuple(marker, bytes).map(([code, data]): Segment => [code, concat('?', data)]);
const strangeSegments = fc.array(strangeSegment, { maxLength: 12 });

test('JPEG: any segments in any order', async () => {
  const file = fc.record({
    segments: mixed(
      strangeSegments,
      fc.array(exifBlock.map(exifSegment), { maxLength: 1 }),
      fc.constantFrom<Segment[]>([], iccSegments(profile), iccSegments(profile, 3)),
      fc.constantFrom<Segment[]>([], [jfif()]),
    ),
    between: strangeSegments,
    mode: fc.constantFrom('baseline' as const, 'scans' as const, 'progressive' as const),
    endOfImage: fc.boolean(),
    fill: fc.integer({ min: 0, max: 3 }),
    trailer: bytes,
  });
  const property = fc.asyncProperty(file, ({ mode, endOfImage, trailer, ...rest }) =>
    holds(jpeg({ ...rest, coding: { mode }, endOfImage, trailer: endOfImage ? trailer : '' })),
  );
  await fc.assert(property, runs);
});

const motion: RemovePolicy = { keep: ['motionVideo', 'depth', 'gainMap', 'c2pa'] };

test('motion photos: any segments, and anything around the video', async () => {
  const file = fc.record({ segments: strangeSegments, before: bytes, behind: bytes });
  const property = fc.asyncProperty(file, ({ segments, before, behind }) =>
    holds(jpeg({ segments, trailer: concat(before, videoMp4(), behind) }), motion),
  );
  await fc.assert(property, runs);
});

test('motion photos: a video changed anywhere is refused, or stays by a clean plan', () => {
  const video = videoMp4();
  const edits = fc.array(fc.tuple(fc.nat(video.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  const property = fc.property(edits, (changes) => {
    const changed = video.slice();
    for (const [at, value] of changes) changed[at] = value;
    try {
      const after = removeSync(jpeg({ trailer: changed }), motion).bytes();
      expect(Buffer.compare(removeSync(after, motion).bytes(), after)).toBe(0);
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      expect(error.code).not.toBe('unsafe-write');
    }
  });
  fc.assert(property, { numRuns: 400 });
});

const lower = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
const upper = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const strangeChunk = fc
  .tuple(lower, fc.oneof(lower, upper), upper, lower, bytes)
  .map(([a, b, c, d, data]): PngChunk => [`${a}${b}${c}${d}`, data]);
const textual = fc
  .tuple(fc.constantFrom('tEXt', 'zTXt', 'iTXt', 'tIME', 'caBX'), bytes)
  .map(([type, data]): PngChunk => [type, data]);
const strangeChunks = fc.array(fc.oneof(strangeChunk, textual), { maxLength: 10 });

test('PNG: any chunks in any order', async () => {
  const frames = animation([gradient(), gradient(), gradient()]);
  const file = fc.record({
    chunks: mixed(
      strangeChunks,
      fc.array(
        exifBlock.map((block): PngChunk => ['eXIf', block]),
        { maxLength: 1 },
      ),
    ),
    animated: fc.boolean(),
    after: strangeChunks,
    dataParts: fc.integer({ min: 1, max: 5 }),
    dataTail: bytes,
    interlace: fc.boolean(),
    trailer: bytes,
  });
  const property = fc.asyncProperty(file, ({ animated, chunks, after, interlace, ...rest }) =>
    holds(
      png({
        ...rest,
        interlace: interlace && !animated,
        chunks: animated ? [...frames.chunks, ...chunks] : chunks,
        after: animated ? [...frames.after, ...after] : after,
      }),
    ),
  );
  await fc.assert(property, runs);
});

const strangeRiffChunk = fc
  .tuple(fc.constantFrom('EXIF', 'XMP ', 'C2PA', 'priv', 'JUNK', 'META'), bytes)
  .map(([type, data]): RiffChunk => [type, concat('?', data)]);

test('WebP: any chunks in any order', async () => {
  const file = fc.record({
    picture: fc.constantFrom<RiffChunk[]>([losslessChunk()], [lossyChunk()], [frameChunk(), frameChunk()]),
    exif: fc.option(exifBlock, { nil: undefined }),
    icc: fc.constantFrom(undefined, profile),
    extra: fc.array(strangeRiffChunk, { maxLength: 8 }),
    trailer: bytes,
  });
  const property = fc.asyncProperty(file, ({ exif, icc, ...rest }) =>
    holds(webp({ ...rest, ...(exif && { exif }), ...(icc && { icc }) })),
  );
  await fc.assert(property, runs);
});

const extension = fc.oneof(
  bytes.map((data) => commentExtension(data)),
  bytes.map((data) => concat([0x21, 0xff, 11], latin1('PRIVATE 1.0'), subBlocks(data))),
  fc.constant(loopExtension(2)),
  fc.constant(graphicControl(4)),
);

test('GIF: any extensions in any order', async () => {
  const file = fc.record({
    extensions: fc.array(extension, { maxLength: 8 }),
    frames: fc.integer({ min: 1, max: 3 }),
    trailer: bytes,
  });
  await fc.assert(
    fc.asyncProperty(file, (options) => holds(gif(options))),
    runs,
  );
});

/** Tags of metadata, and private ones; none of them says how the picture is coded. */
const strangeTag = fc.oneof(
  fc.constantFrom(0x010d, 0x010e, 0x010f, 0x0110, 0x0131, 0x013b, 0x02bc, 0x83bb, 0x8649, 0x8298, 0xc4a5),
  fc.integer({ min: 0xe000, max: 0xffff }),
);
const strangeField = fc.oneof(
  fc.tuple(strangeTag, bytes).map(([tag, data]): Field => [tag, 'UNDEFINED', data]),
  fc.tuple(strangeTag, fc.string({ maxLength: 30 })).map(([tag, text]): Field => [tag, 'ASCII', text]),
  fc
    .tuple(strangeTag, fc.array(fc.nat(65535), { maxLength: 9 }))
    .map(([tag, all]): Field => [tag, 'SHORT', all]),
);
const page = fc
  .record({
    fields: fc.uniqueArray(strangeField, { maxLength: 10, selector: ([tag]) => tag }),
    layout: fc.constantFrom({ rowsPerStrip: 3 }, { rowsPerStrip: 16 }, { tile: 16 }),
    deflate: fc.boolean(),
    channels: fc.constantFrom(1, 3, 4),
    orientation,
  })
  .map(({ fields, layout, deflate, channels, orientation }) =>
    pageFields({
      ...layout,
      deflate,
      picture: gradient(16, 16, channels),
      fields: [...fields, [0x0112, 'SHORT', orientation]],
    }),
  );

test('TIFF: any entries, pages and forms', async () => {
  const file = fc.record({
    ifds: fc.array(page, { minLength: 1, maxLength: 4 }),
    littleEndian,
    big: fc.boolean(),
    header: bytes,
    trailer: bytes,
  });
  const property = fc.asyncProperty(file, ({ trailer, ...rest }) =>
    holds(concat(tiffStructure(rest), trailer)),
  );
  await fc.assert(property, runs);
});

const strangeBoxes = fc.array(
  fc.oneof(
    bytes.map((data) => uuidBox(data)),
    fc.tuple(fc.constantFrom('free', 'skip', 'priv'), bytes).map(([type, data]) => box(type, data)),
  ),
  { maxLength: 5 },
);

interface Form {
  readonly version: 0 | 1 | 2;
  readonly wide: boolean;
  readonly meta: 'before' | 'after';
  readonly largeBoxes: boolean;
  readonly unowned: { mdat: BytesLike };
}

const form: fc.Arbitrary<Form> = fc.record({
  version: fc.constantFrom(0, 1, 2),
  wide: fc.boolean(),
  meta: fc.constantFrom('before', 'after'),
  largeBoxes: fc.boolean(),
  unowned: fc.record({ mdat: bytes }),
});

const metadataItem = fc.record({
  id: fc.integer({ min: 20, max: 200 }),
  kind: fc.constantFrom('Exif', 'XMP', 'private'),
  inIdat: fc.boolean(),
  extents: fc.integer({ min: 1, max: 4 }),
});

function strangeItem(
  { id, kind, inIdat, extents }: typeof metadataItem extends fc.Arbitrary<infer T> ? T : never,
  version: number,
): Item {
  const place = { id, extents, construction: inIdat && version > 0 ? 1 : 0 } as const;
  if (kind === 'Exif') return exifItem(exif({ ifd0: [[0x0112, 'SHORT', 6]] }), place);
  if (kind === 'XMP') return xmpItem(utf8('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'), place);
  return { type: 'priv', data: 'private data', name: 'private', ...place };
}

test.each(['heic', 'avif'] as const)('%s: any items, places and boxes', async (brand) => {
  const file = fc.record({
    form,
    items: fc.uniqueArray(metadataItem, { maxLength: 5, selector: ({ id }) => id }),
    boxes: strangeBoxes,
    extra: strangeBoxes,
    trailer: strangeBoxes,
    turned: fc.integer({ min: 0, max: 3 }),
    coloured: fc.boolean(),
    alpha: fc.boolean(),
    extents: fc.integer({ min: 1, max: 3 }),
    seed: fc.nat(100),
  });
  const property = fc.asyncProperty(
    file,
    async ({ form, items, turned, coloured, alpha, extents, trailer, seed, ...boxes }) => {
      const properties = [
        ...(turned > 0 ? [{ essential: rotation(turned) }] : []),
        ...(coloured ? [profileProperty(profile)] : []),
      ];
      const picture = (brand === 'heic' ? hevcItem : av1Item)({ properties, extents });
      const rest = items.map((item) => strangeItem(item, form.version));
      const all = [...(alpha && brand === 'avif' ? [av1AlphaItem(1)] : []), ...rest];
      all.splice(seed % (all.length + 1), 0, picture);
      await holds(heif({ ...form, ...boxes, brand, primary: 1, items: all, trailer: concat(...trailer) }));
    },
  );
  await fc.assert(property, { numRuns: 40 });
});
