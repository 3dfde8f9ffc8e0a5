// Removes metadata from any source: plans the cleaned file, and writes it when it is taken out.
import { joinPieces, type Piece, totalLength } from '../bytes/pieces.js';
import { byHead } from '../containers/by-head.js';
import { defaultLimits } from '../limits.js';
import { type FileFacts, type Run, withSource } from '../read/engine.js';
import { type FormatEntry, formats } from '../registry/formats.js';
import { type ByteSource, isByteSource, openSource, type Source } from '../sources/source.js';
import type { summedUp } from './digest.js';
import { memorySource, readInOrder } from './in-order.js';
import { needsReading, onlyOf, type Preset, type RemovePolicy, rulesOf } from './policy.js';
import { planCleaning, planSelection, type Removal, type RemoveReport } from './removal.js';
import type { ImageDigest } from './rendering.js';

/** A cleaned file that is yet to be written. */
export interface Rewrite {
  /** The cleaned file as ranges of the source and new bytes between them. */
  readonly pieces: readonly Piece[];
  readonly report: RemoveReport;
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

/**
 * Plans how to write a file without its metadata, and checks the plan. The picture's coded data is never
 * touched. Rejects with {@link MetadataError}: `unsupported-format` (its message says which formats can be
 * cleaned), `malformed` and `truncated` (with the offset), `not-writable` (a form that cannot be cleaned
 * completely, or an unknown policy), `limit-exceeded`, `unsafe-write` (the result failed its check).
 *
 * A stream is read into memory; a Blob or ByteSource is read in parts, and again when the result is taken.
 */
export async function remove(source: Source, policy: Preset | RemovePolicy = 'everything'): Promise<Rewrite> {
  const held = isStream(source) ? await readAll(source) : source;
  const planned = await withSource(held, unboundedReads, undefined, (run, file) => plan(policy, run, file));
  const opened = openSource(held);
  const byteSource = opened instanceof Uint8Array ? memorySource(opened) : opened;
  const { pieces } = planned.plan;
  return {
    pieces,
    report: planned.report,
    bytes: () =>
      opened instanceof Uint8Array ? Promise.resolve(joinPieces(pieces, opened)) : readPieces(pieces, opened),
    blob: () => piecesBlob(pieces, held, byteSource, planned.report.mimeType),
    stream: (onDigest) => {
      const parts = readInOrder(pieces, byteSource);
      return streamOf(onDigest ? withDigest(parts, planned.plan, byteSource, onDigest) : parts);
    },
    imageDigest: async () => (await import('./digest.js')).imageDigest(planned.plan, opened),
    renderingDigest: async () => (await import('./digest.js')).renderingDigest(planned.rendering),
  };
}

const cleanable = formats.filter((entry): entry is Required<FormatEntry> => 'fetchPlanner' in entry);

/** What the policy and the file's format need is fetched first. */
async function plan(policy: Preset | RemovePolicy, run: Run, file: FileFacts): Promise<Removal> {
  const selection = onlyOf(policy);
  if (selection) {
    const { planOnly } = await import('./selective/plan.js');
    const entry = await run(byHead(cleanable, 'changed'));
    const [format, planner] = [await entry.fetch(), await entry.fetchPlanner()];
    return run(planSelection((asked, context) => planOnly(asked, format, planner, context), selection, file));
  }
  const rules = rulesOf(policy);
  const planner = await (await run(byHead(cleanable, 'cleaned'))).fetchPlanner();
  const keep = needsReading(rules) ? (await import('./keep/index.js')).keepGroups : undefined;
  const needsInner = rules.motionVideo || rules.depth;
  const inner = needsInner ? (await import('../registry/inner-planners.js')).innerPlanners : undefined;
  return run(planCleaning(planner, rules, { keep, inner }, file));
}

/** All of a file may have to be looked at; it is never held whole. */
const unboundedReads = { ...defaultLimits, totalReadBytes: Number.POSITIVE_INFINITY };

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
  source: Exclude<Source, ReadableStream<Uint8Array>> | Source,
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
