// C2PA manifests: nothing can be taken out of what is signed, so one that states what goes, goes whole.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { manifestBoxes } from '../../containers/heif/plan/manifests.js';
import { readHeif } from '../../containers/heif/scan.js';
import { printable } from '../../structures/isobmff/read.js';
import { chunkEnd } from '../../structures/riff/walk.js';
import { type Draft, fill, runOn, type Splice } from './draft.js';
import { freeType } from './heif-cut.js';
import { type Job, noteRemoved, type Part, refuseBlock } from './job.js';
import { readTags, states } from './tags.js';

const kind = 'c2pa';
const unknownType = { type: '', extension: '', mimeType: '' };

/**
 * Whether the manifest in these ranges of a draft, or of these bytes if they lie there in pieces, states what goes;
 * then the check expects none of it.
 */
export function* saysInManifest(
  job: Job,
  draft: Draft,
  ranges: readonly ByteRange[],
  path: string,
  bytes?: Uint8Array,
): Scan<boolean> {
  const blocks = [{ kind: 'jumbf' as const, ranges, path, ...(bytes && { bytes }) }];
  const layout = { fileType: unknownType, picture: {}, blocks, imageData: [] };
  const tags = yield* runOn(draft, readTags(layout, job.context));
  if (!tags.some((tag) => states(tag, job.selection))) return false;
  for (const { family, group } of tags) job.wholes.add(`${family}:${group}`);
  return true;
}

const chunkHeadBytes = 8;
const riffLengthAt = 4;

/** Takes the chunk with this data out of a RIFF file, which says its length. */
export function* withoutChunk(job: Job, part: Part, data: ByteRange, path: string): Scan<Splice> {
  const { draft } = part;
  const range = {
    start: data.start - chunkHeadBytes,
    end: Math.min(draft.length, chunkEnd({ type: '', ...data })),
  };
  const length = new DataView((yield* draft.read(0, riffLengthAt + 4)).buffer);
  const left = length.getUint32(riffLengthAt, true) - (range.end - range.start);
  if (left < riffLengthAt) refuseBlock('a file that states a wrong length', part, riffLengthAt, path);
  length.setUint32(riffLengthAt, left, true);
  draft.write(riffLengthAt, new Uint8Array(length.buffer, riffLengthAt, 4));
  noteRemoved(job, part, kind, path, range.start, range.end);
  return { ...range, bytes: new Uint8Array(0) };
}

/** Makes free space of all boxes of a HEIF file that are parts of its manifest. */
export function* freeManifest(job: Job, part: Part): Scan<void> {
  const { draft, path } = part;
  const context = { ...job.context, size: draft.length, warn: () => {} };
  const { boxes } = yield* runOn(draft, readHeif(context));
  for (const { type, start, body, end } of yield* runOn(draft, manifestBoxes(boxes))) {
    const last = Math.min(end, draft.length);
    draft.write(start + 4, freeType);
    fill(draft, body, last);
    noteRemoved(job, part, kind, `${path}/${printable(type)}`, start, last);
  }
}
