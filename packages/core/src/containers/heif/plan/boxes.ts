// Strict walks over the boxes that removing looks into itself: what does not fit is refused.

import type { Scan } from '../../../bytes/scan.js';
import type { View } from '../../../bytes/view.js';
import type { Limits } from '../../../limits.js';
import { type Box, boxAt, printable } from '../../../structures/isobmff/read.js';
import { refuse } from '../../plan.js';
import type { HeifMeta } from '../model.js';
import { isKeptGroup } from './links.js';

/** The boxes of `[start, end)`, which `view` must hold. Throws `malformed` where one does not fit. */
export function boxesIn(view: View, start: number, end: number, limits: Limits, path: string): Box[] {
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end) {
    if (boxes.length === limits.segments) refuse('limit-exceeded', 'too many boxes', at, path);
    const box = boxAt(view, at, end);
    if (!box || box.end > end) refuse('malformed', 'box with an impossible size', at, path);
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

/** The body of a box, or its first `length` bytes. Throws `malformed` where it is shorter. */
export function bodyOf(view: View, box: Box, path: string, length: number = box.end - box.body): Uint8Array {
  checkLength(box, length, path);
  return view.slice(box.body, box.body + length);
}

/** Throws `malformed` where the body of a box is shorter. */
function checkLength({ type, start, body, end }: Box, length: number, path: string): void {
  if (end - body < length) refuse('malformed', `box ${printable(type)} is too short`, start, path);
}

/** A view on a whole box. Throws where it is too large to be taken into memory, or not all there. */
export function* wholeBox({ type, start, end }: Box, limits: Limits, path: string): Scan<View> {
  if (end - start > limits.blockBytes)
    refuse('limit-exceeded', `${type} is larger than ${limits.blockBytes} bytes`, start, path);
  const view = yield { start, end };
  if (!view.has(start, end)) refuse('truncated', `box ${type} is cut off`, start, path);
  return view;
}

/** A property of an item. */
export interface Association {
  /** Which of the file's properties, from 1; 0 for none. */
  readonly index: number;
  readonly essential: boolean;
}

/** The properties of each item in their order (ISO/IEC 14496-12, 8.11.14). */
export function readEssential(
  view: View,
  boxes: readonly Box[],
  limits: Limits,
  path: string,
): Map<number, Association[]> {
  const found = new Map<number, Association[]>();
  let left = limits.items;
  for (const box of boxes) {
    const wideIds = bodyOf(view, box, path, 8)[0] !== 0;
    const size = view.u8(box.body + 3) & 1 ? 2 : 1;
    let at = box.body + 8;
    for (let count = view.u32(box.body + 4); count > 0; count--) {
      if (--left < 0) refuse('limit-exceeded', 'too many property associations', at, path);
      const first = at + (wideIds ? 5 : 3);
      checkLength(box, first - box.body, path);
      const end = first + view.u8(first - 1) * size;
      checkLength(box, end - box.body, path);
      const id = wideIds ? view.u32(at) : view.u16(at);
      const list = new Array<Association>(view.u8(first - 1));
      for (let i = 0; i < list.length; i++) {
        const value = size === 2 ? view.u16(first + 2 * i) : view.u8(first + i) << 8;
        const index = size === 2 ? value & 0x7fff : (value >> 8) & 0x7f;
        list[i] = { index, essential: (value & 0x8000) !== 0 };
      }
      at = end;
      const before = found.get(id);
      if (before && before.length + list.length > 255)
        refuse('limit-exceeded', 'too many properties of an item', at, path);
      found.set(id, before ? [...before, ...list] : list);
    }
  }
  return found;
}

/** Items that belong together (ISO/IEC 14496-12, 8.15.3). */
export interface EntityGroup {
  readonly type: string;
  readonly id: number;
  readonly entities: readonly number[];
  readonly box: Box;
}

/** The entity groups; of those that go whole, without their members. */
export function* readGroups(meta: HeifMeta, limits: Limits, path: string): Scan<EntityGroup[]> {
  const list = meta.children.find(({ type }) => type === 'grpl');
  if (!list) return [];
  const view = yield* wholeBox(list, limits, path);
  const inside = `${path}/grpl`;
  return boxesIn(view, list.body, list.end, limits, inside).map((box) => {
    const { type } = box;
    if (!isKeptGroup(type)) return { type, id: 0, entities: [], box };
    bodyOf(view, box, inside, 12);
    const count = view.u32(box.body + 8);
    bodyOf(view, box, inside, 12 + 4 * count);
    if (count > limits.items) refuse('limit-exceeded', 'too many entities', box.start, inside);
    const entities = Array.from({ length: count }, (_, i) => view.u32(box.body + 12 + 4 * i));
    return { type, id: view.u32(box.body + 4), entities, box };
  });
}
