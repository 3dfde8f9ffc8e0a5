// Walks the chunks of a WebP (RFC 9649 section 2) and says which blocks they hold.
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { headerBytes, type RiffChunk, walkRiff } from '../../structures/riff/walk.js';
import type { BlockRef, Context, FileType, Layout, Picture } from '../../types.js';

/** RFC 6386 section 9.1. */
const lossyStartCode = 0x9d012a;
/** WebP lossless bitstream, section 3. */
const losslessSignature = 0x2f;
const imageChunks: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ANMF', 'ALPH']);

/** Finds the blocks of a WebP without reading its coded picture. */
export function* scanWebp(context: Context): Scan<Layout> {
  const chunks: RiffChunk[] = [];
  const blocks: BlockRef[] = [];
  let picture: Picture = {};
  let lossless = false;
  const end = yield* walkWebp(context, (chunk, view) => {
    chunks.push(chunk);
    blocks.push(...chunkBlocks(chunk, view));
    lossless ||= chunk.type === 'VP8L' && view.u8(chunk.start) === losslessSignature;
    if (picture.width === undefined) picture = readSize(chunk, view) ?? picture;
  });
  if (context.size !== undefined && context.size > end)
    blocks.push({
      kind: 'trailer',
      ranges: [{ start: end, end: context.size }],
      path: 'webp/trailer',
      host: 'webp',
    });
  return {
    fileType: fileType(chunks, lossless),
    picture,
    blocks,
    imageData: chunks.filter(({ type }) => imageChunks.has(type)).map(({ start, end }) => ({ start, end })),
  };
}

/**
 * Walks the chunks up to the end of the file, or to zeros or another file behind them, and gives each that holds
 * something to `visit`, with a view that holds its first bytes. Returns the offset behind the last whole chunk.
 */
export function* walkWebp(context: Context, visit: (chunk: RiffChunk, view: View) => void): Scan<number> {
  const head = yield { start: 0, end: headerBytes };
  const stated = 8 + head.u32(4, true);
  let faults = 0;
  const counting: Context = {
    ...context,
    warn: (...fault) => {
      faults++;
      context.warn(...fault);
    },
  };
  let stopped = false;
  const end = yield* walkRiff(counting, headerBytes, Number.POSITIVE_INFINITY, 'webp', (chunk, view) => {
    const { type, start } = chunk;
    stopped = type === 'RIFF' || (type === '\0\0\0\0' && chunk.end === start);
    if (!stopped && chunk.end > start) visit(chunk, view);
    return !stopped;
  });
  if (!stopped && faults === 0 && stated - end > 1)
    context.warn('truncated', 'the file ends before its last chunk', end, 'webp');
  return end;
}

/** The blocks in one chunk. */
function chunkBlocks(chunk: RiffChunk, view: View): BlockRef[] {
  const { type, start, end } = chunk;
  const ranges = [{ start, end }];
  const path = `webp/${type.trimEnd()}`;
  switch (type) {
    case 'ICCP':
      return [{ kind: 'icc', ranges, path }];
    case 'XMP ':
    case 'XMP\0':
      return [{ kind: 'xmp', ranges, path: 'webp/XMP' }];
    case 'C2PA':
      return [{ kind: 'jumbf', ranges, path }];
    case 'EXIF':
      return [exifBlock(chunk, view) ?? { kind: 'riff', label: type, ranges, path }];
    default:
      return [{ kind: 'riff', label: type, ranges, path }];
  }
}

/** The EXIF of an EXIF chunk; some writers put the header of JPEG's before it. */
function exifBlock({ start, end }: RiffChunk, view: View): BlockRef | undefined {
  const head = view.latin1(start, Math.min(end, view.end, start + 10));
  const skipped = head.startsWith('Exif\0\0') ? 6 : 0;
  const tiff = head.slice(skipped, skipped + 4);
  if (tiff !== 'II*\0' && tiff !== 'MM\0*') return undefined;
  return { kind: 'exif', ranges: [{ start: start + skipped, end }], path: 'webp/EXIF', host: 'webp' };
}

/** Width and height where the chunk states them (RFC 9649 sections 2.5, 2.6 and 2.7; RFC 6386 section 9.1). */
function readSize({ type, start, end }: RiffChunk, view: View): Picture | undefined {
  if (!view.has(start, Math.min(end, start + 10)) || end - start < 5) return undefined;
  if (type === 'VP8L' && view.u8(start) === losslessSignature) {
    const bits = view.u32(start + 1, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (end - start < 10) return undefined;
  if (type === 'VP8 ' && view.u24(start + 3) === lossyStartCode)
    return { width: view.u16(start + 6, true) & 0x3fff, height: view.u16(start + 8, true) & 0x3fff };
  if (type !== 'VP8X') return undefined;
  return { width: (view.u32(start + 4, true) & 0xffffff) + 1, height: (view.u32(start + 6, true) >>> 8) + 1 };
}

function fileType(chunks: readonly RiffChunk[], lossless: boolean): FileType {
  const extended = chunks.some(({ type }) => type === 'VP8X');
  return {
    type: `${extended ? 'Extended ' : ''}WEBP${lossless ? ' (lossless)' : ''}`,
    extension: 'webp',
    mimeType: 'image/webp',
  };
}
