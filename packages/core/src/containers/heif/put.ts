// Puts blocks into a HEIF file: in place of the items that hold them, or as new items that describe the primary one.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { overwrite, type Splice } from '../../bytes/splices.js';
import type { Box } from '../../structures/isobmff/read.js';
import { be16, be32 } from '../../structures/isobmff/write.js';
import { type FileInput, readOnce, refuse } from '../plan.js';
import { changedIn, type Put, type PutBlocks, refusePut } from '../put.js';
import { freeType, withoutItems } from './cut-items.js';
import type { HeifItem, HeifMeta } from './model.js';
import { newItems } from './new-items.js';
import { wholeBox } from './plan/boxes.js';
import { readStrictly } from './plan/structure.js';

export const heifPut: PutBlocks = function* (puts, _layout, file) {
  const { boxes, meta } = yield* readOnce(file, readStrictly);
  if (!meta) refuse('not-writable', 'a file without items', 0, 'heif');
  const going = puts.filter(({ ref, bytes }) => ref && !bytes);
  const splices: Splice[] = [];
  for (const put of puts) if (put.ref && put.bytes) splices.push(...changed(put, meta));
  const coming = puts.filter(({ ref, bytes }) => !ref && bytes);
  for (const item of meta.items) if (!isPut(item, puts)) refuseOpen(item, coming.length > 0);
  if (coming.length > 0) splices.push(...(yield* newItems(coming, meta, boxes, [...splices], file)));
  const isAlone = splices.length === 0;
  const gone = going.filter(({ ref }) => isAlone && itemOf(ref!.ranges, meta));
  if (gone.length > 0) splices.push(...(yield* removed(gone, meta, file)));
  for (const put of going) if (!gone.includes(put)) splices.push(...blanked(put, boxes));
  return splices;
};

/** An item that is changed itself. */
function isPut({ ranges }: HeifItem, puts: readonly Put[]): boolean {
  const [first] = ranges;
  return (
    first !== undefined && puts.some(({ ref }) => ref?.ranges.some(({ start }) => start === first.start))
  );
}

/** What an item says is its own, and lies behind the end of the file, would come to be something new. */
function refuseOpen({ id, location, ranges }: HeifItem, isLonger: boolean): void {
  if (location?.dataReferenceIndex !== 0) return;
  const { extents, constructionMethod, start } = location;
  const stated = extents.reduce((sum, { length }) => sum + length, 0);
  const held = ranges.reduce((sum, range) => sum + range.end - range.start, 0);
  if (stated > held)
    refuse('truncated', `the bytes of item ${id} are not all there`, start, 'heif/meta/iloc');
  if (isLonger && stated === 0 && constructionMethod === 0 && held > 0)
    refuse('not-writable', `item ${id} takes all that follows in the file`, start, 'heif/meta/iloc');
}

/** The bytes of an item, or of a box that holds XMP. */
function changed(put: Put, meta: HeifMeta): Splice[] {
  const { ref, bytes, splices } = put;
  const ranges = ref!.ranges;
  const [range] = ranges;
  if (!range || ref!.bytes || put.kind === 'jumbf') return refusePut('heif', put, 'has it in another form');
  const item = itemOf(ranges, meta);
  if (item?.location?.constructionMethod === 2)
    return refusePut('heif', put, 'has it within the bytes of another item');
  if (ranges.length === 1) return changedIn(range, put);
  return splices ? splices.flatMap((splice) => within(ranges, splice)) : spread(ranges, bytes!, put);
}

/** A splice of joined ranges as splices of each. */
function within(ranges: readonly ByteRange[], splice: Splice): Splice[] {
  const found: Splice[] = [];
  let at = 0;
  for (const [i, { start, end }] of ranges.entries()) {
    const isLast = i === ranges.length - 1;
    const from = Math.max(splice.start, at);
    const to = Math.min(splice.end, at + end - start);
    if (from < to)
      found.push(overwrite(start + from - at, splice.bytes.subarray(from - splice.start, to - splice.start)));
    if (isLast && splice.start === splice.end)
      found.push({ start: end, end, bytes: splice.bytes, within: start });
    at += end - start;
  }
  return found;
}

/** Bytes over the extents of an item, the last of which takes what is left. */
function spread(ranges: readonly ByteRange[], bytes: Uint8Array, put: Put): Splice[] {
  let at = 0;
  return ranges.map(({ start, end }, i) => {
    const isLast = i === ranges.length - 1;
    const part = bytes.subarray(at, isLast ? bytes.length : at + end - start);
    at += part.length;
    if (part.length === 0 || (!isLast && part.length < end - start))
      return refusePut('heif', put, 'has it in extents that it does not fill');
    return { start, end, bytes: part };
  });
}

function itemOf(ranges: readonly ByteRange[], { items }: HeifMeta): HeifItem | undefined {
  const { start, end } = ranges[0]!;
  return items.find((item) => item.ranges.some((own) => own.start <= start && own.end >= end));
}

/** Items taken out of the lists, and their bytes zeroed: nothing else in the file moves. */
function* removed(puts: readonly Put[], meta: HeifMeta, { context }: FileInput): Scan<Splice[]> {
  const items = puts.map(({ ref }) => itemOf(ref!.ranges, meta)!);
  const view = yield* wholeBox(meta.box, context.limits, 'heif/meta');
  const { bytes } = withoutItems(view, meta, new Set(items.map(({ id }) => id)), context.limits, 'heif/meta');
  const isInMeta = ({ start }: ByteRange): boolean => start >= meta.box.start && start < meta.box.end;
  const freed = items.flatMap(({ ranges }) => ranges).filter((range) => !isInMeta(range));
  return [
    overwrite(meta.box.start, bytes),
    ...freed.map(({ start, end }) => overwrite(start, new Uint8Array(end - start))),
  ];
}

/** A box becomes free space; of an item that cannot be taken out just now nothing is left that says anything. */
function blanked({ kind, ref }: Put, boxes: readonly Box[]): Splice[] {
  const ranges = ref!.ranges;
  const box = boxes.find(
    ({ type, body, end }) => type === 'uuid' && ranges.every((one) => one.start >= body && one.end <= end),
  );
  const nothing = ({ start, end }: ByteRange): Splice =>
    overwrite(start, new Uint8Array(end - start).fill(kind === 'xmp' ? 0x20 : 0));
  if (box) return [overwrite(box.start + 4, freeType), nothing({ start: box.body, end: box.end })];
  if (kind !== 'exif') return ranges.map(nothing);
  // A structure whose only directory has no entries.
  const [first] = ranges;
  const empty = Uint8Array.from([0x4d, 0x4d, ...be16(42), ...be32(8), ...be16(0), ...be32(0)]);
  if (!first || first.end - first.start < empty.length) return ranges.map(nothing);
  return [
    ...ranges.map(nothing).map((splice, i) => {
      if (i === 0) splice.bytes.set(empty);
      return splice;
    }),
  ];
}
