// Writes the meta box of a cleaned HEIF file (ISO/IEC 14496-12, 8.11): only what its items need.

import type { ByteRange } from '../../../bytes/scan.js';
import { ascii } from '../../../bytes/text.js';
import { BoxWriter } from '../../../structures/isobmff/write.js';
import { stayingGroups, stayingReferences } from './links.js';
import type { HeifPicture } from './picture.js';
import type { TextItem } from './text.js';

/** Where an item's bytes come to lie, from where the media data starts. */
export interface Placed {
  readonly id: number;
  readonly ranges: readonly ByteRange[];
}

/** The meta box of items placed from where their data starts; `long` for places and lengths of 64 bits. */
export function writeMeta(
  picture: HeifPicture,
  placed: readonly Placed[],
  texts: readonly TextItem[],
  long: boolean,
): MetaBox {
  const out = new MetaWriter(
    placed.some(({ id }) => id > 0xffff),
    long,
  );
  out.fullBox('meta', 0, 0, () => {
    out.fullBox('hdlr', 0, 0, () => {
      out.u32(0);
      out.fourCc('pict');
      out.append(new Uint8Array(13));
    });
    out.fullBox('pitm', out.wide ? 1 : 0, 0, () => out.id(picture.meta.primaryId ?? 0));
    writeLocations(out, placed);
    writeInformation(out, picture, texts);
    writeReferences(out, picture, texts);
    writeProperties(out, picture);
    writeGroups(out, picture);
  });
  return out;
}

/** A meta box whose places count from where the data starts, until that is known. */
export interface MetaBox {
  readonly length: number;
  /** The box where the data starts at this offset of the file. */
  finish(dataStart: number): Uint8Array;
}

class MetaWriter extends BoxWriter implements MetaBox {
  /** Whether item ids and numbers of items have 32 bits, where the file has large ids. */
  readonly wide: boolean;
  readonly long: boolean;
  /** Where offsets stand, and what they are from the start of the data. */
  readonly #places: (readonly [at: number, value: number])[] = [];

  constructor(wide: boolean, long: boolean) {
    super();
    this.wide = wide;
    this.long = long;
  }

  /** An offset of 32 or 64 bits, from where the data starts. */
  place(value: number): void {
    this.#places.push([this.length, value]);
    this.size(0);
  }

  /** A number of 32 or 64 bits. */
  size(value: number): void {
    if (this.long) this.u64(value);
    else this.u32(value);
  }

  finish(dataStart: number): Uint8Array {
    const { bytes } = this;
    const data = new DataView(bytes.buffer);
    for (const [at, value] of this.#places) {
      const offset = dataStart + value;
      if (this.long) data.setUint32(at, Math.floor(offset / 2 ** 32));
      data.setUint32(this.long ? at + 4 : at, offset % 2 ** 32);
    }
    return bytes;
  }

  /** An item id or a number of items. */
  id(value: number): void {
    if (this.wide) this.u32(value);
    else this.u16(value);
  }
}

/** `iloc` (8.11.3), all offsets from the start of the file in the end; items without bytes have no entry. */
function writeLocations(out: MetaWriter, placed: readonly Placed[]): void {
  const located = placed.filter(({ ranges }) => ranges.length > 0);
  out.fullBox('iloc', out.wide ? 2 : 0, 0, () => {
    out.u16(out.long ? 0x8800 : 0x4400);
    out.id(located.length);
    for (const { id, ranges } of located) {
      out.id(id);
      if (out.wide) out.u16(0);
      out.u16(0);
      out.u16(ranges.length);
      for (const { start, end } of ranges) {
        out.place(start);
        out.size(end - start);
      }
    }
  });
}

/** `iinf` (8.11.6): types, and whether an item is hidden; no names. Encoded items do not stay. */
function writeInformation(out: MetaWriter, { items }: HeifPicture, texts: readonly TextItem[]): void {
  out.fullBox('iinf', out.wide ? 1 : 0, 0, () => {
    out.id(items.length + texts.length);
    for (const { item } of items) {
      out.fullBox('infe', out.wide ? 3 : 2, item.hidden ? 1 : 0, () => {
        out.id(item.id);
        out.u16(0);
        out.fourCc(item.type);
        out.u8(0);
        if (item.type === 'mime') out.append(ascii(`${item.contentType}\0`));
      });
    }
    for (const { id, kind } of texts) {
      out.fullBox('infe', out.wide ? 3 : 2, 0, () => {
        out.id(id);
        out.u16(0);
        out.fourCc(kind === 'exif' ? 'Exif' : 'mime');
        out.append(ascii(`\0${contentTypes[kind]}`));
      });
    }
  });
}

const contentTypes: Readonly<Record<TextItem['kind'], string>> = {
  exif: '',
  xmp: 'application/rdf+xml\0',
  c2pa: 'application/c2pa\0',
};

/** `iref` (8.11.12) among the items that stay; nothing where there are none. */
function writeReferences(out: MetaWriter, picture: HeifPicture, texts: readonly TextItem[]): void {
  const describing = texts.filter(({ kind }) => kind !== 'c2pa');
  const to = [picture.meta.primaryId ?? 0];
  const described = describing.map(({ id }) => ({ type: 'cdsc', from: id, to }));
  const kept = [...stayingReferences(picture), ...described];
  if (kept.length === 0) return;
  out.fullBox('iref', out.wide ? 1 : 0, 0, () => {
    for (const { type, from, to } of kept) {
      out.box(type, () => {
        out.id(from);
        out.u16(to.length);
        for (const target of to) out.id(target);
      });
    }
  });
}

/** `iprp` (8.11.14) with the properties that stay, numbered anew. */
function writeProperties(out: MetaWriter, { items, properties }: HeifPicture): void {
  const numbers = new Map([...properties.keys()].map((index, i) => [index, i + 1]));
  const large = properties.size > 127;
  const having = items.filter(({ properties: own }) => own.length > 0);
  out.box('iprp', () => {
    out.box('ipco', () => {
      for (const property of properties.values()) out.append(property);
    });
    out.fullBox('ipma', out.wide ? 1 : 0, large ? 1 : 0, () => {
      out.u32(having.length);
      for (const { item, properties: own } of having) {
        out.id(item.id);
        out.u8(own.length);
        for (const { index, essential } of own) {
          const number = numbers.get(index) ?? 0;
          if (large) out.u16((essential ? 0x8000 : 0) | number);
          else out.u8((essential ? 0x80 : 0) | number);
        }
      }
    });
  });
}

/** `grpl` (8.15): groups of which at least two items stay. */
function writeGroups(out: MetaWriter, picture: HeifPicture): void {
  const kept = stayingGroups(picture);
  if (kept.length === 0) return;
  out.box('grpl', () => {
    for (const { type, id, entities } of kept) {
      out.fullBox(type, 0, 0, () => {
        out.u32(id);
        out.u32(entities.length);
        for (const entity of entities) out.u32(entity);
      });
    }
  });
}
