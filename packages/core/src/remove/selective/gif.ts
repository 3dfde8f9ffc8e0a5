// Application extensions of a GIF that no standard has for metadata, but that begin as a block does.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { APPLICATION, applicationBytes, GifWalk } from '../../structures/gif/walk.js';
import type { Context } from '../../types.js';
import { PartDraft, runOn } from './draft.js';
import { deeper, type Job, type Part } from './job.js';
import { editSniffed } from './sniffed.js';

/** Edits the blocks in the sub-blocks of application extensions. */
export function* editExtensions(job: Job, part: Part): Scan<void> {
  const { draft } = part;
  const context = { ...job.context, size: draft.length, warn: () => {} };
  for (const { name, data } of yield* runOn(draft, applications(context))) {
    const ranges = yield* subBlocks(part, data);
    yield* editSniffed(job, deeper(job, part, new PartDraft(draft, ranges), `${part.path}/${name}`));
  }
}

interface Application {
  readonly name: string;
  readonly data: ByteRange;
}

function* applications(context: Context): Scan<Application[]> {
  const found: Application[] = [];
  const walk = new GifWalk(context);
  for (let block = yield* walk.next(); block; block = yield* walk.next()) {
    const { label, application, start, end } = block;
    if (label === APPLICATION && application !== '')
      found.push({ name: application, data: { start: start + applicationBytes, end } });
  }
  return found;
}

/** The data of the sub-blocks that fill a range. */
function* subBlocks({ draft }: Part, { start, end }: ByteRange): Scan<ByteRange[]> {
  const bytes = yield* draft.read(start, end);
  const ranges: ByteRange[] = [];
  for (let at = 0; at < bytes.length && bytes[at] !== 0; at += 1 + bytes[at]!) {
    const from = start + at + 1;
    ranges.push({ start: from, end: Math.min(end, from + bytes[at]!) });
  }
  return ranges;
}
