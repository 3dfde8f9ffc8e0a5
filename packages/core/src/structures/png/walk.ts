// The one walk over the chunks of a PNG, without reading its image data (PNG third edition, section 5).
import { crc32 } from '../../bytes/crc32.js';
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { Context } from '../../types.js';
import { countEqualChunks } from './equal-chunks.js';

/** A chunk: its data is `[start, end)`; the length and type stand before, the checksum behind. */
export interface Chunk {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export const signatureBytes = 8;
const maxChunkBytes = 0x7fffffff;
/** Chunks up to this size are read as they are met, and their checksum is verified. */
const readBytes = 64 << 10;
/** What is read of larger ones: enough for a keyword. */
const headBytes = 128;

/** Whether the chunk holds coded picture data: it is never read. */
export function isImageData({ type }: Chunk): boolean {
  return type === 'IDAT' || type === 'fdAT';
}

/** Whether EXIF may be in the chunk: in its own kind, or in a text. */
function mayHoldExif({ type }: Chunk): boolean {
  return /^([ez]xif|text|[zi]txt)$/i.test(type);
}

/** Where a walk ended: behind IEND, behind another chunk with which the file ends, or at what is wrong. */
export interface ChunksEnd {
  readonly at: number;
  readonly state: 'closed' | 'open' | 'broken';
}

/**
 * Walks the chunks up to IEND and gives each that is asked for to `visit`. Reading `data`, the view holds all of it, or
 * the first bytes of one above 64 KiB, or nothing of image data, whose long runs of equal chunks are stepped over.
 * Reading `headers`, that of every chunk is read, and nothing else. What is wrong is told to `context.warn`.
 */
export function* walkChunks(
  context: Context,
  reads: 'data' | 'headers',
  visit: (chunk: Chunk, view: View) => Scan<void>,
): Scan<ChunksEnd> {
  let at = signatureBytes;
  let unchecked = maxChecked;
  let view = yield { start: 0, end: at + 8 };
  for (let count = 0; count < context.limits.segments; count++) {
    if (!view.has(at, at + 8)) view = yield { start: at, end: at + 8 };
    if (!view.has(at, at + 8)) {
      if (view.end === at || at === context.size) return { at, state: 'open' };
      context.warn('truncated', 'the file ends before the IEND chunk', at, 'png');
      return { at, state: 'broken' };
    }
    const length = view.u32(at);
    const chunk: Chunk = { type: view.fourcc(at + 4), start: at + 8, end: at + 8 + length };
    if (count === 0 && chunk.type !== 'IHDR')
      context.warn('malformed', `starts with a ${chunk.type} chunk, not IHDR`, at, 'png');
    if (length > maxChunkBytes) {
      context.warn('malformed', 'a chunk without a valid length', at, 'png');
      return { at, state: 'broken' };
    }
    const wanted = context.only === undefined || mayHoldExif(chunk);
    const read = reads === 'data' && wanted && !isImageData(chunk);
    const end = chunk.end + 4;
    const needed = length <= readBytes ? end : chunk.start + headBytes;
    if (read && !view.has(at, needed)) view = yield { start: at, end: needed };
    if ((read || reads === 'headers') && view.end < end && !(yield* isWhole(chunk, context))) {
      context.warn('truncated', 'chunk is cut off by the end of the file', at, `png/${chunk.type}`);
      return { at, state: 'broken' };
    }
    unchecked -= read ? length : 0;
    if (read && context.only === undefined && unchecked >= 0) checkSum(chunk, view, context);
    if (wanted) yield* visit(chunk, view);
    at = end;
    if (reads === 'data' && isImageData(chunk) && context.size !== undefined && !view.has(at, at + 8)) {
      const equal = yield* countEqualChunks(chunk, context.size);
      for (let i = 0; i < equal && count < context.limits.segments; i++, count++) {
        yield* visit({ type: chunk.type, start: at + 8, end: at + 8 + length }, view);
        at += 12 + length;
      }
    }
    if (chunk.type === 'IEND') return { at, state: 'closed' };
  }
  context.warn('limit-exceeded', `more than ${context.limits.segments} chunks`, at, 'png');
  return { at, state: 'broken' };
}

/** Whether the data and checksum of a chunk that is not all at hand are there. */
function* isWhole(chunk: Chunk, context: Context): Scan<boolean> {
  const end = chunk.end + 4;
  if (context.size !== undefined) return end <= context.size;
  return (yield { start: chunk.end, end }).end >= end;
}

/** Bytes whose checksums are tried: far more than the metadata of any PNG. */
const maxChecked = 16 << 20;

function checkSum({ type, start, end }: Chunk, view: View, context: Context): void {
  if (!view.has(start - 4, end + 4)) return;
  if (crc32(view.slice(start - 4, end)) !== view.u32(end))
    context.warn('malformed', 'chunk has a wrong checksum', start - 8, `png/${type}`);
}
