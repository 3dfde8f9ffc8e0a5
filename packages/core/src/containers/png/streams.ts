// Finds where the zlib streams of a PNG's pictures end in their chunks (PNG third edition section 10.1).
import { DeflateEnd } from '../../bytes/deflate-end.js';
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { Chunk } from '../../structures/png/walk.js';
import { type PlanInput, refuse } from '../plan.js';

/** Where a zlib stream that is spread over chunks begins in each: fdAT data follows a sequence number. */
interface Stream {
  readonly chunks: readonly Chunk[];
  readonly skip: number;
}

/** Where the data of image chunks ends that hold more than their stream. */
export function* streamCuts(input: PlanInput, chunks: readonly Chunk[]): Scan<Map<Chunk, number>> {
  const cuts = new Map<Chunk, number>();
  for (const found of streams(chunks)) {
    let stream = found;
    if (input.known.has(stream.chunks[0]!.start + stream.skip)) continue;
    const first = stream.chunks[0]!.start;
    let left = yield* streamEnd(stream);
    if (left !== undefined && left <= zlibHeaderBytes) {
      stream = yield* inSequence(found);
      left = yield* streamEnd(stream);
    }
    if (left === undefined) continue;
    if (left <= zlibHeaderBytes) refuse('malformed', 'the picture data is damaged', first, 'png/IDAT');
    for (const chunk of stream.chunks) {
      const length = Math.max(0, chunk.end - chunk.start - stream.skip);
      if (left < length) cuts.set(chunk, chunk.end - length + left);
      left = Math.max(0, left - length);
    }
  }
  return cuts;
}

/** The IDAT chunks are one stream, the fdAT chunks between two fcTL chunks another. */
function streams(chunks: readonly Chunk[]): Stream[] {
  const found: Stream[] = [{ chunks: chunks.filter(({ type }) => type === 'IDAT'), skip: 0 }];
  let frame: Chunk[] = [];
  for (const chunk of chunks) {
    if (chunk.type === 'fcTL') frame = [];
    if (chunk.type !== 'fdAT') continue;
    if (frame.length === 0) found.push({ chunks: frame, skip: 4 });
    frame.push(chunk);
  }
  return found;
}

/** The chunks of a frame in the order that their sequence numbers state; the others stand in theirs. */
function* inSequence({ chunks, skip }: Stream): Scan<Stream> {
  if (skip === 0 || chunks.length < 2) return { chunks, skip };
  const numbers = new Map<Chunk, number>();
  let view: View | undefined;
  for (const chunk of chunks) {
    const { start, end } = chunk;
    if (end - start < skip) return { chunks, skip };
    view = view?.has(start, start + skip) ? view : yield { start, end: start + skip };
    numbers.set(chunk, view.u32(start));
  }
  return { chunks: [...chunks].sort((a, b) => numbers.get(a)! - numbers.get(b)!), skip };
}

const windowBytes = 1 << 18;
const zlibHeaderBytes = 2;

/**
 * Length of a stream: up to its end, or up to where it is damaged, as no decoder gets further; `undefined` where
 * the chunks hold less than the stream.
 */
function* streamEnd({ chunks, skip }: Stream): Scan<number | undefined> {
  const walk = new DeflateEnd();
  let view: View | undefined;
  for (const chunk of chunks) {
    for (let at = chunk.start + skip; at < chunk.end; at += windowBytes) {
      const end = Math.min(chunk.end, at + windowBytes);
      view = view?.has(at, end) ? view : yield { start: at, end };
      const found = walk.push(view.slice(at, end));
      if (found !== 'incomplete') return found === 'damaged' ? walk.sound : found;
    }
  }
  const found = walk.finish();
  return found === 'damaged' ? walk.sound : found === 'incomplete' ? undefined : found;
}
