// Changes of a HEIF file (ISO/IEC 14496-12): boxes whose bodies change get their size anew, items (8.11.3) and chunks of
// samples (8.7.5) that come to lie elsewhere their places and lengths.
import { need, type Scan } from '../../bytes/scan.js';
import { growthOf, inOrder, moves, overwrite, placeAfter, type Splice } from '../../bytes/splices.js';
import { noView, type View } from '../../bytes/view.js';
import { type Box, readBoxes } from '../../structures/isobmff/read.js';
import { be32, be64 } from '../../structures/isobmff/write.js';
import type { Context } from '../../types.js';
import { byUnit, type FormatEdit } from '../edit.js';
import { readOnce, refuse, strict } from '../plan.js';
import type { HeifItem, HeifMeta, ItemLocation, LocationTable } from './model.js';
import { wholeBox } from './plan/boxes.js';
import { readStrictly } from './plan/structure.js';

/** Boxes of boxes, and the bytes of their bodies before those; `meta` as in ISO/IEC 14496-12, not as in QuickTime. */
const headBytes: ReadonlyMap<string, number> = new Map([
  ...['moov', 'trak', 'mdia', 'minf', 'stbl', 'udta', 'edts', 'dinf', 'iprp', 'ipco'].map(
    (type) => [type, 0] as const,
  ),
  ...['meta', 'iref', 'grpl'].map((type) => [type, 4] as const),
]);
const wayToChunks: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);
/** Boxes that tell places in ways that are not renewed here. */
const otherPlaces: ReadonlySet<string> = new Set(['moof', 'mini', 'sidx', 'ssix', 'mfra', 'saio']);
const path = 'heif';

export const heifEdit: FormatEdit = function* (splices, file) {
  if (!splices.some(moves)) return splices;
  const { context } = file;
  const { meta } = yield* readOnce(file, readStrictly);
  const { size = Number.MAX_SAFE_INTEGER } = context;
  const boxes = yield* readBoxes(noView, 0, size, strict(context), path, true);
  const renewed = [
    ...(yield* renewSizes(boxes, splices, context, 0)),
    ...(yield* renewChunks(boxes, splices, context, 0)),
    ...(meta?.locations ? renewLocations(meta, meta.locations, splices) : []),
  ];
  return inOrder([...splices, ...renewed]);
};

/** The boxes in the body of one, behind its first `head` bytes. */
function* inside(
  { type, start, body, end }: Box,
  head: number,
  context: Context,
  depth: number,
): Scan<Box[]> {
  const place = `${path}/${type}`;
  if (depth >= context.limits.depth) refuse('limit-exceeded', 'boxes are nested too deep', start, place);
  return yield* readBoxes(noView, body + head, end, strict(context), place);
}

function* renewSizes(
  boxes: readonly Box[],
  splices: readonly Splice[],
  context: Context,
  depth: number,
): Scan<Splice[]> {
  const units = boxes.map((box) => ({ ...box, content: { start: box.body, end: box.end } }));
  const renewed: Splice[] = [];
  for (const [box, own] of byUnit(splices, units, path)) {
    if (!own.some(moves)) continue;
    const { type, start, body, end } = box;
    const size = end - start + growthOf(own);
    const stated = (yield { start, end: start + 4 }).u32(start);
    if (stated !== 0) renewed.push(body - start >= 16 ? sized(start + 8, 8, size) : sized(start, 4, size));
    const head = type === 'iinf' ? yield* headOfInformation(box) : headBytes.get(type);
    if (head === undefined) continue;
    const within = own.filter((splice) => splice.start >= body + head);
    const children = yield* inside(box, head, context, depth);
    renewed.push(...(yield* renewSizes(children, within, context, depth + 1)));
  }
  return renewed;
}

/** Version and flags, and the number of entries. */
function* headOfInformation({ body }: Box): Scan<number> {
  const view = yield* need(noView, body, body + 1);
  return view.u8(body) === 0 ? 6 : 8;
}

