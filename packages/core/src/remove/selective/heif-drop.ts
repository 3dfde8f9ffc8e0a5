// Items of a HEIF file that go with their data; nothing else in the file moves.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { withoutItems } from '../../containers/heif/cut-items.js';
import type { HeifFile, HeifItem, HeifMeta } from '../../containers/heif/model.js';
import { wholeBox } from '../../containers/heif/plan/boxes.js';
import { MediaData } from '../../containers/heif/plan/data.js';
import { dataOf } from '../../containers/heif/plan/extents.js';
import { printable } from '../../structures/isobmff/read.js';
import { fill, runOn } from './draft.js';
import { type Job, noteRemoved, type Part } from './job.js';

type FileOfItems = HeifFile & { readonly meta: HeifMeta };

/** Takes items out of the lists of a file read strictly, and blanks those of their bytes that nothing else has. */
export function* dropItems(
  job: Job,
  part: Part,
  kind: string,
  file: FileOfItems,
  gone: ReadonlySet<number>,
  samples: readonly ByteRange[],
): Scan<void> {
  if (gone.size === 0) return;
  const { draft } = part;
  const { meta } = file;
  const { limits } = job.context;
  const staying = meta.items.filter(({ id }) => !gone.has(id));
  const needed = new MediaData([...staying.flatMap((item) => ownBytes(item, file, part)), ...samples]);
  for (const item of meta.items.filter(({ id }) => gone.has(id))) {
    const ranges = erase(part, ownBytes(item, file, part), needed);
    job.removed.push({ kind, path: `${part.path}/meta/item ${item.id}`, ranges });
  }
  const view = yield* runOn(draft, wholeBox(meta.box, limits, part.path));
  const cut = withoutItems(view, meta, gone, limits, `${part.path}/meta`);
  draft.write(meta.box.start, cut.bytes);
  for (const { type, start, end } of cut.freed)
    noteRemoved(job, part, 'property', `${part.path}/meta/iprp/ipco/${printable(type)}`, start, end);
}

/** The bytes of an item, those of other items in the same boxes apart. */
export function ownBytes(item: HeifItem, file: FileOfItems, part: Part): readonly ByteRange[] {
  if (!item.location || item.location.extents.length === 0) return [];
  const data = dataOf(item, file, file.meta, undefined, part.draft.length);
  return 'code' in data ? item.ranges : data.ranges;
}

/** Overwrites what nothing that stays needs, and says what that is. */
export function erase(part: Part, ranges: readonly ByteRange[], needed: MediaData): ByteRange[] {
  const free = ranges.flatMap(({ start, end }) => needed.gaps(start, end));
  for (const { start, end } of free) fill(part.draft, start, end);
  return free;
}
