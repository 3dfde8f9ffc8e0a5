// Removes metadata: finds the planner of a file's format, checks what it planned, gives the cleaned file.
import {
  joinPieces,
  locate,
  type Piece,
  pieceLength,
  slicePieces,
  smallPieces,
  totalLength,
} from './bytes/pieces.js';
import { type ByteRange, runSync, type Scan } from './bytes/scan.js';
import { Sha256 } from './bytes/sha256.js';
import { gifPlanner } from './containers/gif/plan.js';
import { heifPlanner } from './containers/heif/plan.js';
import { jpegPlanner } from './containers/jpeg/plan.js';
import type { Plan, PlanEntry, PlanInput, Planner } from './containers/plan.js';
import { pngPlanner } from './containers/png/plan.js';
import { tiffPlanner } from './containers/tiff/plan.js';
import { webpPlanner } from './containers/webp/plan.js';
import { createContext, drive, type FileFacts } from './engine.js';
import { MetadataError, type Warning } from './errors.js';
import { defaultLimits } from './limits.js';
import { planOnly } from './remove/only/plan.js';
import { onlyOf, type Preset, type RemovePolicy, rulesOf } from './remove/policy.js';
import { statedTexts } from './remove/stated.js';
import { tellOfKept } from './remove/tell.js';
import { verify } from './remove/verify.js';
import { type ByteSource, openSource, type Source } from './sources/source.js';

/** The formats that can be cleaned: a new one is one line here. */
const planners: readonly Planner[] = [
  jpegPlanner,
  pngPlanner,
  webpPlanner,
  gifPlanner,
  tiffPlanner,
  heifPlanner,
];

/** What a cleaning did. */
export interface RemoveReport {
  /** `jpeg`, `png`, `webp`, `gif` or `tiff`. */
  readonly format: string;
  readonly mimeType: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly removed: readonly PlanEntry[];
  /** What stays beside the coded picture, and why. */
  readonly kept: readonly PlanEntry[];
  readonly changed: readonly PlanEntry[];
  /** Whether the file carried a C2PA manifest, which proves where a picture comes from. */
  readonly c2pa: boolean;
  readonly warnings: readonly Warning[];
}

/**
 * SHA-256 of the coded picture data in lower-case hexadecimal; the two are equal. It is computed when asked for, as
 * it takes several times as long as the cleaning itself.
 */
export interface ImageDigest {
  readonly before: string;
  readonly after: string;
}

/** A cleaned file that is yet to be written. */
export interface Rewrite {
  /** The cleaned file as ranges of the source and new bytes between them. */
  readonly pieces: readonly Piece[];
  readonly report: RemoveReport;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** Of a Blob, the parts of it: nothing is copied. */
  blob(): Promise<Blob>;
  /** Reads the source again while it is written; at most about 1 MiB is held. */
  stream(): ReadableStream<Uint8Array>;
  imageDigest(): Promise<ImageDigest>;
}

/** A cleaned file of bytes in memory. */
export interface RewriteSync {
  readonly pieces: readonly Piece[];
  readonly report: RemoveReport;
  bytes(): Uint8Array<ArrayBuffer>;
  imageDigest(): ImageDigest;
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
  const held =
    typeof ReadableStream !== 'undefined' && source instanceof ReadableStream
      ? await readAll(source)
      : source;
  const planned = await drive(held, (file) => planRemoval(policy, file), unboundedReads);
  const opened = openSource(held);
  const byteSource = opened instanceof Uint8Array ? memorySource(opened) : opened;
  const { pieces, imageData } = planned.plan;
  return {
    pieces,
    report: planned.report,
    bytes: () =>
      opened instanceof Uint8Array ? Promise.resolve(joinPieces(pieces, opened)) : readPieces(pieces, opened),
    blob: () => piecesBlob(pieces, held, byteSource, planned.report.mimeType),
    stream: () => streamPieces(pieces, byteSource),
    imageDigest: async () => ({
      before: await digest(imageData, byteSource),
      after: await digest(imageAfter(planned.plan), byteSource),
    }),
  };
}

