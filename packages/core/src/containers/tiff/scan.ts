// Walks a TIFF or TIFF-based raw file: its type, its size in pixels, where its picture data lies.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { MetadataError } from '../../errors.js';
import { readHeader } from '../../structures/tiff/header.js';
import {
  BITS_PER_SAMPLE,
  COMPRESSION,
  IMAGE_HEIGHT,
  IMAGE_WIDTH,
  JPEG_LENGTH,
  JPEG_OFFSET,
  JPG_FROM_RAW,
  MAKE,
  PHOTOMETRIC,
  SAMPLES_PER_PIXEL,
  STRIP_BYTE_COUNTS,
  STRIP_OFFSETS,
  SUB_IFDS,
  SUBFILE_TYPE,
  TILE_BYTE_COUNTS,
  TILE_OFFSETS,
} from '../../structures/tiff/ids.js';
import { entryOf, numbersOf, shortOf } from '../../structures/tiff/lookup.js';
import { type Entry, type Ifd, readIfds, type WalkPlan } from '../../structures/tiff/read.js';
import type { BlockRef, Context, Layout, Picture } from '../../types.js';
import { embeddedJpeg } from '../embedded-jpeg.js';
import { LayoutOfParts } from '../lazy-layout.js';
import { tiffFileType, typeByContent, typeByHeader } from './file-type.js';

/** Entries with the places and the sizes of strips, tiles and JPEG pictures. */
const places: readonly (readonly [number, number])[] = [
  [STRIP_OFFSETS, STRIP_BYTE_COUNTS],
  [TILE_OFFSETS, TILE_BYTE_COUNTS],
  [JPEG_OFFSET, JPEG_LENGTH],
];

/** What the container itself needs to know: few entries, all of them small but for the places of strips. */
const read = new Set([
  IMAGE_WIDTH,
  IMAGE_HEIGHT,
  BITS_PER_SAMPLE,
  COMPRESSION,
  PHOTOMETRIC,
  MAKE,
  SAMPLES_PER_PIXEL,
  ...places.flat(),
]);

/** The number after the byte order in Panasonic's raw files. */
const PANASONIC = 0x55;

const maxListBytes = 65_536;

const plan: WalkPlan = {
  pointers: new Map([[SUB_IFDS, 'SubIFD']]),
  chain: true,
  wanted: (entry: Entry) => read.has(entry.id) && entry.length <= maxListBytes,
};

/** Finds the layout of a TIFF (TIFF 6.0), BigTIFF or TIFF-based raw file. */
export function* scanTiff(context: Context): Scan<Layout> {
  const view = yield { start: 0, end: 64 };
  const header = readHeader(view, 0);
  if (!header)
    throw new MetadataError('malformed', 'the TIFF header points nowhere', { offset: 4, path: 'tiff' });
  const end = context.size ?? Number.MAX_SAFE_INTEGER;
  const source = { view, start: 0, end, wholeFile: true, path: 'tiff' };
  const ifds = yield* readIfds(source, header, plan, { ...context, warn: () => {} });
  const fileType = tiffFileType(typeByHeader(view, header) ?? typeByContent(view, ifds));
  const jpeg = header.magic === PANASONIC && ifds[0] ? entryOf(ifds[0], JPG_FROM_RAW) : undefined;
  const inner =
    jpeg && (yield* embeddedJpeg({ start: jpeg.offset, end: jpeg.offset + jpeg.length }, context));
  const blocks: BlockRef[] = [
    { kind: 'exif', ranges: [{ start: 0, end }], path: 'tiff', label: fileType.type, host: 'tiff' },
    // What IFD0 says comes first.
    ...(inner?.blocks ?? []).map((ref): BlockRef => ({ ...ref, aside: true })),
  ];
  const tail: BlockRef | undefined =
    context.size === undefined
      ? undefined
      : { kind: 'trailer', ranges: [{ start: 8, end: context.size }], path: 'tiff/trailer', host: 'tiff' };
  return new LayoutOfParts({ fileType, picture: inner?.picture ?? mainPicture(ifds), blocks, tail }, () =>
    pictureRanges(ifds, end, context.limits.values),
  );
}

/** The full picture: the first directory that does not say it is a reduced one. */
function mainPicture(ifds: readonly Ifd[]): Picture {
  const ifd =
    ifds.find(
      (candidate) =>
        (shortOf(candidate, SUBFILE_TYPE) ?? 0) === 0 && shortOf(candidate, IMAGE_WIDTH) !== undefined,
    ) ?? ifds[0];
  const width = shortOf(ifd, IMAGE_WIDTH);
  const height = shortOf(ifd, IMAGE_HEIGHT);
  return { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
}

/** Strips, tiles and embedded JPEG pictures, in file order, neighbours joined. */
function pictureRanges(ifds: readonly Ifd[], end: number, limit: number): readonly ByteRange[] {
  const ranges: ByteRange[] = [];
  for (const ifd of ifds) {
    for (const [placeId, sizeId] of places) {
      const starts = numbersOf(ifd, placeId, limit);
      const sizes = numbersOf(ifd, sizeId, limit);
      starts.forEach((start, index) => {
        const size = sizes[index] ?? 0;
        if (size > 0 && start + size <= end) ranges.push({ start, end: start + size });
      });
    }
  }
  return joinNeighbours(ranges.sort((a, b) => a.start - b.start));
}

function joinNeighbours(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const joined: { start: number; end: number }[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else joined.push({ ...range });
  }
  return joined;
}
