// Item information (`iinf`), locations (`iloc`), references (`iref`) and associations (`ipma`) of a meta box.

import type { ByteRange } from '../../bytes/scan.js';
import { utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import type { Box } from '../../structures/isobmff/read.js';
import type { Context } from '../../types.js';
import type { Extent, HeifItem, ItemLocation, ItemReference, LocationTable } from './model.js';

/** What an `infe` box says. */
export type ItemInfo = Pick<
  HeifItem,
  'type' | 'name' | 'contentType' | 'contentEncoding' | 'uri' | 'protectionIndex' | 'hidden' | 'infe'
>;

/** Reads one `infe` box (ISO/IEC 14496-12, 8.11.6), whose bytes `view` holds; `undefined` where it is cut. */
export function readInfo(view: View, box: Box): [id: number, info: ItemInfo] | undefined {
  const { body } = box;
  const end = Math.min(box.end, view.end);
  if (body + 8 > end) return undefined;
  const version = view.u8(body);
  const hidden = (view.u8(body + 3) & 1) !== 0;
  const wide = version === 3;
  const texts = new Texts(view, body + 8, end);
  if (version < 2) {
    const [name, contentType, contentEncoding] = [texts.next(), texts.next(), texts.next()];
    const protectionIndex = view.u16(body + 6);
    return [
      view.u16(body + 4),
      { type: '', name, contentType, contentEncoding, uri: '', protectionIndex, hidden, infe: box },
    ];
  }
  const at = body + (wide ? 8 : 6);
  if (at + 6 > end) return undefined;
  const type = view.fourcc(at + 2);
  texts.at = at + 6;
  const name = texts.next();
  const info: ItemInfo = {
    type,
    name,
    contentType: type === 'mime' ? texts.next() : '',
    contentEncoding: type === 'mime' ? texts.next() : '',
    uri: type === 'uri ' ? texts.next() : '',
    protectionIndex: view.u16(at),
    hidden,
    infe: box,
  };
  return [wide ? view.u32(body + 4) : view.u16(body + 4), info];
}

/** Whether an item is a C2PA manifest. */
export function isManifest({ contentType }: Pick<HeifItem, 'contentType'>): boolean {
  return contentType === 'application/c2pa';
}

/** Null-terminated texts one after the other; empty ones after the end. */
class Texts {
  at: number;
  readonly #view: View;
  readonly #end: number;

  constructor(view: View, at: number, end: number) {
    this.#view = view;
    this.at = at;
    this.#end = end;
  }

  next(): string {
    if (this.at >= this.#end) return '';
    const start = this.at;
    let end = start;
    while (end < this.#end && this.#view.u8(end) !== 0) end++;
    this.at = end + 1;
    return end === start ? '' : utf8Text(this.#view.slice(start, end));
  }
}

/** Reads the item location box (ISO/IEC 14496-12, 8.11.3); entries that are cut off are left out. */
export function readLocations(
  view: View,
  box: Box,
  context: Context,
  path: string,
): { table: LocationTable; locations: Map<number, ItemLocation> } | undefined {
  const { body } = box;
  const end = Math.min(box.end, view.end);
  if (body + 8 > end) return undefined;
  const version = view.u8(body);
  const wide = version >= 2;
  if (wide && body + 10 > end) return undefined;
  const sizes = view.u16(body + 4);
  const table: LocationTable = {
    box,
    version,
    offsetSize: sizes >> 12,
    lengthSize: (sizes >> 8) & 15,
    baseOffsetSize: (sizes >> 4) & 15,
    indexSize: version === 1 || version === 2 ? sizes & 15 : 0,
    countAt: body + 6,
    count: wide ? view.u32(body + 6) : view.u16(body + 6),
  };
  const locations = new Map<number, ItemLocation>();
  const cut = (code: 'malformed' | 'limit-exceeded', at: number) => {
    context.warn(code, code === 'malformed' ? 'item locations are cut off' : 'too many extents', at, path);
    return { table, locations };
  };
  if (
    [table.offsetSize, table.lengthSize, table.baseOffsetSize, table.indexSize].some(
      (size) => size > 8 || (size & 3) !== 0,
    )
  )
    return cut('malformed', body + 4);
  const extentSize = table.indexSize + table.offsetSize + table.lengthSize;
  let extentsLeft = context.limits.items;
  let at = body + (wide ? 10 : 8);
  for (let i = 0; i < table.count; i++) {
    if (i >= context.limits.items) return cut('limit-exceeded', at);
    const fixed = (wide ? 4 : 2) + (version === 1 || version === 2 ? 2 : 0) + 2 + table.baseOffsetSize + 2;
    if (at + fixed > end) return cut('malformed', at);
    const start = at;
    const id = wide ? view.u32(at) : view.u16(at);
    at += wide ? 4 : 2;
    const constructionMethod = version === 1 || version === 2 ? view.u16(at) & 15 : 0;
    if (version === 1 || version === 2) at += 2;
    const dataReferenceIndex = view.u16(at);
    const baseOffsetAt = at + 2;
    const baseOffset = sized(view, baseOffsetAt, table.baseOffsetSize);
    at = baseOffsetAt + table.baseOffsetSize + 2;
    const count = view.u16(at - 2);
    if (at + count * extentSize > end) return cut('malformed', at);
    extentsLeft -= count;
    if (extentsLeft < 0) return cut('limit-exceeded', at);
    const extents = new Array<Extent>(count);
    for (let j = 0; j < count; j++, at += extentSize) {
      const offsetAt = at + table.indexSize;
      extents[j] = {
        at,
        index: table.indexSize > 0 ? sized(view, at, table.indexSize) : 1,
        offset: sized(view, offsetAt, table.offsetSize),
        length: sized(view, offsetAt + table.offsetSize, table.lengthSize),
      };
    }
    locations.set(id, {
      start,
      end: at,
      constructionMethod,
      dataReferenceIndex,
      baseOffset,
      baseOffsetAt,
      extents,
    });
  }
  return { table, locations };
}

function sized(view: View, at: number, size: number): number {
  return size === 0 ? 0 : size === 4 ? view.u32(at) : view.u64(at);
}

/** Reads one reference of `iref` (ISO/IEC 14496-12, 8.11.12); `wide` in version 1. */
export function readReference(view: View, box: Box, wide: boolean, limit: number): ItemReference | undefined {
  const size = wide ? 4 : 2;
  const end = Math.min(box.end, view.end);
  if (box.body + size + 2 > end) return undefined;
  const id = (at: number) => (wide ? view.u32(at) : view.u16(at));
  const first = box.body + size + 2;
  const count = Math.min(view.u16(first - 2), Math.floor((end - first) / size), limit);
  const to = new Array<number>(count);
  for (let i = 0; i < count; i++) to[i] = id(first + i * size);
  return { type: box.type, from: id(box.body), to, box };
}

/** An item's properties, and where `ipma` lists them. */
export interface ItemAssociations extends ByteRange {
  readonly properties: readonly number[];
}

/** Adds what an item property association box says (ISO/IEC 14496-12, 8.11.14). */
export function readAssociations(
  view: View,
  box: Box,
  found: Map<number, ItemAssociations>,
  context: Context,
  path: string,
): void {
  const { body } = box;
  const end = Math.min(box.end, view.end);
  if (body + 8 > end) return;
  const idSize = view.u8(body) === 0 ? 2 : 4;
  const size = view.u8(body + 3) & 1 ? 2 : 1;
  const count = view.u32(body + 4);
  let at = body + 8;
  for (let i = 0; i < count; i++) {
    const start = at;
    const first = at + idSize + 1;
    if (first > end || first + view.u8(first - 1) * size > end) {
      context.warn('malformed', 'property associations are cut off', at, path);
      break;
    }
    if (i >= context.limits.items) {
      context.warn('limit-exceeded', 'too many property associations', at, path);
      break;
    }
    const id = idSize === 2 ? view.u16(at) : view.u32(at);
    at = first + view.u8(first - 1) * size;
    const properties = new Array<number>(view.u8(first - 1));
    for (let i = 0; i < properties.length; i++)
      properties[i] = size === 2 ? view.u16(first + 2 * i) & 0x7fff : view.u8(first + i) & 0x7f;
    found.set(id, { properties, start, end: at });
  }
}
