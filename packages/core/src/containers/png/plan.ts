// Rewrites a PNG without its metadata: picture, colour and animation chunks stay, all others go.
import { join } from '../../bytes/block-view.js';
import { crc32 } from '../../bytes/crc32.js';
import { DeflateEnd } from '../../bytes/deflate-end.js';
import { adler32, inflate } from '../../bytes/inflate.js';
import type { Piece } from '../../bytes/pieces.js';
import { runSync, type Scan } from '../../bytes/scan.js';
import { ascii } from '../../bytes/text.js';
import { type Chunk, isImageData, signatureBytes, walkChunks } from '../../structures/png/walk.js';
import { bigEndian, pngChunk, pngChunkHead } from '../../structures/png/write.js';
import { chooseExif, type KeptTags } from '../../structures/tiff/keep.js';
import { profileLength } from '../icc-length.js';
import { thumbnailMaker, warnAt } from '../jpeg/picture.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner, refuse, standsAt, strict } from '../plan.js';
import { pngEdit } from './edit.js';
import { exifProfile } from './exif-profile.js';
import { isKept, type Shape } from './kept-chunks.js';
import { keptTexts, type NewChunk, xmpChunk } from './plan-texts.js';
import { pngPut } from './put.js';
import { pngRendering } from './rendering.js';
import { streamCuts } from './streams.js';

/** The PNG planner (PNG third edition). */
export const pngPlanner: Planner<'png'> = {
  name: 'png',
  mimeType: 'image/png',
  plan: planPng,
  edit: pngEdit,
  put: pngPut,
  rendering: pngRendering,
};

function* planPng(input: PlanInput): Scan<Plan> {
  const chunks = yield* readChunks(input);
  const cuts = yield* streamCuts(input, chunks);
  const exif = yield* exifBlock(input, chunks);
  const xmp = yield* xmpChunk(input, chunks);
  const texts = yield* keptTexts(input, chunks);
  const plan = new PlanBuilder();
  const stays = new Set<string>();
  const header = yield { start: 0, end: 32 };
  const palette = chunks.find(({ type }) => type === 'PLTE');
  const shape = {
    colourType: header.u8(25),
    paletteEntries: palette ? (palette.end - palette.start) / 3 : 0,
  };
  plan.copy(0, signatureBytes);
  for (const chunk of chunks) {
    if (chunk.type === 'IDAT' && !stays.has('IDAT')) {
      if (exif) yield* writeExif(plan, exif);
      if (xmp) yield* writeXmp(plan, xmp);
    }
    const cut = cuts.get(chunk);
    const text = texts.get(chunk);
    if (isImageData(chunk) && cut === undefined) copyData(plan, chunk);
    else if (text) yield* writeText(plan, chunk, text);
    else if (chunk !== xmp?.from && (chunk.type !== 'eXIf' || chunk !== exif?.from))
      yield* writeChunk(input, plan, chunk, cut, stays, shape);
    if (chunk.type === 'IDAT') stays.add('IDAT');
  }
  const last = chunks.at(-1)!;
  const end = last.end + 4;
  if (last.type !== 'IEND') {
    const bytes = [pngChunk('IEND', new Uint8Array(0))];
    plan.change('picture', 'png/IEND', end, end, bytes, 'the end chunk was missing');
  }
  plan.remove('trailer', 'png/trailer', end, input.context.size ?? end);
  return plan;
}

/** All chunks up to IEND. Throws where one is cut off or none that a picture needs is there. */
function* readChunks({ context }: PlanInput): Scan<Chunk[]> {
  const chunks: Chunk[] = [];
  // biome-ignore lint/correctness/useYield: the headers say all that is asked
  const { at, state } = yield* walkChunks(strict(context), 'headers', function* (chunk) {
    const { type, start, end } = chunk;
    if (chunks.length === 0 && end - start !== 13)
      refuse('malformed', 'the header chunk has a wrong size', start - 8, 'png');
    if (isUnknownCritical(type))
      refuse('not-writable', 'a critical chunk that is not known', start - 8, `png/${type}`);
    chunks.push(chunk);
  });
  if (!chunks.some(({ type }) => type === 'IDAT'))
    refuse(state === 'closed' ? 'malformed' : 'truncated', 'a PNG without a picture', at, 'png');
  return chunks;
}

const knownCritical: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

/** Upper-case first letter: a decoder must know it (section 5.4). */
function isUnknownCritical(type: string): boolean {
  return type >= 'A' && type < '[' && !knownCritical.has(type);
}

