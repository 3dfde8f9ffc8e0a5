// The one walk over RIFF chunks (RFC 9649 section 2.3): those of a file, or of a chunk that holds others.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { Context } from '../../types.js';

/** A chunk: its data is `[start, end)`; four letters and the length stand before, a pad byte behind odd ones. */
export interface RiffChunk {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Of the RIFF header: its letters, its length, and what the file is. */
export const headerBytes = 12;
/** Read of each chunk: enough for every header. */
const headBytes = 16;

/** Where the next chunk begins. */
export function chunkEnd({ start, end }: RiffChunk): number {
  return end + ((end - start) & 1);
}

/**
 * Walks the chunks that begin in `[start, end)` and gives each to `visit`, with a view that holds its first bytes;
 * where that returns `false`, the walk ends before it. What is wrong is told to `context.warn`: a chunk may not end
 * beyond `context.size`. Returns the offset behind the last whole chunk.
 */
export function* walkRiff(
  context: Context,
  start: number,
  end: number,
  path: string,
  visit: (chunk: RiffChunk, view: View) => boolean | undefined,
): Scan<number> {
  const { segments } = context.limits;
  let at = start;
  let view = yield { start: at, end: at + 8 + headBytes };
  for (let count = 0; at + 8 <= end; count++) {
    if (count === segments) {
      context.warn('limit-exceeded', `more than ${segments} chunks`, at, path);
      return at;
    }
    view = yield* need(view, at, at + 8 + headBytes);
    if (!view.has(at, at + 8)) return at;
    const chunk = { type: view.fourcc(at), start: at + 8, end: at + 8 + view.u32(at + 4, true) };
    const size =
      context.size ??
      (view.end < chunk.end ? (yield { start: chunk.end - 1, end: chunk.end }).end : chunk.end);
    if (size < chunk.end) {
      context.warn('truncated', 'chunk is cut off by the end of the file', at, `${path}/${chunk.type}`);
      return at;
    }
    if (visit(chunk, view) === false) return at;
    at = chunkEnd(chunk);
  }
  return at;
}
