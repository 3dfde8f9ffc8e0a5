// New items of a HEIF file (ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12, A.2): entries at the end of each list, and the bytes
// in a box of media data behind all others.
import { totalLength } from '../../bytes/pieces.js';
import type { Scan } from '../../bytes/scan.js';
import { growthOf, overwrite, type Splice } from '../../bytes/splices.js';
import { ascii } from '../../bytes/text.js';
import type { Box } from '../../structures/isobmff/read.js';
import { be16, be32, be64, box, boxHeader, concat, fullBox } from '../../structures/isobmff/write.js';
import { type FileInput, refuse } from '../plan.js';
import { type Put, refusePut } from '../put.js';
import type { HeifMeta, LocationTable } from './model.js';

const path = 'heif/meta';
const HIDDEN = 1;

/** The splices for new items that describe the primary one; `others`: what else changes in the file. */
export function* newItems(
  puts: readonly Put[],
  meta: HeifMeta,
  boxes: readonly Box[],
  others: readonly Splice[],
  { context: { size = 0 } }: FileInput,
): Scan<Splice[]> {
  const { informationBox, locations, primaryId, box: around } = meta;
  if (!informationBox || !locations || primaryId === undefined)
    refuse('not-writable', 'a file without lists of its items', around.start, path);
  const last = boxes.at(-1)!;
  const head = yield { start: last.start, end: last.start + 4 };
  const isOpen = head.u32(last.start) === 0;
  const takesData = isOpen && last.type === 'mdat';
  const ids = puts.map((_, i) => nextId(meta) + i);
  const view = yield { start: around.start, end: around.end };
  if (ids.at(-1)! > 0xffff || !view.has(around.start, around.end))
    refuse('not-writable', 'no room for a new item', around.start, path);
  const data = puts.map((put) => dataOf(put));
  const lists: Splice[] = [
    ...entries(
      view.u8(informationBox.body),
      informationBox,
      puts.map((put, i) => information(put, ids[i]!)),
      (at, bytes) => (bytes === 2 ? view.u16(at) : view.u32(at)),
    ),
    ...references(view.u8(meta.referenceBox?.body ?? informationBox.body), meta, ids, primaryId),
  ];
  const grown = puts.length * entryBytes(locations);
  const first = size + growthOf([...others, ...lists]) + grown + (takesData ? 0 : 8);
  let place = first;
  const located = data.map((bytes, i) => {
    const entry = location(locations, ids[i]!, place, bytes.length);
    place += bytes.length;
    return entry;
  });
  const { start, end } = locations.box;
  lists.push(overwrite(locations.countAt, number(locations.count + puts.length, countBytes(locations))), {
    start: end,
    end,
    bytes: concat(located),
    within: start,
  });
  // What followed to the end of the file now has an end of its own.
  if (isOpen && !takesData) {
    const own = [...others, ...lists].filter((splice) => splice.start >= last.start);
    lists.push(overwrite(last.start, number(last.end - last.start + growthOf(own), 4)));
  }
  const added = concat([...(takesData ? [] : [boxHeader('mdat', totalLength(data))]), ...data]);
  return [...lists, { start: size, end: size, bytes: added }];
}

function nextId({ items, references }: HeifMeta): number {
  let most = 0;
  for (const { id } of items) most = Math.max(most, id);
  for (const { from, to } of references) most = Math.max(most, from, ...to);
  return most + 1;
}

/** Exif stands behind the place of its TIFF header. */
function dataOf({ kind, bytes = new Uint8Array(0) }: Put): Uint8Array {
  return kind === 'exif' ? concat([be32(6), ascii('Exif\0\0'), bytes]) : bytes;
}

function information(put: Put, id: number): Uint8Array {
  const texts = { exif: 'Exif\0', xmp: 'mime\0application/rdf+xml\0' }[put.kind as string];
  if (texts === undefined) return refusePut('heif', put);
  return fullBox('infe', 2, HIDDEN, be16(id), be16(0), ascii(texts));
}

/** Entries in a list that begins with their number. */
function entries(
  version: number,
  { body, start, end }: Box,
  added: readonly Uint8Array[],
  count: (at: number, bytes: number) => number,
): Splice[] {
  const bytes = version === 0 ? 2 : 4;
  const at = body + 4;
  const before = count(at, bytes);
  return [
    overwrite(at, number(before + added.length, bytes)),
    { start: end, end, bytes: concat(added), within: start },
  ];
}

/** The items describe the primary one (`cdsc`). */
function references(version: number, meta: HeifMeta, ids: readonly number[], primaryId: number): Splice[] {
  const { referenceBox, informationBox } = meta;
  const id = referenceBox && version > 0 ? be32 : be16;
  const added = ids.map((from) => box('cdsc', id(from), be16(1), id(primaryId)));
  if (referenceBox) {
    const { start, end } = referenceBox;
    return [{ start: end, end, bytes: concat(added), within: start }];
  }
  if (primaryId > 0xffff) refuse('not-writable', 'no room for a reference', meta.box.start, path);
  const at = informationBox!.end;
  return [{ start: at, end: at, bytes: fullBox('iref', 0, 0, ...added), within: meta.box.start }];
}

function countBytes({ version }: LocationTable): number {
  return version === 2 ? 4 : 2;
}

function entryBytes({ version, baseOffsetSize, indexSize, offsetSize, lengthSize }: LocationTable): number {
  const fixed = version === 2 ? 4 : 2;
  return fixed + (version === 0 ? 0 : 2) + 2 + baseOffsetSize + 2 + indexSize + offsetSize + lengthSize;
}

/** An entry of one extent in the file itself. */
function location(table: LocationTable, id: number, place: number, length: number): Uint8Array {
  const { version, baseOffsetSize, indexSize, offsetSize, lengthSize, box: around } = table;
  const most = Math.max(offsetSize, baseOffsetSize);
  if (most === 0 || lengthSize === 0 || (most === 4 && place + length > 0xffffffff))
    refuse('limit-exceeded', 'no room for the place of a new item', around.start, `${path}/iloc`);
  const isBase = offsetSize < most;
  return concat([
    number(id, version === 2 ? 4 : 2),
    number(0, version === 0 ? 0 : 2),
    be16(0),
    number(isBase ? place : 0, baseOffsetSize),
    be16(1),
    number(0, indexSize),
    number(isBase ? 0 : place, offsetSize),
    number(length, lengthSize),
  ]);
}

function number(value: number, bytes: number): Uint8Array {
  const parts = bytes === 8 ? be64(value) : bytes === 4 ? be32(value) : bytes === 2 ? be16(value) : [];
  return Uint8Array.from(parts);
}
