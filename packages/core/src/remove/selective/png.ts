// PNG: chunks changed in place where they stand as they are, written anew where they are compressed or hexadecimal.
import { zlibSync } from 'fflate';
import { inflate } from '../../bytes/inflate.js';
import type { Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { type InflateBudget, textBytes, textFields } from '../../structures/png/text.js';
import { type Chunk, isImageData, walkChunks } from '../../structures/png/walk.js';
import { xmpKeyword } from '../../structures/png/write.js';
import { chunkTag } from '../groups/names.js';
import { keywordTag } from '../groups/read-tag.js';
import { editBlock } from './blocks.js';
import { type FileDraft, MemoryDraft, PartDraft, runOn } from './draft.js';
import { deeper, type Job, type Part, refuseBlock } from './job.js';
import { saysInManifest } from './manifest.js';
import { editProfile, rawProfile } from './raw-profile.js';
import { editSniffed } from './sniffed.js';
import { editTail } from './tail.js';

const textChunks: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt']);

/** The file that is edited. */
type FilePart = Part & { readonly draft: FileDraft };

/** Edits a PNG. */
export function* editPng(job: Job, part: FilePart): Scan<void> {
  const { draft } = part;
  const chunks: Chunk[] = [];
  // biome-ignore lint/correctness/useYield: the walk asks for what it needs
  const visit = function* (chunk: Chunk): Scan<void> {
    if (!isImageData(chunk)) chunks.push(chunk);
  };
  const silent = { ...job.context, warn: () => {} };
  const { at: end, state } = yield* runOn(draft, walkChunks(silent, 'data', visit));
  if (state !== 'closed') refuseBlock('the chunks cannot be followed to their end', part, 8);
  const budget: InflateBudget = { left: job.context.limits.inflatedBytes };
  for (const chunk of chunks) yield* editChunk(job, part, chunk, budget);
  if (end < draft.length) yield* editTail(job, part, end, editBlock);
}

function* editChunk(job: Job, part: FilePart, chunk: Chunk, budget: InflateBudget): Scan<void> {
  const { type, start, end } = chunk;
  const path = `${part.path}/${type}`;
  if (type === 'caBX' && (yield* saysInManifest(job, part.draft, [{ start, end }], path)))
    return takeChunk(job, part, chunk, 'c2pa', path);
  if (job.selection.goes(chunkTag(type))) return takeChunk(job, part, chunk, 'chunk', path);
  const known = /^[ez]xif$/i.test(type) || type === 'tXMP' || textChunks.has(type);
  if (!known) return;
  if (end - start > job.context.limits.blockBytes) refuseBlock('chunk is too large', part, start, path);
  const data = yield* part.draft.read(start, end);
  const nested = deeper(job, part, new PartDraft(part.draft, [{ start, end }]), path);
  if (type === 'tXMP') yield* editBlock(job, 'xmp', nested);
  else if (textChunks.has(type)) yield* editText(job, part, chunk, data, budget);
  else yield* editExif(job, nested, data, budget);
}

function takeChunk(job: Job, part: FilePart, chunk: Chunk, kind: string, path: string): void {
  const range = { start: chunk.start - 8, end: chunk.end + 4 };
  job.removed.push({ kind, path, ranges: [range] });
  part.draft.replace(range.start, range.end, new Uint8Array(0));
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
  part: FilePart,
  chunk: Chunk,
  data: Uint8Array,
  budget: InflateBudget,
): Scan<void> {
  const { type, start, end } = chunk;
  const path = `${part.path}/${type}`;
  const fields = textFields(type, new View(data), 0, data.length);
  if (!fields) return;
  const { keyword } = fields;
  if (job.selection.goes(keywordTag(keyword)))
    return takeChunk(job, part, chunk, 'text', `${path}/${keyword}`);
  const profile = rawProfile(keyword);
  if (!profile && fields.compression === undefined) {
    yield* editHeld(
      job,
      deeper(job, part, new PartDraft(part.draft, [{ start: start + fields.start, end }]), path),
      keyword,
    );
    return;
  }
  const text = textBytes(fields, new View(data), budget);
  if (text.end !== 'complete') {
    if (!profile && keyword !== xmpKeyword) return;
    refuseBlock(`compressed text is ${text.end}`, part, start, path);
  }
  const draft = new MemoryDraft(text.bytes.slice());
  const nested = deeper(job, part, draft, path);
  if (profile) yield* editProfile(job, nested, profile);
  else yield* editHeld(job, nested, keyword);
  if (!draft.changed) return;
  const anew = fields.compression === undefined ? draft.bytes : zlibSync(draft.bytes, { level: 9 });
  part.draft.replace(start + fields.start, end, anew);
}

/** Edits the block that a text is, whatever its keyword. */
function* editHeld(job: Job, part: Part, keyword: string): Scan<void> {
  if (keyword === xmpKeyword) yield* editBlock(job, 'xmp', part);
  else if (yield* editSniffed(job, part)) job.properties.add(`PNG:${keywordTag(keyword).name}`);
}