/** Of a chunk that may stand once, the first that can stay does: so do decoders (PNG third edition, section 5.6). */
function* writeChunk(
  { rules, context }: PlanInput,
  plan: PlanBuilder,
  chunk: Chunk,
  cut: number | undefined,
  stays: Set<string>,
  shape: Shape,
): Scan<void> {
  const { type, start, end } = chunk;
  const path = `png/${type}`;
  if (cut !== undefined) yield* cutChunk(plan, chunk, cut);
  else if (type === 'IHDR' || (type === 'IEND' && start === end)) plan.copy(start - 8, end + 4);
  else if (type === 'IEND') {
    plan.change(
      'gap',
      path,
      start - 8,
      end + 4,
      [pngChunk(type, new Uint8Array(0))],
      'end chunk with content',
    );
  } else if (stays.has(type) && type !== 'fcTL') plan.remove(kindOf(type), path, start - 8, end + 4);
  else if (type === 'iCCP' && rules.colour) {
    if (yield* writeProfile(plan, chunk, context.limits.inflatedBytes)) stays.add(type);
  } else {
    const why = whyKept(rules, chunk, shape);
    if (why) {
      stays.add(type);
      plan.keep(type === 'caBX' ? 'c2pa' : 'chunk', path, start - 8, end + 4, why);
    } else plan.remove(kindOf(type), path, start - 8, end + 4);
  }
}

function whyKept({ c2pa, texts }: PlanInput['rules'], chunk: Chunk, shape: Shape): string | undefined {
  if (isKept(chunk, shape)) return 'picture, colour or animation';
  const time = chunk.type === 'tIME' && chunk.end - chunk.start === 7 && texts.time;
  return time || (chunk.type === 'caBX' && c2pa) ? 'asked for' : undefined;
}

function kindOf(type: string): string {
  if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') return 'text';
  if (type === 'eXIf') return 'exif';
  if (type === 'iCCP') return 'icc';
  return type === 'caBX' ? 'c2pa' : 'chunk';
}

/** Image data as it is. */
function copyData(plan: PlanBuilder, { type, start, end }: Chunk): void {
  const skip = type === 'fdAT' ? 4 : 0;
  plan.copy(start - 8, start + skip);
  plan.copyImage(start + skip, end);
  plan.copy(end, end + 4);
}

/** Image data without what follows its stream. */
function* cutChunk(plan: PlanBuilder, { type, start, end }: Chunk, cut: number): Scan<void> {
  plan.remove('gap', `png/${type}`, cut, end);
  const skip = type === 'fdAT' ? 4 : 0;
  if (cut === start && skip === 0) return;
  const sum = yield* checksum(type, start, cut);
  plan.insert(pngChunkHead(type, cut - start));
  plan.copy(start, start + skip);
  plan.copyImage(start + skip, cut);
  plan.insert(sum);
}

/**
 * The profile under a plain name; bytes behind its stream go, and so does what is no profile. Answers whether it
 * stays.
 */
function* writeProfile(plan: PlanBuilder, { start, end }: Chunk, limit: number): Scan<boolean> {
  const view = yield { start, end: end + 4 };
  const nameEnd = view.slice(start, Math.min(end, start + 80)).indexOf(0);
  const dataStart = start + nameEnd + 2;
  const stream =
    nameEnd > 0 && dataStart < end && view.u8(dataStart - 1) === 0
      ? profileStream(view.slice(dataStart, end), limit)
      : undefined;
  if (!stream) {
    plan.remove('icc', 'png/iCCP', start - 8, end + 4);
    return false;
  }
  const dataEnd = dataStart + stream.length;
  if (dataEnd === end && stream.ending.length === 0 && view.latin1(start, start + nameEnd) === 'icc') {
    plan.keep('icc', 'png/iCCP', start - 8, end + 4, 'colour profile');
    return true;
  }
  const { ending } = stream;
  const name = Uint8Array.of(0x69, 0x63, 0x63, 0, 0);
  const sum = crc32(ending, crc32(view.slice(dataStart, dataEnd), crc32(name, crc32(ascii('iCCP')))));
  const pieces: Piece[] = [
    pngChunkHead('iCCP', name.length + stream.length + ending.length),
    name,
    { start: dataStart, end: dataEnd },
    ending,
    bigEndian(sum),
  ];
  plan.change('icc', 'png/iCCP', start - 8, end + 4, pieces, 'profile under a plain name');
  return true;
}

/**
 * Length of a profile's stream that can be copied, or a stream anew, where it does not end or holds more than the
 * profile; `undefined` for no profile.
 */
