// A file that is yet to be written, as its pieces, and the ways to take it out.
import type { OwnBytes } from '../bytes/allocate.js';
import { joinPieces, type Piece, totalLength } from '../bytes/pieces.js';
import type { Scan } from '../bytes/scan.js';
import type { Plan } from '../containers/plan.js';
import { fetched } from '../errors.js';
import { defaultLimits, type Limits } from '../limits.js';
import { closeQuietly, type ReadOptions } from '../read/with-source.js';
import { abortable, unlessAborted } from '../sources/abort.js';
import type { PlatformBlob, PlatformStream, SignalLike } from '../sources/platform.js';
import { Reader } from '../sources/run.js';
import { type ByteSource, openSource, openStream, type Source, type Streamed } from '../sources/source.js';
import type { summedUp } from './digest.js';
import { memorySource, readInOrder } from './in-order.js';
import type { RemoveReport } from './removal.js';
import type { ImageDigest, RenderingFacts } from './rendering.js';

/** A cleaned or edited file that is yet to be written. */
export interface Rewrite<Report = RemoveReport> {
  /** The file as ranges of the source and new bytes between them. */
  readonly pieces: readonly Piece[];
  /** What went, what stayed and what changed. */
  readonly report: Report;
  /** The whole file, in memory. */
  bytes(): Promise<OwnBytes>;
  /** Of a Blob, the parts of it: nothing is copied. */
  blob(): Promise<PlatformBlob>;
  /**
   * Reads the source again while it is written; at most a few MiB are held. `onDigest` is given the digest of the
   * picture, summed up on the way, before the stream ends; where it throws, the stream fails.
   */
  stream(onDigest?: (digest: ImageDigest) => void): PlatformStream;
  /** SHA-256 of the picture's coded data before and after: equal. */
  imageDigest(): Promise<ImageDigest>;
  /**
   * The same of what shows the picture beside its coded data: frames and tables, colour and transparency, delays,
   * properties, structural tags, each read from the file itself. Profile, orientation and further pictures,
   * which the policy decides about, are not among them.
   */
  renderingDigest(): Promise<ImageDigest>;
}

/** A checked plan for a file, with its report. */
export interface Planned<Report> {
  readonly plan: Plan;
  readonly report: Report;
  readonly rendering: RenderingFacts;
}

/** All of a file may have to be looked at; it is never held whole. */
export const unboundedReads: Limits = { ...defaultLimits, totalReadBytes: Number.POSITIVE_INFINITY };

/** How a file may be written anew. */
export interface RewriteOptions extends ReadOptions {
  /** A stream is held in memory, at most so many bytes of it: 128 MiB where nothing is said. Other sources have no such end. */
  readonly limits?: Pick<Limits, 'totalReadBytes'>;
}

/** All of a stream, which can be read but once; it is refused as soon as its head is, by `check`. */
export async function readWhole(
  source: Streamed,
  check: Scan<unknown>,
  { limits, signal }: RewriteOptions,
): Promise<Uint8Array> {
  const { totalReadBytes } = { ...defaultLimits, ...limits };
  const stream = openStream(source, totalReadBytes);
  try {
    await new Reader(stream, { totalReadBytes, signal }).run(check);
    return await unlessAborted(signal as SignalLike | undefined, () => stream.readAll());
  } finally {
    await closeQuietly(stream);
  }
}

/** The ways to write what was planned for a source that is held. */
export function rewriteOf<Report extends { readonly mimeType: string }>(
  { plan, report, rendering }: Planned<Report>,
  source: Source,
  { signal }: RewriteOptions,
): Rewrite<Report> {
  const found = openSource(source, unboundedReads.totalReadBytes);
  const opened = found instanceof Uint8Array || !signal ? found : abortable(found, signal);
  const byteSource = opened instanceof Uint8Array ? memorySource(opened) : opened;
  const { pieces } = plan;
  return {
    pieces,
    report,
    bytes: () =>
      opened instanceof Uint8Array ? Promise.resolve(joinPieces(pieces, opened)) : readPieces(pieces, opened),
    blob: () => piecesBlob(pieces, source, byteSource, report.mimeType),
    stream: (onDigest) => {
      const parts = readInOrder(pieces, byteSource);
      return streamOf(onDigest ? withDigest(parts, plan, byteSource, onDigest) : parts);
    },
    imageDigest: async () => (await fetched(import('./digest.js'))).imageDigest(plan, opened),
    renderingDigest: async () => (await fetched(import('./digest.js'))).renderingDigest(rendering),
  };
}

async function readPieces(pieces: readonly Piece[], source: ByteSource): Promise<OwnBytes> {
  const bytes = new Uint8Array(totalLength(pieces));
  let at = 0;
  for await (const part of readInOrder(pieces, source)) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function* withDigest(...given: Parameters<typeof summedUp>): AsyncGenerator<Uint8Array, void> {
  yield* (await fetched(import('./digest.js'))).summedUp(...given);
}

function streamOf(parts: AsyncGenerator<Uint8Array, void>): PlatformStream {
  return new ReadableStream<OwnBytes>({
    async pull(controller): Promise<void> {
      const step = await parts.next();
      if (step.done) controller.close();
      else controller.enqueue(step.value as OwnBytes);
    },
    async cancel(): Promise<void> {
      await parts.return();
    },
  });
}

async function piecesBlob(
  pieces: readonly Piece[],
  source: Source,
  opened: ByteSource,
  type: string,
): Promise<PlatformBlob> {
  if (typeof Blob !== 'undefined' && source instanceof Blob) {
    const parts = pieces.map((piece) =>
      piece instanceof Uint8Array ? new Uint8Array(piece) : source.slice(piece.start, piece.end),
    );
    return new Blob(parts, { type });
  }
  return new Blob([await readPieces(pieces, opened)], { type });
}
