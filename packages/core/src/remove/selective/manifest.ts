// C2PA manifests: nothing can be taken out of what is signed, so one that states what goes, goes whole.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { freeType } from '../../containers/heif/cut-items.js';
import { isManifest } from '../../containers/heif/items.js';
import { manifestBoxes } from '../../containers/heif/plan/manifests.js';
import { readStrictly } from '../../containers/heif/plan/structure.js';
import { readHeif } from '../../containers/heif/scan.js';
import { printable } from '../../structures/isobmff/read.js';
import { type Draft, fill, runOn } from './draft.js';
import { dropItems } from './heif-drop.js';
import { readTracks } from './heif-thumbnails.js';
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

/** Takes all parts of a HEIF file's manifest out of it: its boxes become free space, its items go. */
export function* dropManifest(job: Job, part: Part): Scan<void> {
  const { draft, path } = part;
  const context = { ...job.context, size: draft.length, warn: () => {} };
  const { boxes, meta } = yield* runOn(draft, readHeif(context));
  for (const { type, start, body, end } of yield* runOn(draft, manifestBoxes(boxes))) {
    const last = Math.min(end, draft.length);
    draft.write(start + 4, freeType);
    fill(draft, body, last);
    noteRemoved(job, part, kind, `${path}/${printable(type)}`, start, last);
  }
  if (meta?.items.some(isManifest)) yield* dropManifestItems(job, part);
}

function* dropManifestItems(job: Job, part: Part): Scan<void> {
  const { draft } = part;
  const context = { ...job.context, size: draft.length, warn: () => {} };
  const file = yield* runOn(draft, readStrictly({ context }));
  const { boxes, meta } = file;
  if (!meta) return;
  const movie = boxes.find(({ type }) => type === 'moov');
  const tracks = movie ? yield* runOn(draft, readTracks(movie, context.limits)) : [];
  const gone = new Set(meta.items.filter(isManifest).map(({ id }) => id));
  const samples = tracks.flatMap(({ chunks }) => chunks());
  yield* dropItems(job, part, kind, { ...file, meta }, gone, samples);
}
