// Plans files that lie in other files as pictures of theirs: a JPEG as an item of HEIF, a WebP as a strip of a TIFF.
import { scanPieces, slicePieces, totalLength } from '../bytes/pieces.js';
import type { ByteRange, Scan } from '../bytes/scan.js';
import { MetadataError } from '../errors.js';
import { KnownData, noTexts, type Plan, PlanBuilder, type PlanInput, type Planner, refuse } from './plan.js';

/** Plans the file that `ranges` make, with places in the one around it. */
export function* planInside(
  planner: Planner,
  input: PlanInput,
  ranges: readonly ByteRange[],
  path: string,
): Scan<PlanBuilder> {
  const context = { ...input.context, size: totalLength(ranges) };
  // Orientation and texts are the container's to tell (ISO/IEC 23008-12, annex H).
  const rules = {
    ...input.rules,
    exif: { ifd0: new Set<number>(), exifIfd: new Set<number>() },
    orientation: false,
    texts: noTexts,
  };
  try {
    const plan = yield* scanPieces(planner.plan({ rules, context, known: new KnownData() }), ranges);
    return outside(plan, ranges, path);
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    const [at] = slicePieces(ranges, error.offset ?? 0, (error.offset ?? 0) + 1);
    return refuse(
      error.code,
      error.message,
      at && 'start' in at ? at.start : 0,
      `${path}/${error.path ?? planner.name}`,
    );
  }
}

/** The plan with places in the file. */
function outside(inside: Plan, ranges: readonly ByteRange[], path: string): PlanBuilder {
  const plan = new PlanBuilder();
  const source = (start: number, end: number) =>
    slicePieces(ranges, start, end).flatMap((piece) => (piece instanceof Uint8Array ? [] : [piece]));
  for (const piece of inside.pieces)
    plan.append(piece instanceof Uint8Array ? [piece] : source(piece.start, piece.end));
  plan.imageData.push(...inside.imageData.flatMap(({ start, end }) => source(start, end)));
  for (const list of ['removed', 'kept', 'changed'] as const)
    for (const entry of inside[list])
      plan[list].push({
        ...entry,
        path: `${path}/${entry.path}`,
        ranges: entry.ranges.flatMap(({ start, end }) => source(start, end)),
      });
  return plan;
}
