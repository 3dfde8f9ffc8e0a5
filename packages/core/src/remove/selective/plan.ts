// Plans the removal of some groups alone: edits, checks.
import { totalLength } from '../../bytes/pieces.js';
import { type ByteRange, measure, type Scan } from '../../bytes/scan.js';
import type { Plan, Planner } from '../../containers/plan.js';
import type { BlockRef, Context, Format, Layout } from '../../types.js';
import { knownOf, type RenderingFacts, verifyRendering } from '../rendering.js';
import { checkResult } from './check.js';
import { editFile } from './file.js';
import type { Asked } from './groups.js';
import type { Job } from './job.js';
import { selectionOf } from './selection.js';
import { readTags, states } from './tags.js';

/** A plan, and what it is a plan for. */
export interface OnlyPlan extends Plan {
  readonly format: string;
  readonly mimeType: string;
  readonly size: number;
  readonly c2pa: boolean;
  readonly rendering: RenderingFacts;
}

/**
 * Plans a file of a format without what `asked` names, all else byte for byte. Throws a MetadataError
 * (`not-writable`, `limit-exceeded`, `unsafe-write`) rather than leave a part of it.
 */
export function* planOnly(
  asked: Asked,
  format: Format,
  { rendering, edit }: Pick<Planner, 'rendering' | 'edit'>,
  context: Context,
): Scan<OnlyPlan> {
  const size = context.size ?? (yield* measure());
  const sized = { ...context, size };
  const selection = selectionOf(asked);
  const layout = yield* format.scan(sized);
  const before = yield* readTags(layout, sized);
  const job: Job = {
    ...{ selection, context: sized, removed: [], changed: [], properties: new Set(), wholes: new Set() },
    stated: before.some((tag) => tag.family === 'MakerNotes' && states(tag, selection)),
  };
  const { pieces, imageData } = yield* editFile(job, format, edit, layout, size);
  const blocks = stayingBlocks(layout, job);
  const { fileType, picture, tail } = layout;
  const left =
    blocks === layout.blocks
      ? before
      : yield* readTags({ fileType, picture, blocks, tail, imageData: [] }, sized);
  const cleaned = yield* checkResult(job, format, left, pieces);
  const facts = yield* verifyRendering(
    rendering,
    pieces,
    { context: sized, known: knownOf(layout) },
    { context: { ...sized, size: totalLength(pieces) }, known: knownOf(cleaned) },
  );
  const c2pa = layout.blocks.some(({ kind }) => kind === 'jumbf');
  const staying = blocks.find(({ kind }) => kind === 'jumbf');
  if (staying && pieces.length > 1) {
    context.warn(
      'unknown',
      'the C2PA manifest no longer matches the file',
      staying.ranges[0]?.start ?? 0,
      staying.path,
    );
  }
  const { removed, changed } = job;
  const { mimeType } = layout.fileType;
  return {
    ...{ pieces, imageData, removed, changed, kept: [] },
    ...{ format: format.name, mimeType, size, c2pa, rendering: facts },
  };
}

/** The blocks but those that went whole, with all around them. */
function stayingBlocks({ blocks }: Layout, { removed }: Job): readonly BlockRef[] {
  const gone = removed.flatMap(({ ranges }) => ranges);
  const isGone = ({ start, end }: ByteRange): boolean =>
    gone.some((range) => start >= range.start && end <= range.end);
  const staying = blocks.filter(({ ranges }) => ranges.length === 0 || !ranges.every(isGone));
  return staying.length === blocks.length ? blocks : staying;
}
