// The bytes of an item that stays, strictly: all there, in a box that holds such, and no more than its kind has.

import type { ByteRange } from '../../../bytes/scan.js';
import type { Box } from '../../../structures/isobmff/read.js';
import type { HeifFile, HeifItem, HeifMeta } from '../model.js';
import { cut } from '../ranges.js';
import type { Fault } from './items.js';

/** Where an item's bytes lie in the source. */
export interface ItemData {
  readonly ranges: readonly ByteRange[];
}

/** Derived pictures whose description says how long it is. */
export const derivedTypes: ReadonlySet<string> = new Set(['grid', 'iovl', 'tmap']);
/** Bytes of a description that tell its length. */
export const headBytes = 6;

/** Boxes of the file that no item's bytes may lie in. */
const closed: ReadonlySet<string> = new Set(['ftyp', 'meta', 'moov', 'uuid', 'jumb']);

/** The first bytes of a derived picture's description, and how many pictures it is made of. */
export interface DerivedHead {
  readonly bytes: Uint8Array;
  readonly sources: number;
}

/** The bytes of an item, `head` being there for derived pictures; or why it has none. */
export function dataOf(
  item: HeifItem,
  file: HeifFile,
  meta: HeifMeta,
  head: DerivedHead | undefined,
  size: number | undefined,
): ItemData | Fault {
  const { location, type } = item;
  if (type === 'iden') return { ranges: [] };
  if (!location || location.extents.length === 0) return { code: 'malformed', why: 'a picture without data' };
  const { constructionMethod, dataReferenceIndex, extents } = location;
  if (dataReferenceIndex !== 0 || constructionMethod > 2)
    return { code: 'not-writable', why: 'a picture whose data lies elsewhere' };
  let stated = 0;
  for (const { length } of extents) stated += length;
  const toEnd = stated === 0 && extents.length === 1;
  if (stated === 0 && !toEnd) return { code: 'malformed', why: 'a picture without data' };
  let cutOff: ByteRange[] | undefined;
  for (const [i, range] of item.ranges.entries()) {
    const around = boxAround(range, file, meta);
    if (!around) return { code: 'malformed', why: 'picture data that lies in no box for data' };
    const end = toEnd ? Math.min(range.end, around.end) : range.end;
    if (end > Math.min(around.end, size ?? end)) return { code: 'truncated', why: 'picture data is cut off' };
    if (end !== range.end) {
      cutOff ??= [...item.ranges];
      cutOff[i] = { start: range.start, end };
    }
  }
  const ranges = cutOff ?? item.ranges;
  if (ranges.length === 0 || (!toEnd && lengthOf(ranges) !== stated))
    return { code: 'truncated', why: 'picture data is cut off' };
  const exact = head && descriptionLength(type, head);
  if (exact !== undefined && !(lengthOf(ranges) >= exact))
    return { code: type === 'tmap' ? 'not-writable' : 'malformed', why: `a ${type} of an unknown form` };
  return { ranges: exact === undefined ? ranges : cut(ranges, 0, exact) };
}

/** The box whose body a range starts in: the item data box, or one of the file that may hold data. */
function boxAround({ start }: ByteRange, { boxes }: HeifFile, { itemData }: HeifMeta): Box | undefined {
  if (itemData && start >= itemData.body && start < itemData.end) return itemData;
  return openBoxAt(start, boxes);
}

/** The box of the file in whose body a byte of data may lie. */
export function openBoxAt(offset: number, boxes: readonly Box[]): Box | undefined {
  let low = 0;
  let high = boxes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boxes[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  const found = boxes[low];
  return found && offset >= found.body && !closed.has(found.type) ? found : undefined;
}

function lengthOf(ranges: readonly ByteRange[]): number {
  let length = 0;
  for (const { start, end } of ranges) length += end - start;
  return length;
}

/** Bytes that the description of a derived picture has by its first ones; NaN where there are too few. */
function descriptionLength(type: string, { bytes, sources }: DerivedHead): number {
  const flags = bytes[1] ?? Number.NaN;
  const field = flags & 1 ? 4 : 2;
  // Rows, columns, width, height (ISO/IEC 23008-12, 6.6.2.3.2).
  if (type === 'grid') return 4 + 2 * field;
  // Canvas colour and size, and an offset for each picture (6.6.2.2.2).
  if (type === 'iovl') return 10 + 2 * field + 2 * field * sources;
  return toneMapLength(bytes);
}

/** After the version of the item, a gain map's numbers for one or three channels (ISO 21496-1, C.2). */
function toneMapLength(head: Uint8Array): number {
  const flags = head[5] ?? 0xff;
  const readable = head[0] === 0 && head[1] === 0 && head[2] === 0;
  if (!readable || (flags & 0x3f) !== 0) return Number.NaN;
  return 22 + 40 * (flags & 0x80 ? 3 : 1);
}
