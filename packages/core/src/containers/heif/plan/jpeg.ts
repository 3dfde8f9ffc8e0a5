// Pictures that are whole JPEG files inside a HEIF file are cleaned as such.
import { type Piece, scanPieces, slicePieces, totalLength } from '../../../bytes/pieces.js';
import type { Scan } from '../../../bytes/scan.js';
import { MetadataError } from '../../../errors.js';
import { jpegPlanner } from '../../jpeg/plan.js';
import { noTexts, type Plan, PlanBuilder, type PlanInput, refuse } from '../../plan.js';
import type { PictureItem } from './picture.js';

/** JPEG items that are not clean as they are, by item id: their new bytes, from the source where they can be. */
export function* cleanJpegItems(
  input: PlanInput,
  items: readonly PictureItem[],
): Scan<Map<number, PlanBuilder>> {
  const fresh = new Map<number, PlanBuilder>();
  for (const { item, ranges } of items) {
    if (item.type !== 'jpeg') continue;
    const path = `heif/meta/item ${item.id}`;
    const inside = yield* planJpeg(input, ranges, path);
    if (inside.pieces.length === 1 && totalLength(inside.pieces) === totalLength(ranges)) continue;
    fresh.set(item.id, outside(inside, ranges, path));
  }
  return fresh;
}

/** Plans the JPEG that `ranges` make; its places are those within it. */
function* planJpeg(input: PlanInput, ranges: readonly Piece[], path: string): Scan<Plan> {
  const context = { ...input.context, size: totalLength(ranges) };
  // Orientation is the container's to tell (ISO/IEC 23008-12, annex H).
  const rules = {
    ...input.rules,
    exif: { ifd0: new Set<number>(), exifIfd: new Set<number>() },
    orientation: false,
    texts: noTexts,
  };
  try {
    return yield* scanPieces(jpegPlanner.plan({ rules, context, known: new Map() }), ranges);
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    const [at] = slicePieces(ranges, error.offset ?? 0, (error.offset ?? 0) + 1);
    return refuse(
      error.code,
      error.message,
      at && 'start' in at ? at.start : 0,
      `${path}/${error.path ?? 'jpeg'}`,
    );
  }
}

/** The plan with places in the file. */
function outside(inside: Plan, ranges: readonly Piece[], path: string): PlanBuilder {
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
