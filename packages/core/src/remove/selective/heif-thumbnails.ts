// Thumbnails that a HEIF file holds as items and as tracks of their own: they go with their data, nothing else moves.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { freeType } from '../../containers/heif/cut-items.js';
import type { HeifMeta } from '../../containers/heif/model.js';
import { boxesIn, wholeBox } from '../../containers/heif/plan/boxes.js';
import { MediaData } from '../../containers/heif/plan/data.js';
import { decodedFrom } from '../../containers/heif/plan/links.js';
import { readChunks } from '../../containers/heif/plan/samples.js';
import { readStrictly } from '../../containers/heif/plan/structure.js';
import { readHeif } from '../../containers/heif/scan.js';
import type { Limits } from '../../limits.js';
import type { Box } from '../../structures/isobmff/read.js';
import { fill, runOn } from './draft.js';
import { dropItems, erase, ownBytes } from './heif-drop.js';
import { type Job, noteRemoved, type Part, refuseBlock } from './job.js';

const kind = 'thumbnail';
const reference = 'thmb';
/** References from what is nothing by itself: thumbnails, auxiliary pictures, and what describes others. */
const dependent: ReadonlySet<string> = new Set([reference, 'auxl', 'cdsc']);

/** Takes out thumbnail items and tracks with their data. Throws `not-writable` where the picture needs one of them. */
export function* editThumbnails(job: Job, part: Part): Scan<void> {
  const { draft } = part;
  const context = { ...job.context, size: draft.length, warn: () => {} };
  const { limits } = context;
  const { boxes, meta: loose } = yield* runOn(draft, readHeif(context));
  const movie = boxes.find(({ type }) => type === 'moov');
  const tracks = movie ? yield* runOn(draft, readTracks(movie, limits)) : [];
  const going = tracks.filter(({ isThumbnail }) => isThumbnail);
  if (going.length === 0 && !loose?.references.some(({ type }) => type === reference)) return;
  const fragment = boxes.find(({ type }) => type === 'moof');
  if (fragment) refuseBlock('a thumbnail beside fragments of a movie', part, fragment.start);
  const file = yield* runOn(draft, readStrictly({ context }));
  const { meta } = file;
  const gone = meta ? goneItems(meta, part) : new Set<number>();
  const staying = tracks.filter(({ isThumbnail }) => !isThumbnail).flatMap(({ chunks }) => chunks());
  const own = (meta?.items ?? []).filter(({ id }) => !gone.has(id));
  const needed = new MediaData([
    ...(meta ? own.flatMap((item) => ownBytes(item, { ...file, meta }, part)) : []),
    ...staying,
  ]);
  for (const { box, chunks } of going) {
    erase(part, chunks(), needed);
    draft.write(box.start + 4, freeType);
    fill(draft, box.body, box.end);
    noteRemoved(job, part, kind, `${part.path}/moov/trak`, box.start, box.end);
  }
  if (meta) yield* dropItems(job, part, kind, { ...file, meta }, gone, staying);
}

/**
 * The thumbnails with all that is there for them alone: what they are decoded from, their alpha, what describes them.
 * Throws where the picture, or another that stays, is one of them.
 */
function goneItems({ references, primaryId }: HeifMeta, part: Part): Set<number> {
  const sources = references.filter(({ type }) => decodedFrom.has(type));
  const thumbnails = references.filter(({ type }) => type === reference);
  const shown = new Set([primaryId, ...thumbnails.flatMap(({ to }) => to)]);
  const gone = new Set(thumbnails.map(({ from }) => from));
  const isNeeded = (id: number): boolean =>
    sources.some(({ from, to }) => to.includes(id) && !gone.has(from));
  for (let before = 0; before < gone.size; ) {
    before = gone.size;
    for (const { type, from, to } of references)
      if (dependent.has(type) && to.length > 0 && to.every((id) => gone.has(id))) gone.add(from);
    for (const { from, to } of sources)
      if (gone.has(from)) for (const id of to) if (!shown.has(id) && !isNeeded(id)) gone.add(id);
  }
  const needed = [...gone].find((id) => id === primaryId || isNeeded(id));
  if (needed !== undefined)
    refuseBlock(
      'a thumbnail that is the picture, or a part of it',
      part,
      0,
      `${part.path}/meta/item ${needed}`,
    );
  return gone;
}

/** A track, and whether it is a thumbnail of another. */
export interface Track {
  readonly box: Box;
  readonly isThumbnail: boolean;
  /** Where its samples lie. Throws where its tables do not say so. */
  readonly chunks: () => readonly ByteRange[];
}

/** The tracks of a movie. */
export function* readTracks(movie: Box, limits: Limits): Scan<Track[]> {
  const path = 'heif/moov';
  const view = yield* wholeBox(movie, limits, path);
  const inside = (box: Box | undefined): Box[] => (box ? boxesIn(view, box.body, box.end, limits, path) : []);
  const child = (boxes: readonly Box[], wanted: string): Box | undefined =>
    boxes.find(({ type }) => type === wanted);
  return inside(movie)
    .filter(({ type }) => type === 'trak')
    .map((box) => {
      const parts = inside(box);
      return {
        box,
        isThumbnail: inside(child(parts, 'tref')).some(({ type }) => type === reference),
        chunks: () => {
          const information = child(inside(child(parts, 'mdia')), 'minf');
          const tables = inside(child(inside(information), 'stbl'));
          return readChunks(view, tables, limits.values, path);
        },
      };
    });
}
