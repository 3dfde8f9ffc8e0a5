// Turns item locations into absolute file ranges.

import type { ByteRange } from '../../bytes/scan.js';
import type { Box } from '../../structures/isobmff/read.js';
import type { Context } from '../../types.js';
import type { ItemLocation, ItemReference } from './model.js';

/** Makes the function that gives an item's bytes; none where they lie elsewhere or nowhere. */
export function itemRanges(
  locations: ReadonlyMap<number, ItemLocation>,
  references: readonly ItemReference[],
  itemData: Box | undefined,
  context: Context,
  path: string,
): (id: number) => readonly ByteRange[] {
  const fileEnd = context.size ?? Number.MAX_SAFE_INTEGER;
  const targets = new Map<number, readonly number[]>();
  for (const { type, from, to } of references) if (type === 'iloc') targets.set(from, to);
  const known = new Map<number, readonly ByteRange[]>();
  let left = context.limits.items;

  function rangesOf(id: number, depth: number): readonly ByteRange[] {
    const done = known.get(id);
    if (done) return done;
    known.set(id, []);
    const location = locations.get(id);
    const ranges = location && location.dataReferenceIndex === 0 ? resolve(id, location, depth) : [];
    known.set(id, ranges);
    return ranges;
  }

  function resolve(id: number, location: ItemLocation, depth: number): readonly ByteRange[] {
    const { constructionMethod: method, extents, baseOffset } = location;
    const [only] = extents;
    if (method === 0 && only && extents.length === 1 && only.length > 0 && left > 0) {
      const start = baseOffset + only.offset;
      const end = Math.min(fileEnd, start + only.length);
      if (start >= end) return [];
      left--;
      return [{ start, end }];
    }
    const ranges: ByteRange[] = [];
    for (const { index, offset, length } of extents) {
      const space = spaceOf(id, method, index, depth);
      if (!space) break;
      const from = baseOffset + offset;
      const toEnd = length === 0 && extents.length === 1;
      for (const range of cut(space, from, toEnd ? Number.MAX_SAFE_INTEGER : from + length)) {
        if (--left < 0) {
          context.warn('limit-exceeded', 'too many extents', 0, path);
          return ranges;
        }
        ranges.push(range);
      }
    }
    return ranges;
  }

  /** The ranges that an extent's offsets count in. */
  function spaceOf(
    id: number,
    method: number,
    index: number,
    depth: number,
  ): readonly ByteRange[] | undefined {
    if (method === 0) return [{ start: 0, end: fileEnd }];
    if (method === 1) return itemData && [{ start: itemData.body, end: itemData.end }];
    if (method !== 2 || depth >= context.limits.depth) return undefined;
    const target = targets.get(id)?.[Math.max(1, index) - 1];
    return target === undefined ? undefined : rangesOf(target, depth + 1);
  }

  return (id) => rangesOf(id, 0);
}

/** The part `[start, end)` of joined ranges. */
export function cut(ranges: readonly ByteRange[], start: number, end: number): ByteRange[] {
  const parts: ByteRange[] = [];
  let at = 0;
  for (const range of ranges) {
    const length = range.end - range.start;
    const from = Math.max(0, start - at);
    const to = Math.min(length, end - at);
    if (from < to) parts.push({ start: range.start + from, end: range.start + to });
    at += length;
    if (at >= end) break;
  }
  return parts;
}