/** The places of chunks in `stco` and `co64`. */
function* renewChunks(
  boxes: readonly Box[],
  splices: readonly Splice[],
  context: Context,
  depth: number,
): Scan<Splice[]> {
  const renewed: Splice[] = [];
  for (const box of boxes) {
    const { type, start } = box;
    if (otherPlaces.has(type)) refuse('not-writable', `places in a ${type} box`, start, `${path}/${type}`);
    if (wayToChunks.has(type)) {
      const children = yield* inside(box, 0, context, depth);
      renewed.push(...(yield* renewChunks(children, splices, context, depth + 1)));
    } else if (type === 'stco' || type === 'co64') {
      const view = yield* wholeBox(box, context.limits, `${path}/${type}`);
      renewed.push(...renewTable(view, box, splices));
    }
  }
  return renewed;
}

function* renewTable(view: View, { type, body, end }: Box, splices: readonly Splice[]): Generator<Splice> {
  const size = type === 'co64' ? 8 : 4;
  for (let at = body + 8; at + size <= end; at += size) {
    const place = size === 8 ? view.u64(at) : view.u32(at);
    const after = placeAfter(splices, place);
    if (after !== place) yield sized(at, size, after);
  }
}

function renewLocations(meta: HeifMeta, table: LocationTable, splices: readonly Splice[]): Splice[] {
  const renewed: Splice[] = [];
  for (const item of meta.items) {
    const { location } = item;
    if (location?.dataReferenceIndex !== 0) continue;
    const { constructionMethod: method } = location;
    if (method === 2) {
      checkHolders(item, meta, splices);
      continue;
    }
    const origin = method === 1 ? meta.itemData?.body : 0;
    if (origin !== undefined) renewed.push(...renewExtents(location, origin, table, splices));
  }
  return renewed;
}

/** The extents of an item, whose offsets count from `origin`: the base moves as the first of them does, where it can. */
function* renewExtents(
  { baseOffset, baseOffsetAt, extents }: ItemLocation,
  origin: number,
  { indexSize, offsetSize, lengthSize, baseOffsetSize }: LocationTable,
  splices: readonly Splice[],
): Generator<Splice> {
  const movedBy = (place: number): number =>
    placeAfter(splices, place) - place - (placeAfter(splices, origin) - origin);
  const firstMoved = movedBy(origin + baseOffset + (extents[0]?.offset ?? 0));
  // A base that is none, before an offset that is all of the place, cannot come to lie further in front.
  const canMove = baseOffsetSize > 0 && (offsetSize === 0 || baseOffset + firstMoved >= 0);
  const baseMoved = canMove ? firstMoved : 0;
  if (baseMoved !== 0) yield sized(baseOffsetAt, baseOffsetSize, baseOffset + baseMoved);
  for (const { at, offset, length } of extents) {
    const start = origin + baseOffset + offset;
    const end = start + length;
    const moved = movedBy(start) - baseMoved;
    const offsetAt = at + indexSize;
    if (moved !== 0) yield sized(offsetAt, offsetSize, offset + moved);
    let growth = 0;
    for (const splice of splices)
      if (splice.start >= start && splice.end <= end && !isBorder(splice, start, end))
        growth += splice.bytes.length - (splice.end - splice.start);
    if (growth !== 0) yield sized(offsetAt + offsetSize, lengthSize, length + growth);
  }
}

/** Whether a splice inserts something beside the bytes of `[start, end)`. */
function isBorder(splice: Splice, start: number, end: number): boolean {
  const { within } = splice;
  if (splice.start !== splice.end || (splice.start !== start && splice.start !== end)) return false;
  return within === undefined || within < start || within >= end;
}

/** Throws where the bytes of another item change in which an item lies. */
function checkHolders({ id, location }: HeifItem, meta: HeifMeta, splices: readonly Splice[]): void {
  const holders = meta.references.filter(({ type, from }) => type === 'iloc' && from === id);
  for (const { start, end } of holders.flatMap(({ to }) =>
    meta.items.filter((item) => to.includes(item.id)).flatMap(({ ranges }) => ranges),
  ))
    if (splices.some((splice) => splice.start < end && splice.end > start))
      refuse('not-writable', 'an item in the bytes of another', location?.start ?? 0, `${path}/iloc`);
}

/** A number in the place of one of `size` bytes. Throws `limit-exceeded` where it has no room there. */
function sized(at: number, size: number, value: number): Splice {
  if (value < 0 || size === 0 || (size === 4 && value > 0xffffffff))
    refuse('limit-exceeded', `no room for the number ${value}`, at, path);
  return overwrite(at, Uint8Array.from(size === 8 ? be64(value) : be32(value)));
}
