// Pictures that are whole JPEG files inside a HEIF file are cleaned as such.
import { totalLength } from '../../../bytes/pieces.js';
import type { Scan } from '../../../bytes/scan.js';
import { planInside } from '../../inside.js';
import { jpegPlanner } from '../../jpeg/plan.js';
import type { PlanBuilder, PlanInput } from '../../plan.js';
import type { PictureItem } from './picture.js';

/** JPEG items that are not clean as they are, by item id: their new bytes, from the source where they can be. */
export function* cleanJpegItems(
  input: PlanInput,
  items: readonly PictureItem[],
): Scan<Map<number, PlanBuilder>> {
  const fresh = new Map<number, PlanBuilder>();
  for (const { item, ranges } of items) {
    if (item.type !== 'jpeg') continue;
    const inside = yield* planInside(jpegPlanner, input, ranges, `heif/meta/item ${item.id}`);
    if (inside.pieces.length === 1 && totalLength(inside.pieces) === totalLength(ranges)) continue;
    fresh.set(item.id, inside);
  }
  return fresh;
}
