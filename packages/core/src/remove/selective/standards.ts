// Standards of application segments that have no editor: texts that go are blanked, else all of it goes.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { SOS } from '../../structures/jpeg/markers.js';
import { JpegWalk } from '../../structures/jpeg/walk.js';
import type { BlockRef, Layout, Tag } from '../../types.js';
import { type Draft, fill, runOn } from './draft.js';
import { blankFlirDate } from './flir.js';
import { type Job, noteChanged, noteRemoved, type Part, refuseBlock } from './job.js';
import { readTags, states } from './tags.js';

/** Edits the small standards, CIFF and JUMBF of a JPEG that the part starts with. */
export function* editStandards(job: Job, part: Part, layout: Layout): Scan<void> {
  for (const refs of yield* byStandard(part.draft, layout.blocks))
    yield* editStandard(job, part, layout, refs);
}

/** References of one standard together, as it may span segments: by what a segment begins with. */
function* byStandard(draft: Draft, blocks: readonly BlockRef[]): Scan<Iterable<readonly BlockRef[]>> {
  const found = new Map<string, BlockRef[]>();
  for (const ref of blocks) {
    const { kind, label = '', ranges } = ref;
    if (kind !== 'app' && kind !== 'jumbf' && kind !== 'makernote') continue;
    const start = ranges[0]?.start ?? 0;
    const key =
      kind === 'jumbf' ? kind : label + String.fromCharCode(...(yield* draft.read(start, start + 4)));
    found.set(key, [...(found.get(key) ?? []), ref]);
  }
  return found.values();
}

function* editStandard(job: Job, part: Part, layout: Layout, refs: readonly BlockRef[]): Scan<void> {
  const stated = yield* statedIn(job, part, layout, refs);
  if (stated.going.length === 0) return;
  const { kind = '', path } = refs[0]!;
  const place = `${part.path}${path.replace(/^jpeg/, '')}`;
  if (kind === 'app') {
    const blanked = yield* blank(part.draft, refs, stated.going);
    if (job.selection.dates) blanked.push(...(yield* blankFlirDate(part.draft, refs)));
    if ((yield* statedIn(job, part, layout, refs)).going.length === 0) {
      const why = `${stated.going.map(({ name }) => name).join(', ')} blanked`;
      for (const { start, end } of blanked) noteChanged(job, part, kind, place, [start, end], why);
      return;
    }
  }
  for (const { family, group } of stated.all) job.wholes.add(`${family}:${group}`);
  for (const range of refs.flatMap(({ ranges }) => ranges)) yield* dropSegment(job, part, kind, place, range);
}

interface Stated {
  readonly all: readonly Tag[];
  readonly going: readonly Tag[];
}

function* statedIn(job: Job, part: Part, layout: Layout, refs: readonly BlockRef[]): Scan<Stated> {
  const context = { ...job.context, size: part.draft.length };
  const { fileType, picture } = layout;
  const own: Layout = { fileType, picture, blocks: refs, imageData: [] };
  const all = yield* runOn(part.draft, readTags(own, context));
  return { all, going: all.filter((tag) => states(tag, job.selection)) };
}

const shortestText = 3;

/** Overwrites the texts of tags with nulls wherever they stand in the segments, and says where. */
function* blank(draft: Draft, refs: readonly BlockRef[], tags: readonly Tag[]): Scan<ByteRange[]> {
  const found: ByteRange[] = [];
  for (const { start, end } of refs.flatMap(({ ranges }) => ranges)) {
    const text = latin(yield* draft.read(start, end));
    for (const { value } of tags) {
      if (typeof value !== 'string' || value.length < shortestText) continue;
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
        found.push({ start: start + at, end: start + at + value.length });
      }
    }
  }
  for (const { start, end } of found) fill(draft, start, end);
  return found;
}

const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** Where the segment begins whose data ends with `[start, end)`; `undefined` where there is none. */
function* segmentStart({ start, end }: ByteRange): Scan<number | undefined> {
  const walk = new JpegWalk(yield { start: 0, end: 4 }, 2);
  do for (let range = walk.advance(); range; range = walk.advance()) walk.view = yield range;
  while (walk.marker !== 0 && walk.marker !== SOS && walk.end <= start);
  return walk.marker !== 0 && walk.start < start && walk.end === end ? walk.start : undefined;
}

/** A segment becomes fill bytes, which may stand before any marker (ISO/IEC 10918-1, B.1.1.2). */
export function* dropSegment(job: Job, part: Part, kind: string, path: string, range: ByteRange): Scan<void> {
  const start = yield* runOn(part.draft, segmentStart(range));
  if (start === undefined) refuseBlock('a segment cannot be taken out', part, range.start, path);
  fill(part.draft, start, range.end, 0xff);
  noteRemoved(job, part, kind === 'jumbf' ? 'c2pa' : kind, path, start, range.end);
}