/** The same over bytes in memory, at once. Throws as `remove` rejects. */
export function removeSync(
  source: Uint8Array | ArrayBuffer,
  policy: Preset | RemovePolicy = 'everything',
): RewriteSync {
  const bytes = source instanceof Uint8Array ? source : new Uint8Array(source);
  const { plan, report } = runSync(planRemoval(policy, { size: bytes.length }), bytes);
  return {
    pieces: plan.pieces,
    report,
    bytes: () => joinPieces(plan.pieces, bytes),
    imageDigest: () => ({
      before: digestSync(plan.imageData, bytes),
      after: digestSync(imageAfter(plan), bytes),
    }),
  };
}

/** All of a file may have to be looked at; it is never held whole. */
const unboundedReads = { ...defaultLimits, totalReadBytes: Number.POSITIVE_INFINITY };
const headBytes = 64;

function* planRemoval(
  policy: Preset | RemovePolicy,
  file: FileFacts,
): Scan<{ readonly plan: Plan; readonly report: RemoveReport }> {
  const warnings: Warning[] = [];
  const context = createContext(defaultLimits, file, warnings);
  const selection = onlyOf(policy);
  if (selection) {
    const { size, format, mimeType, c2pa, ...plan } = yield* planOnly(selection, context);
    const { pieces, removed, kept, changed } = plan;
    const lengths = { bytesBefore: size, bytesAfter: totalLength(pieces) };
    return { plan, report: { format, mimeType, ...lengths, removed, kept, changed, c2pa, warnings } };
  }
  const rules = rulesOf(policy);
  const head = yield { start: 0, end: headBytes };
  const planner = planners.find((candidate) => candidate.match(head));
  if (!planner) {
    const known = planners.map(({ name }) => name).join(', ');
    throw new MetadataError('unsupported-format', `this type of file cannot be cleaned (only ${known})`, {
      offset: 0,
    });
  }
  const stated = yield* statedTexts(head, rules, context);
  const input: PlanInput = { rules, context, known: new Map(), stated };
  const plan = yield* planner.plan(input);
  yield* verify(planner, plan, input);
  tellOfKept(planner.name, plan, rules, context);
  const { pieces, removed, kept, changed } = plan;
  const bytesAfter = totalLength(pieces);
  const report = {
    format: planner.name,
    mimeType: plan.mimeType ?? planner.mimeType,
    bytesBefore: file.size ?? bytesAfter,
    bytesAfter,
    removed,
    kept,
    changed,
    c2pa: [...removed, ...kept].some(({ kind }) => kind === 'c2pa'),
    warnings,
  };
  return { plan, report };
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

/** The bytes of pieces in order; the source is let go at the end. */
async function* readInOrder(pieces: readonly Piece[], source: ByteSource): AsyncGenerator<Uint8Array, void> {
  try {
    for (const piece of smallPieces(pieces)) {
      yield piece instanceof Uint8Array ? piece : await readRange(source, piece);
    }
  } finally {
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

function streamPieces(pieces: readonly Piece[], source: ByteSource): ReadableStream<Uint8Array> {
  const parts = readInOrder(pieces, source);
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

/** The picture's data as it lies in the cleaned file, by way of the plan's pieces. */
function imageAfter({ pieces, imageData }: Plan): Piece[] {
  return locate(pieces, imageData).flatMap(({ start, end }) => slicePieces(pieces, start, end));
}

async function digest(pieces: readonly Piece[], source: ByteSource): Promise<string> {
  const hash = new Sha256();
  for await (const part of readInOrder(pieces, source)) hash.update(part);
  return hash.hex();
}

function digestSync(pieces: readonly Piece[], bytes: Uint8Array): string {
  const hash = new Sha256();
  for (const piece of pieces) {
    if (pieceLength(piece) === 0) continue;
    hash.update(piece instanceof Uint8Array ? piece : bytes.subarray(piece.start, piece.end));
  }
  return hash.hex();
}
