// C2PA manifests: nothing can be taken out of what is signed, so one that states what goes, goes whole.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { freeType } from '../../containers/heif/cut-items.js';
import { manifestBoxes } from '../../containers/heif/plan/manifests.js';
import { readHeif } from '../../containers/heif/scan.js';
import { printable } from '../../structures/isobmff/read.js';
import { type Draft, fill, runOn } from './draft.js';
import { type Job, noteRemoved, type Part } from './job.js';
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
