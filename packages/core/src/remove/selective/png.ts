// PNG: chunks changed in place where they stand as they are, written anew where they are compressed or hexadecimal.
import { zlibSync } from 'fflate';
import { crc32 } from '../../bytes/crc32.js';
import { inflate } from '../../bytes/inflate.js';
import type { Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { type InflateBudget, type TextFields, textBytes, textFields } from '../../structures/png/text.js';
import { type Chunk, isImageData, walkChunks } from '../../structures/png/walk.js';
import { chunkTag, keywordTag } from '../groups/names.js';
import { editBlock } from './blocks.js';
import { type FileDraft, MemoryDraft, PartDraft, runOn, type Splice } from './draft.js';
import { deeper, type Job, type Part, refuseBlock } from './job.js';
import { saysInManifest } from './manifest.js';
import { editProfile, rawProfile } from './raw-profile.js';
import { editSniffed } from './sniffed.js';
import { editTail } from './tail.js';

const xmpKeyword = 'XML:com.adobe.xmp';
const textChunks: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt']);

/** Edits a PNG. Chunks whose length changes are given as splices; the others change in the draft. */
export function* editPng(job: Job, part: Part & { readonly draft: FileDraft }): Scan<Splice[]> {
  const { draft } = part;
  const splices: Splice[] = [];
  const chunks: Chunk[] = [];
  // biome-ignore lint/correctness/useYield: the walk asks for what it needs
  const visit = function* (chunk: Chunk): Scan<void> {
    if (!isImageData(chunk)) chunks.push(chunk);
  };
  const silent = { ...job.context, warn: () => {} };
  const { at: end, state } = yield* runOn(draft, walkChunks(silent, 'data', visit));
  if (state !== 'closed') refuseBlock('the chunks cannot be followed to their end', part, 8);
  const budget: InflateBudget = { left: job.context.limits.inflatedBytes };
  for (const chunk of chunks) {
    const before = draft.changes.length;
    const splice = yield* editChunk(job, part, chunk, budget);
    if (splice) splices.push(splice);
    if (draft.changes.length > before) yield* renewChecksum(draft, chunk);
  }
  if (end < draft.length) yield* editTail(job, part, end, editBlock);
  return splices;
}

function* renewChecksum(draft: FileDraft, { start, end }: Chunk): Scan<void> {
  draft.write(end, bigEndian(crc32(yield* draft.read(start - 4, end))));
}

function* editChunk(job: Job, part: Part, chunk: Chunk, budget: InflateBudget): Scan<Splice | undefined> {
  const { type, start, end } = chunk;
  const own = `${part.path}/${type}`;
  if (type === 'caBX' && (yield* saysInManifest(job, part.draft, [{ start, end }], own)))
    return goneChunk(job, chunk, 'c2pa', own);
  if (job.selection.goes(chunkTag(type))) return goneChunk(job, chunk, 'chunk', own);
  const known = /^[ez]xif$/i.test(type) || type === 'tXMP' || textChunks.has(type);
  if (!known) return undefined;
  const path = `${part.path}/${type}`;
  if (end - start > job.context.limits.blockBytes) refuseBlock('chunk is too large', part, start, path);
  const data = yield* part.draft.read(start, end);
  const nested = deeper(job, part, new PartDraft(part.draft, [{ start, end }]), path);
  if (type === 'tXMP') yield* editBlock(job, 'xmp', nested);
  else if (textChunks.has(type)) return yield* editText(job, part, chunk, data, budget);
  else yield* editExif(job, nested, data, budget);
  return undefined;
}

function goneChunk(job: Job, chunk: Chunk, kind: string, path: string): Splice {
  const range = { start: chunk.start - 8, end: chunk.end + 4 };
  job.removed.push({ kind, path, ranges: [range] });
  return { ...range, bytes: new Uint8Array(0) };
}

const jpegHeader = 'Exif\0\0';

function* editExif(job: Job, part: Part, data: Uint8Array, budget: InflateBudget): Scan<void> {
  const head = String.fromCharCode(...data.subarray(0, 6));
  const skip = head === jpegHeader ? jpegHeader.length : 0;
  if (data[skip] !== 0) {
    const draft = new PartDraft(part.draft, [{ start: skip, end: data.length }]);
    yield* editBlock(job, 'exif', { ...part, draft });
    return;
  }
  const { bytes } = inflate(data.subarray(skip + 5), budget.left);
  budget.left -= bytes.length;
  const draft = new MemoryDraft(bytes);
  yield* editBlock(job, 'exif', { ...part, draft });
  if (draft.changed) refuseBlock('compressed EXIF cannot be changed', part, 0);
}

/** A text that goes, or holds a block that is edited. */
function* editText(
  job: Job,
  part: Part,
  chunk: Chunk,
  data: Uint8Array,
  budget: InflateBudget,
): Scan<Splice | undefined> {
  const { type, start, end } = chunk;
  const path = `${part.path}/${type}`;
  const fields = textFields(type, new View(data), 0, data.length);
  if (!fields) return undefined;
  const { keyword } = fields;
  if (job.selection.goes(keywordTag(keyword))) return goneChunk(job, chunk, 'text', `${path}/${keyword}`);
  const profile = rawProfile(keyword);
  if (!profile && fields.compression === undefined) {
    yield* editHeld(
      job,
      deeper(job, part, new PartDraft(part.draft, [{ start: start + fields.start, end }]), path),
      keyword,
    );
    return undefined;
  }
  const text = textBytes(fields, new View(data), budget);
  if (text.end !== 'complete') {
    if (!profile && keyword !== xmpKeyword) return undefined;
    refuseBlock(`compressed text is ${text.end}`, part, start, path);
  }
  const draft = new MemoryDraft(text.bytes.slice());
  const nested = deeper(job, part, draft, path);
  if (profile) yield* editProfile(job, nested, profile);
  else yield* editHeld(job, nested, keyword);
  return draft.changed ? rebuilt(chunk, data, fields, draft.bytes) : undefined;
}

/** Edits the block that a text is, whatever its keyword. */
function* editHeld(job: Job, part: Part, keyword: string): Scan<void> {
  if (keyword === xmpKeyword) yield* editBlock(job, 'xmp', part);
  else if (yield* editSniffed(job, part)) job.properties.add(`PNG:${keywordTag(keyword).name}`);
}

/** The chunk with another text. */
function rebuilt(
  { type, start, end }: Chunk,
  data: Uint8Array,
  fields: TextFields,
  text: Uint8Array,
): Splice {
  const body = fields.compression === undefined ? text : zlibSync(text, { level: 9 });
  const bytes = new Uint8Array(12 + fields.start + body.length);
  bytes.set(bigEndian(fields.start + body.length));
  bytes.set(
    Uint8Array.from(type, (letter) => letter.charCodeAt(0)),
    4,
  );
  bytes.set(data.subarray(0, fields.start), 8);
  bytes.set(body, 8 + fields.start);
  bytes.set(bigEndian(crc32(bytes.subarray(4, bytes.length - 4))), bytes.length - 4);
  return { start: start - 8, end: end + 4, bytes };
}

function bigEndian(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}