function profileStream(
  data: Uint8Array,
  limit: number,
): { readonly length: number; readonly ending: Uint8Array } | undefined {
  const walk = new DeflateEnd();
  const pushed = walk.push(data);
  const found = pushed === 'incomplete' ? walk.finish() : pushed;
  const profile = inflate(data, limit);
  if (found === 'damaged' || profile.end === 'limited' || !isProfile(profile.bytes)) return undefined;
  const room = profile.bytes.length;
  const own = runSync(profileLength([{ start: 0, end: room }]), profile.bytes);
  if (own < room || found === 'incomplete') {
    return { length: 0, ending: storedStream(profile.bytes.subarray(0, own)) };
  }
  return { length: found, ending: new Uint8Array(0) };
}

/** Whether a profile is at least as long as it says (ICC.1:2022 section 7.2). */
function isProfile(bytes: Uint8Array): boolean {
  const stated = bytes.length < 128 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return stated >= 128 && stated <= bytes.length;
}

/** A zlib stream of stored blocks (RFC 1950, RFC 1951 section 3.2.4). */
function storedStream(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let at = 0; at < bytes.length; at += 65_535) {
    const block = bytes.subarray(at, at + 65_535);
    const { length } = block;
    const last = at + length === bytes.length ? 1 : 0;
    parts.push(Uint8Array.of(last, length, length >> 8, ~length, ~length >> 8), block);
  }
  return join([...parts, bigEndian(adler32(bytes))]);
}

interface ExifBlock {
  /** What it is made of, where that is EXIF. */
  readonly from: Chunk | undefined;
  readonly bytes: Uint8Array;
}

/** What stays of the first EXIF block, in a chunk of its own or in a raw profile, with what other blocks state. */
function* exifBlock(input: PlanInput, chunks: readonly Chunk[]): Scan<ExifBlock | undefined> {
  const { rules, context } = input;
  const kept: KeptTags = {
    ...rules.exif,
    stated: input.stated?.exif ?? [],
    colour: false,
    warn: warnAt(input, 'png/eXIf'),
    thumbnail: thumbnailMaker(input, 'png/eXIf/IFD1'),
  };
  const own = chunks.filter(({ type }) => type === 'eXIf');
  const block = yield* chooseExif(own, kept);
  if (block && block.from >= 0) return { from: own[block.from], bytes: block.bytes };
  for (const chunk of chunks) {
    if (kindOf(chunk.type) !== 'text' || chunk.end - chunk.start > context.limits.blockBytes) continue;
    const profile = yield* exifProfile(chunk, context.limits.inflatedBytes);
    const inside = { ...kept, warn: warnAt(input, `png/${chunk.type}/exif`) };
    const found = profile && runSync(chooseExif([{ start: 0, end: profile.length }], inside), profile);
    if (found && found.from >= 0) return { from: chunk, bytes: found.bytes };
  }
  return block && { from: undefined, bytes: block.bytes };
}

function* writeXmp(plan: PlanBuilder, { from, type, data }: NewChunk): Scan<void> {
  const [start, end] = from ? [from.start - 8, from.end + 4] : [0, 0];
  yield* plan.rewriteXmp(`png/${type}`, start, end, pngChunk(type, data));
}

/** A text that is asked for. */
function* writeText(plan: PlanBuilder, { start, end }: Chunk, { type, data }: NewChunk): Scan<void> {
  const bytes = pngChunk(type, data);
  if (yield* standsAt(bytes, start - 8)) plan.keep('text', `png/${type}`, start - 8, end + 4, 'asked for');
  else plan.change('text', `png/${type}`, start - 8, end + 4, [bytes], 'written uncompressed');
}

function* writeExif(plan: PlanBuilder, { from, bytes }: ExifBlock): Scan<void> {
  const [start, end] = from ? [from.start - 8, from.end + 4] : [0, 0];
  yield* plan.rewriteExif(`png/${from?.type ?? 'eXIf'}`, start, end, pngChunk('eXIf', bytes), 'XMP or IPTC');
}

/** How much of a chunk is summed up in one piece. */
const windowBytes = 1 << 18;

function* checksum(type: string, start: number, end: number): Scan<Uint8Array> {
  let sum = crc32(ascii(type));
  for (let at = start; at < end; at += windowBytes) {
    const stop = Math.min(end, at + windowBytes);
    const view = yield { start: at, end: stop };
    sum = crc32(view.slice(at, stop), sum);
  }
  return bigEndian(sum);
}
