// A file that is yet to be written, as its pieces, and the ways to take it out.
import { joinPieces, type Piece, totalLength } from '../bytes/pieces.js';
import type { Plan } from '../containers/plan.js';
import { defaultLimits, type Limits } from '../limits.js';
import { type ByteSource, isByteSource, openSource, type Source } from '../sources/source.js';
import type { summedUp } from './digest.js';
import { memorySource, readInOrder } from './in-order.js';
import type { RemoveReport } from './removal.js';
import type { ImageDigest, RenderingFacts } from './rendering.js';

/** A cleaned or edited file that is yet to be written. */
export interface Rewrite<Report = RemoveReport> {
  /** The file as ranges of the source and new bytes between them. */
  readonly pieces: readonly Piece[];
  readonly report: Report;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** Of a Blob, the parts of it: nothing is copied. */
  blob(): Promise<Blob>;
  /**
   * Reads the source again while it is written; at most a few MiB are held. `onDigest` is given the digest of the
   * picture, summed up on the way, before the stream ends; where it throws, the stream fails.
   */
  stream(onDigest?: (digest: ImageDigest) => void): ReadableStream<Uint8Array>;
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

/** The source itself; a stream, which can be read but once, as its bytes. */
export async function held(source: Source): Promise<Exclude<Source, ReadableStream>> {
  return isStream(source) ? await readAll(source) : source;
}

/** The ways to write what was planned for a source that is held. */
export function rewriteOf<Report extends { readonly mimeType: string }>(
  { plan, report, rendering }: Planned<Report>,
  source: Source,
): Rewrite<Report> {
  const opened = openSource(source);
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
    imageDigest: async () => (await import('./digest.js')).imageDigest(plan, opened),
    renderingDigest: async () => (await import('./digest.js')).renderingDigest(rendering),
  };
}

function isStream(source: Source): source is ReadableStream<Uint8Array> {
  return !isByteSource(source) && typeof ReadableStream !== 'undefined' && source instanceof ReadableStream;
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function readPieces(pieces: readonly Piece[], source: ByteSource): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(totalLength(pieces));
  let at = 0;
  for await (const part of readInOrder(pieces, source)) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function* withDigest(...given: Parameters<typeof summedUp>): AsyncGenerator<Uint8Array, void> {
  yield* (await import('./digest.js')).summedUp(...given);
}

function streamOf(parts: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller): Promise<void> {
      const step = await parts.next();
      if (step.done) controller.close();
      else controller.enqueue(step.value);
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
): Promise<Blob> {
  if (typeof Blob !== 'undefined' && source instanceof Blob) {
    const parts = pieces.map((piece) =>
      piece instanceof Uint8Array ? new Uint8Array(piece) : source.slice(piece.start, piece.end),
    );
    return new Blob(parts, { type });
  }
  return new Blob([await readPieces(pieces, opened)], { type });
}
