// Rewrites a WebP without its metadata: picture, alpha and animation chunks stay, all others go.
import type { Piece } from '../../bytes/pieces.js';
import { totalLength } from '../../bytes/pieces.js';
import type { Scan } from '../../bytes/scan.js';
import { ascii } from '../../bytes/text.js';
import { chunkEnd, headerBytes, type RiffChunk, walkRiff } from '../../structures/riff/walk.js';
import { riffChunk, riffChunkHead } from '../../structures/riff/write.js';
import { chooseExif } from '../../structures/tiff/keep.js';
import { xmpPacket } from '../../structures/xmp/packet.js';
import type { Context } from '../../types.js';
import { profileLength } from '../icc-length.js';
import { thumbnailMaker, warnAt } from '../jpeg/picture.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner, refuse, strict } from '../plan.js';
import { webpEdit } from './edit.js';
import { EXIF_FLAG, ICC_FLAG, XMP_FLAG } from './features.js';
import { webpPut } from './put.js';
import { webpRendering } from './rendering.js';

/** The WebP planner (RFC 9649). */
export const webpPlanner: Planner<'webp'> = {
  name: 'webp',
  mimeType: 'image/webp',
  plan: planWebp,
  edit: webpEdit,
  put: webpPut,
  rendering: webpRendering,
};

const frameHeaderBytes = 16;
const animationBytes = 6;

const bitstreams: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ALPH']);

function* planWebp(input: PlanInput): Scan<Plan> {
  const { chunks, end } = yield* readChunks(input);
  const extended = chunks.some(({ type }) => type === 'VP8X');
  const exif = extended ? yield* exifBlock(input, chunks) : undefined;
  const unread = chunks.find(({ type }) => type === 'EXIF' && !extended);
  if (unread && input.stated)
    warnAt(input, 'webp/EXIF')('malformed', 'EXIF without VP8X is removed whole', unread.start);
  const body = new PlanBuilder();
  const seen = new Set<string>();
  const xmp = extended ? input.stated?.xmp : '';
  const oldXmp = xmp ? chunks.find(({ type }) => type === 'XMP ') : undefined;
  for (const chunk of chunks) {
    if (chunk !== exif?.from && chunk !== oldXmp) yield* writeChunk(input, body, chunk, seen);
    seen.add(chunk.type);
  }
  if (exif) {
    const { from, bytes } = exif;
    const [start, stop] = from ? [from.start - 8, chunkEnd(from)] : [end, end];
    yield* body.rewriteExif('webp/EXIF', start, stop, riffChunk('EXIF', bytes), 'XMP');
  }
  if (xmp) {
    const [start, stop] = oldXmp ? [oldXmp.start - 8, chunkEnd(oldXmp)] : [end, end];
    yield* body.rewriteXmp('webp/XMP', start, stop, riffChunk('XMP ', xmpPacket(xmp)));
  }
  const profile = seen.has('ICCP') && input.rules.colour;
  const flags = (profile ? ICC_FLAG : 0) | (exif ? EXIF_FLAG : 0) | (xmp ? XMP_FLAG : 0);
  const plan = new PlanBuilder(body);
  yield* writeHeader(plan, chunks, flags, body.pieces);
  plan.remove('trailer', 'webp/trailer', end, input.context.size ?? end);
  return plan;
}

/** The chunks of the RIFF, or of an ANMF chunk. Throws where one is cut off. */
function* readChunks(input: PlanInput): Scan<{ readonly chunks: RiffChunk[]; readonly end: number }> {
  const view = yield { start: 0, end: headerBytes };
  const size = input.context.size ?? 8 + view.u32(4, true);
  const end = Math.min(size, 8 + view.u32(4, true));
  const chunks = yield* chunksBetween({ ...input.context, size }, headerBytes, end, 'webp');
  if (!chunks.some(({ type }) => type === 'VP8 ' || type === 'VP8L' || type === 'ANMF')) {
    refuse('truncated', 'the file ends before the picture', end, 'webp');
  }
  return { chunks, end: Math.min(size, Math.max(end, chunkEnd(chunks.at(-1)!))) };
}

function* chunksBetween(context: Context, start: number, end: number, path: string): Scan<RiffChunk[]> {
  const chunks: RiffChunk[] = [];
  const behind = yield* walkRiff(strict(context), start, end, path, (chunk) => {
    chunks.push(chunk);
    return true;
  });
  if (behind + 8 <= end) refuse('truncated', 'the file ends within a chunk', behind, path);
  return chunks;
}

