// Removes metadata from any source: plans the cleaned file, and writes it when it is taken out.
import { joinPieces, type Piece, smallPieces, totalLength } from '../bytes/pieces.js';
import type { ByteRange } from '../bytes/scan.js';
import { type Hash, Sha256, toHex } from '../bytes/sha256.js';
import { byHead } from '../containers/by-head.js';
import type { Plan } from '../containers/plan.js';
import { MetadataError } from '../errors.js';
import { defaultLimits } from '../limits.js';
import { type FileFacts, type Run, withSource } from '../read/engine.js';
import { type FormatEntry, formats } from '../registry/formats.js';
import { type ByteSource, isByteSource, openSource, type Source } from '../sources/source.js';
import { needsReading, onlyOf, type Preset, type RemovePolicy, rulesOf } from './policy.js';
import { imageOf, planCleaning, planSelection, type Removal, type RemoveReport } from './removal.js';
import { type ImageDigest, renderingDigest } from './rendering.js';

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
      return streamOf(onDigest ? summedUp(parts, planned.plan, byteSource, onDigest) : parts);
    },
    imageDigest: async () => {
      const image = imageOf(planned.plan);
      const before = await digest(image.before, opened);
      return { before, after: image.after === image.before ? before : await digest(image.after, opened) };
    },
    renderingDigest: async () => renderingDigest(planned.rendering),
  };
}

const cleanable = formats.filter((entry): entry is Required<FormatEntry> => 'fetchPlanner' in entry);

/** What the policy and the file's format need is fetched first. */
async function plan(policy: Preset | RemovePolicy, run: Run, file: FileFacts): Promise<Removal> {
  const selection = onlyOf(policy);
  if (selection) {
    const { planOnly } = await import('./selective/plan.js');
    const entry = await run(byHead(cleanable, 'changed'));
    const [format, { rendering }] = [await entry.fetch(), await entry.fetchPlanner()];
    return run(
      planSelection((asked, context) => planOnly(asked, format, rendering, context), selection, file),
    );
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

function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async ({ start, end }) => bytes.subarray(start, end) };
}

/** Reads exactly a range. Rejects with `source-failed` where the source has become shorter. */
async function readRange(source: ByteSource, range: ByteRange): Promise<Uint8Array> {
  const bytes = await source.read(range);
  const length = range.end - range.start;
  if (bytes.length < length) {
    throw new MetadataError('source-failed', 'the source is shorter than it was', {
      offset: range.start + bytes.length,
    });
  }
  return bytes.subarray(0, length);
}

/** The bytes of pieces in order, each read while the one before is worked on; the source is let go at the end. */
async function* readInOrder(pieces: readonly Piece[], source: ByteSource): AsyncGenerator<Uint8Array, void> {
  const begin = (piece: Piece): Promise<Uint8Array> => {
    const bytes = piece instanceof Uint8Array ? Promise.resolve(piece) : readRange(source, piece);
    // It is awaited in its turn, or by nobody where the work ends before.
    bytes.catch(() => {});
    return bytes;
  };
  let ahead: Promise<Uint8Array> | undefined;
  try {
    for (const piece of smallPieces(pieces)) {
      const bytes = await ahead;
      ahead = begin(piece);
      if (bytes) yield bytes;
    }
    if (ahead) yield await ahead;
  } finally {
    await ahead?.catch(() => {});
    await source.close?.();
  }
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

/** The parts of the cleaned file, the picture in them summed up. */
async function* summedUp(
  parts: AsyncIterable<Uint8Array>,
  plan: Plan,
  source: ByteSource,
  onDigest: (digest: ImageDigest) => void,
): AsyncGenerator<Uint8Array, void> {
  const image = imageOf(plan);
  const hash = await newHash(source);
  let at = 0;
  let next = 0;
  for await (const part of parts) {
    const end = at + part.length;
    for (let range = image.places[next]; range && range.start < end; range = image.places[++next]) {
      hash.update(part.subarray(Math.max(0, range.start - at), range.end - at));
      if (range.end > end) break;
    }
    yield part;
    at = end;
  }
  const after = hash.hex();
  onDigest({ before: image.after === image.before ? after : await digest(image.before, source), after });
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

/** By the runtime's own SHA-256 where it has one for bytes in memory or for the source, else by ours. */
async function digest(pieces: readonly Piece[], source: Uint8Array | ByteSource): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (source instanceof Uint8Array && subtle) {
    return toHex(new Uint8Array(await subtle.digest('SHA-256', joinPieces(pieces, source))));
  }
  const byteSource = source instanceof Uint8Array ? memorySource(source) : source;
  const hash = await newHash(byteSource);
  for await (const part of readInOrder(pieces, byteSource)) hash.update(part);
  return hash.hex();
}

async function newHash(source: ByteSource): Promise<Hash> {
  return (await source.sha256?.()) ?? new Sha256();
}
