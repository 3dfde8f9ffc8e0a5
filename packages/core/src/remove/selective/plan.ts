// Plans the removal of some groups alone: finds the format, edits, checks.
import { totalLength } from '../../bytes/pieces.js';
import type { Scan } from '../../bytes/scan.js';
import { byHead } from '../../containers/by-head.js';
import { gif } from '../../containers/gif/index.js';
import { gifRendering } from '../../containers/gif/rendering.js';
import { heif } from '../../containers/heif/index.js';
import { heifRendering } from '../../containers/heif/plan/rendering.js';
import { jpeg } from '../../containers/jpeg/index.js';
import { jpegRendering } from '../../containers/jpeg/rendering.js';
import type { Plan } from '../../containers/plan.js';
import { png } from '../../containers/png/index.js';
import { pngRendering } from '../../containers/png/rendering.js';
import type { Rendering } from '../../containers/rendering.js';
import { tiff } from '../../containers/tiff/index.js';
import { tiffRendering } from '../../containers/tiff/rendering.js';
import { webp } from '../../containers/webp/index.js';
import { webpRendering } from '../../containers/webp/rendering.js';
import type { Context, Format } from '../../types.js';
import { knownOf, type RenderingFacts, verifyRendering } from '../rendering.js';
import { checkResult } from './check.js';
import { editFile } from './file.js';
import type { Asked } from './groups.js';
import type { Job } from './job.js';
import { selectionOf } from './selection.js';
import { readTags, states } from './tags.js';

const formats: readonly Format[] = [jpeg, png, webp, heif, gif, tiff];

const renderings: Readonly<Record<string, Rendering>> = {
  jpeg: jpegRendering,
  png: pngRendering,
  webp: webpRendering,
  heif: heifRendering,
  gif: gifRendering,
  tiff: tiffRendering,
};

/** A plan, and what it is a plan for. */
export interface OnlyPlan extends Plan {
  readonly format: string;
  readonly mimeType: string;
  readonly size: number;
  readonly c2pa: boolean;
  readonly rendering: RenderingFacts;
}

/**
 * Plans a file without what `asked` names, all else byte for byte. Throws a MetadataError
 * (`unsupported-format`, `not-writable`, `limit-exceeded`, `unsafe-write`) rather than leave a part of it.
 */
export function* planOnly(asked: Asked, context: Context): Scan<OnlyPlan> {
  const format = yield* byHead(formats, 'changed');
  const size = context.size ?? (yield* measure());
  const sized = { ...context, size };
  const selection = selectionOf(asked);
  const layout = yield* format.scan(sized);
  const before = yield* readTags(layout, sized);
  const job: Job = {
    ...{ selection, context: sized, removed: [], changed: [], properties: new Set(), wholes: new Set() },
    stated: before.some((tag) => tag.family === 'MakerNotes' && states(tag, selection)),
  };
  const { pieces, imageData } = yield* editFile(job, format, layout, size);
  const cleaned = yield* checkResult(job, format, before, pieces);
  const rendering = yield* verifyRendering(
    renderings[format.name]!,
    pieces,
    { context: sized, known: knownOf(layout.imageData) },
    { context: { ...sized, size: totalLength(pieces) }, known: knownOf(cleaned.imageData) },
  );
  const c2pa = layout.blocks.find(({ kind }) => kind === 'jumbf');
  if (c2pa && pieces.length > 1) {
    context.warn(
      'unknown',
      'the C2PA manifest no longer matches the file',
      c2pa.ranges[0]?.start ?? 0,
      c2pa.path,
    );
  }
  const { removed, changed } = job;
  const { mimeType } = layout.fileType;
  return {
    ...{ pieces, imageData, removed, changed, kept: [] },
    ...{ format: format.name, mimeType, size, c2pa: c2pa !== undefined, rendering },
  };
}

const step = 1 << 20;

/** Size of a source that does not say it. */
function* measure(): Scan<number> {
  for (let at = 0; ; at += step) {
    const { end } = yield { start: at, end: at + step };
    if (end < at + step) return end;
  }
}
