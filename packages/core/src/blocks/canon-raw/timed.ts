// Canon's timed metadata (CTMD): records with times, exposure, and TIFF structures of their own (ExifTool's Canon.pm).
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { byteOrderLabels } from '../../present/byte-order.js';
import { exposureTime, fixed, fNumber } from '../../present/exposure.js';
import { EXIF_IFD, MAKER_NOTE } from '../../structures/tiff/ids.js';
import { readStored, storedType } from '../../tables/stored-value.js';
import { makeTag, setAside } from '../../tables/tag.js';
import type { BlockRef, Context, Tag, TagDef, TagValue } from '../../types.js';
import { type Camera, noteIn } from './note.js';

/** What one sample holds. */
interface Timed {
  readonly tags: Tag[];
  readonly nested: BlockRef[];
}

const printed =
  (print: (value: number) => string) =>
  (value: TagValue): string =>
    typeof value === 'number' ? print(value) : String(value);
const timeStamp: TagDef = { name: 'TimeStamp' };
const focalLength: TagDef = { name: 'FocalLength', print: printed((value) => `${fixed(value, 1)} mm`) };
const aperture: TagDef = { name: 'FNumber', print: printed(fNumber) };
const exposure: TagDef = { name: 'ExposureTime', print: printed(exposureTime) };
const byteOrder: TagDef = { name: 'ExifByteOrder', labels: byteOrderLabels };
const iso: TagDef = { name: 'ISO' };

const recordHeader = 12;
const structureHeader = 8;
const RATIONAL32U = storedType('rational32u');

/** The tags of a sample, and the structures in it. */
export function* timedMetadata(ref: BlockRef, group: string, camera: Camera, context: Context): Scan<Timed> {
  const { view, start, end } = yield* blockView(ref, context);
  const timed: Timed = { tags: [], nested: [] };
  const add = (id: number, def: TagDef, value: TagValue | undefined): void => {
    const tag = value === undefined ? undefined : makeTag('MakerNotes', group, id, def, value);
    if (tag && context.budget.tag(0)) timed.tags.push(setAside(tag));
  };
  const ratio = (at: number, last: number): TagValue | undefined => {
    const value = readStored(view, at, last, RATIONAL32U, 1);
    return typeof value === 'number' || typeof value === 'string' ? value : undefined;
  };
  let at = start;
  while (at + 6 < end) {
    const size = view.u32(at, true);
    const type = view.u16(at + 4, true);
    if (size < recordHeader || at + size > end) {
      context.warn('malformed', 'record of timed metadata with an impossible size', at, ref.path);
      return timed;
    }
    const body = at + recordHeader;
    const last = at + size;
    if (type === 1) add(type, timeStamp, timeText(view, body, last));
    else if (type === 4) add(type, focalLength, ratio(body, last));
    else if (type === 5) {
      add(type, aperture, ratio(body, last));
      add(type, exposure, ratio(body + 4, last));
      if (body + 12 <= last) add(type, iso, view.u32(body + 8, true) & 0x7fffffff);
    } else if (type >= 7 && type <= 9)
      yield* addStructures(timed, ref, { view, start: body, end: last }, camera, context);
    at = last;
  }
  return timed;
}

/** Year in two bytes, the rest in one each, behind two bytes of nothing; hundredths of a second at the end. */
function timeText(view: View, start: number, end: number): string | undefined {
  if (start + 10 > end) return undefined;
  const two = (at: number): string => String(view.u8(start + at)).padStart(2, '0');
  const year = String(view.u16(start + 2, true)).padStart(4, '0');
  return `${year}:${two(4)}:${two(5)} ${two(6)}:${two(7)}:${two(8)}.${two(9)}`;
}

/** TIFF structures, each behind its size and the id that points to such a directory elsewhere. */
function* addStructures(
  { tags, nested }: Timed,
  ref: BlockRef,
  { view, start, end }: { view: View; start: number; end: number },
  camera: Camera,
  context: Context,
): Scan<void> {
  for (let at = start; at + structureHeader < end; ) {
    const size = view.u32(at, true);
    const id = view.u32(at + 4, true);
    if (size < structureHeader || at + size > end || (id !== EXIF_IFD && id !== MAKER_NOTE)) return;
    const ranges = [{ start: at + structureHeader, end: at + size }];
    const inner = { path: ref.path, label: 'CR3', group: ref.group, ranges, aside: true } as const;
    if (id === EXIF_IFD) {
      const order = view.latin1(at + structureHeader, at + structureHeader + 2);
      const tag = makeTag('File', ref.group ?? 'File', byteOrder.name, byteOrder, order);
      if (tag && context.budget.tag(0)) tags.push(tag);
      nested.push({ ...inner, kind: 'exif', first: 'ExifIFD' });
    } else {
      const note = yield* noteIn({ ...inner, kind: 'canon-raw' }, camera, context);
      if (note) nested.push(note);
    }
    at += size;
  }
}