function* writeChunk(
  input: PlanInput,
  plan: PlanBuilder,
  chunk: RiffChunk,
  seen: ReadonlySet<string>,
): Scan<void> {
  const { type, start } = chunk;
  const path = `webp/${type}`;
  if (type === 'VP8X' && !seen.has(type)) return;
  if (bitstreams.has(type)) copyChunk(plan, chunk, true);
  else if (type === 'ANMF') yield* writeFrame(input, plan, chunk);
  else if (
    (type === 'ANIM' && !seen.has(type)) ||
    (type === 'ICCP' && input.rules.colour && !seen.has(type))
  ) {
    yield* copyCut(plan, chunk);
    const kind = type === 'ICCP' ? 'icc' : 'chunk';
    const why = type === 'ICCP' ? 'colour profile' : 'animation';
    plan.kept.push({ kind, path, ranges: [{ start: start - 8, end: chunkEnd(chunk) }], why });
  } else if (type === 'C2PA' && input.rules.c2pa && !seen.has(type)) {
    copyChunk(plan, chunk, false);
    plan.kept.push({
      kind: 'c2pa',
      path,
      ranges: [{ start: start - 8, end: chunkEnd(chunk) }],
      why: 'asked for',
    });
  } else plan.remove(kindOf(type), path, start - 8, chunkEnd(chunk));
}

function kindOf(type: string): string {
  if (type === 'EXIF') return 'exif';
  if (type === 'XMP ') return 'xmp';
  if (type === 'ICCP') return 'icc';
  return type === 'C2PA' ? 'c2pa' : 'chunk';
}

/** A profile or the animation's facts, without what stands behind them. */
function* copyCut(plan: PlanBuilder, chunk: RiffChunk): Scan<void> {
  const { type, start, end } = chunk;
  const room = end - start;
  const length = type === 'ICCP' ? yield* profileLength([{ start, end }]) : Math.min(room, animationBytes);
  if (length === room) return copyChunk(plan, chunk, false);
  plan.insert(riffChunkHead(type, length));
  plan.copy(start, start + length);
  if (length & 1) plan.insert(Uint8Array.of(0));
}

function copyChunk(plan: PlanBuilder, { start, end }: RiffChunk, picture: boolean): void {
  plan.copy(start - 8, start);
  if (picture) plan.copyImage(start, end);
  else plan.copy(start, end);
  if ((end - start) & 1) plan.insert(Uint8Array.of(0));
}

/** One frame of an animation: its header and its bitstreams (RFC 9649 section 2.7.1.1). */
function* writeFrame(input: PlanInput, plan: PlanBuilder, { start, end }: RiffChunk): Scan<void> {
  if (end - start < frameHeaderBytes) refuse('malformed', 'a frame without its header', start, 'webp/ANMF');
  const frame = new PlanBuilder(plan);
  const inside = { ...input.context, size: end };
  for (const chunk of yield* chunksBetween(inside, start + frameHeaderBytes, end, 'webp/ANMF')) {
    if (bitstreams.has(chunk.type)) copyChunk(frame, chunk, true);
    else frame.remove('chunk', `webp/ANMF/${chunk.type}`, chunk.start - 8, chunkEnd(chunk));
  }
  plan.insert(riffChunkHead('ANMF', frameHeaderBytes + totalLength(frame.pieces)));
  plan.copy(start, start + frameHeaderBytes);
  plan.append(frame.pieces);
}

interface ExifBlock {
  /** What it is made of, where that is EXIF. */
  readonly from: RiffChunk | undefined;
  readonly bytes: Uint8Array;
}

/** What stays of the first EXIF chunk, with what other blocks state. */
function* exifBlock(input: PlanInput, chunks: readonly RiffChunk[]): Scan<ExifBlock | undefined> {
  const { rules, stated } = input;
  const own = chunks.filter(({ type }) => type === 'EXIF').slice(0, 1);
  const kept = {
    ...rules.exif,
    colour: false,
    stated: stated?.exif ?? [],
    thumbnail: thumbnailMaker(input, 'webp/EXIF/IFD1'),
    warn: warnAt(input, 'webp/EXIF'),
  };
  const block = yield* chooseExif(own, kept);
  return block && { from: own[block.from], bytes: block.bytes };
}

/** The RIFF header with the new length, and VP8X with flags for what is still there. */
function* writeHeader(
  plan: PlanBuilder,
  chunks: readonly RiffChunk[],
  flags: number,
  body: readonly Piece[],
): Scan<void> {
  const extended = chunks.find(({ type }) => type === 'VP8X');
  let features: Uint8Array | undefined;
  if (extended) {
    const { start, end } = extended;
    if (end - start !== 10) refuse('malformed', 'a VP8X chunk of a wrong length', start - 8, 'webp/VP8X');
    const view = yield { start, end };
    features = view.slice(start, end).slice();
    features[0] = (features[0]! & ~(ICC_FLAG | EXIF_FLAG | XMP_FLAG)) | flags;
    features.fill(0, 1, 4);
  }
  const extension = features ? [riffChunk('VP8X', features)] : [];
  const head = riffChunkHead('RIFF', 4 + totalLength(extension) + totalLength(body));
  plan.insert(head);
  plan.insert(ascii('WEBP'));
  plan.append([...extension, ...body]);
}
