// A whole file of each format: its blocks edited, and how to write it then.
import type { Piece } from '../../bytes/pieces.js';
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { outside, spliced } from '../../bytes/splices.js';
import type { FormatEdit } from '../../containers/edit.js';
import { APPLICATION, COMMENT } from '../../structures/gif/walk.js';
import { chunkEnd } from '../../structures/riff/walk.js';
import type { BlockRef, Format, Layout } from '../../types.js';
import { knownOf } from '../rendering.js';
import { editBlock } from './blocks.js';
import { editBoxes } from './boxes.js';
import { FileDraft, MemoryDraft, PartDraft } from './draft.js';
import { editExtensions } from './gif.js';
import { editOtherItems } from './heif-items.js';
import { editThumbnails } from './heif-thumbnails.js';
import { deeper, type Job, noteRemoved, type Part, refuseBlock } from './job.js';
import { commentTag } from './jpeg.js';
import { editJxl } from './jxl.js';
import { dropManifest, saysInManifest } from './manifest.js';
import { editPng } from './png.js';
import { editList } from './riff-lists.js';
import { editSniffed } from './sniffed.js';
import { editJpeg, editTail } from './tail.js';
import { editTiff } from './tiff.js';

/** A file that was edited. */
export interface EditedFile {
  readonly pieces: readonly Piece[];
  /** Coded picture data that was not touched. */
  readonly imageData: readonly ByteRange[];
}

/** A file and how it is edited. */
type FilePart = Part & { readonly draft: FileDraft };

/** Edits a file of `size` bytes. Throws `not-writable` where something cannot be changed with certainty. */
export function* editFile(
  job: Job,
  format: Format,
  edit: FormatEdit,
  layout: Layout,
  size: number,
): Scan<EditedFile> {
  const draft = new FileDraft(size);
  const { host } = layout.blocks.find((ref) => ref.host) ?? {};
  const part = { draft, path: format.name, host, depth: 0 };
  let { imageData } = layout;
  if (format.name === 'jpeg') {
    const edited = yield* editJpeg(job, part, editBlock);
    if (edited) imageData = imageData.map(({ start }) => ({ start, end: edited.end }));
  } else if (format.name === 'png') yield* editPng(job, part);
  else if (format.name === 'tiff') yield* editTiff(job, part, true, editBlock);
  else if (format.name === 'jxl') yield* editJxl(job, part, layout.blocks, editBlock);
  else yield* editRefs(job, part, layout.blocks, format);
  if (format.name === 'gif') yield* editExtensions(job, part);
  if (format.name === 'heif') {
    yield* editOtherItems(job, part, layout.blocks, editBlock);
    yield* editBoxes(job, part, 0, size, 'up to the end', editBlock);
    if (job.selection.thumbnail) yield* editThumbnails(job, part);
  }
  const splices = yield* edit(draft.splices, { context: job.context, known: knownOf(layout) });
  return { pieces: spliced(splices, 0, size), imageData: outside(imageData, splices) };
}

/** WebP, GIF and HEIF: blocks in place, boxes of videos, and what lies behind the end. */
function* editRefs(job: Job, part: FilePart, blocks: readonly BlockRef[], format: Format): Scan<void> {
  for (const { kind, ranges, bytes, path, label } of blocks) {
    const nested = deeper(job, part, new PartDraft(part.draft, ranges), path);
    const first = ranges[0];
    if (kind === 'comment' && first) {
      if (job.selection.goes(commentTag)) yield* takeExtension(job, part, kind, first, path);
    } else if (kind === 'jumbf' && first) {
      if (!(yield* saysInManifest(job, part.draft, ranges, path, bytes))) continue;
      if (format.name === 'heif') yield* dropManifest(job, part);
      else if (format.name === 'gif') yield* takeExtension(job, part, 'c2pa', first, path);
      else take(job, part, 'c2pa', { start: first.start - 8, end: chunkEnd({ type: '', ...first }) }, path);
    } else if (bytes) {
      const draft = new MemoryDraft(bytes.slice());
      yield* editBlock(job, kind, { ...nested, draft });
      if (draft.changed) refuseBlock('a compressed block cannot be changed', part, first?.start ?? 0, path);
    } else if (kind === 'trailer' && first) yield* editTail(job, { ...part, path }, first.start, editBlock);
    else if (kind === 'riff' && label === 'LIST' && first) yield* editList(job, part, first, path);
    else if (kind === 'riff') yield* editSniffed(job, nested);
    else if (kind === 'heif' && label === 'jpeg') yield* editBlock(job, 'jpeg', nested);
    else yield* editBlock(job, kind, nested);
  }
}

/** A GIF's extension goes whole: nothing in a GIF counts from its start. */
function* takeExtension(job: Job, part: FilePart, kind: string, range: ByteRange, path: string): Scan<void> {
  const [introducer, label] = yield* part.draft.read(range.start, range.start + 2);
  if (introducer !== 0x21 || label !== (kind === 'comment' ? COMMENT : APPLICATION))
    refuseBlock('an extension cannot be taken out', part, range.start, path);
  take(job, part, kind, range, path);
}

function take(job: Job, part: FilePart, kind: string, { start, end }: ByteRange, path: string): void {
  const stop = Math.min(end, part.draft.length);
  part.draft.replace(start, stop, new Uint8Array(0));
  noteRemoved(job, part, kind, path, start, stop);
}
