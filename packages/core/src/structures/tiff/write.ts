// Lays out TIFF directories as a new structure: header, directories with their values, then picture data.
import { join } from '../../bytes/block-view.js';
import type { Piece } from '../../bytes/pieces.js';
import type { ByteRange } from '../../bytes/scan.js';
import { DataLayout } from './data-layout.js';
import { fieldSize, LONG, LONG8 } from './field.js';

/** Data that an offset points to: a range of the source, or pieces that follow each other. */
export type Datum = ByteRange | readonly Piece[];

/**
 * An entry to write: its value in the byte order of the file, directories it points to, or the data it points to.
 * Empty data is written as offset 0.
 */
export interface NewEntry {
  readonly id: number;
  /** Field type of `value`; offsets get theirs. */
  readonly type: number;
  readonly value:
    | Uint8Array
    | { readonly directories: readonly NewIfd[] }
    | { readonly data: readonly Datum[] };
}

/** A directory to write; entries are sorted by the writer. */
export interface NewIfd {
  readonly entries: readonly NewEntry[];
}

/** A structure to write: the directories of `pages` are chained. */
export interface NewTiff {
  readonly littleEndian: boolean;
  readonly big: boolean;
  readonly pages: readonly NewIfd[];
}

/**
 * The structure as pieces. Directories come first; data follows in the order of the source, each byte once. Throws
 * `malformed` where data cannot be written so.
 */
export function writeTiff(tiff: NewTiff): readonly Piece[] {
  const writer = new Writer(tiff.littleEndian, tiff.big);
  writer.chain(tiff.pages);
  return writer.finish();
}

function writeNumber(data: DataView, at: number, value: number, size: number, littleEndian: boolean): void {
  if (size === 1) data.setUint8(at, value);
  else if (size === 2) data.setUint16(at, value, littleEndian);
  else if (size === 4) data.setUint32(at, value, littleEndian);
  else {
    data.setUint32(at + (littleEndian ? 4 : 0), Math.floor(value / 4294967296), littleEndian);
    data.setUint32(at + (littleEndian ? 0 : 4), value % 4294967296, littleEndian);
  }
}

/** Whole numbers as the value of an entry. */
export function numberBytes(numbers: readonly number[], type: number, littleEndian: boolean): Uint8Array {
  const size = fieldSize(type);
  const bytes = new Uint8Array(numbers.length * size);
  const data = new DataView(bytes.buffer);
  numbers.forEach((number, i) => {
    writeNumber(data, i * size, number, size, littleEndian);
  });
  return bytes;
}

/** Picture data whose place is not known before all directories are laid out. */
interface Pending {
  readonly data: readonly Datum[];
  /** Where the offsets of `data` go. */
  readonly place: DataView;
}

class Writer {
  readonly #littleEndian: boolean;
  readonly #big: boolean;
  readonly #head: Uint8Array[] = [];
  readonly #pending: Pending[] = [];
  #length = 0;

  constructor(littleEndian: boolean, big: boolean) {
    this.#littleEndian = littleEndian;
    this.#big = big;
    const header = new Uint8Array(big ? 16 : 8);
    const data = new DataView(header.buffer);
    data.setUint16(0, littleEndian ? 0x4949 : 0x4d4d);
    data.setUint16(2, big ? 43 : 42, littleEndian);
    if (big) data.setUint16(4, 8, littleEndian);
    this.#add(header);
    this.#write(data, big ? 8 : 4, header.length);
  }

  get #pointerSize(): number {
    return this.#big ? 8 : 4;
  }

  #write(data: DataView, at: number, value: number): void {
    writeNumber(data, at, value, this.#pointerSize, this.#littleEndian);
  }

  /** Appends to the head on a word boundary (TIFF 6.0: values begin on one); gives its offset. */
  #add(bytes: Uint8Array): number {
    if (this.#length % 2 === 1) {
      this.#head.push(new Uint8Array(1));
      this.#length++;
    }
    const at = this.#length;
    this.#head.push(bytes);
    this.#length += bytes.length;
    return at;
  }

  /** Writes directories that are linked one to the next; gives the offset of the first. */
  chain(ifds: readonly NewIfd[]): number {
    let first = 0;
    let link: DataView | undefined;
    for (const ifd of ifds) {
      const table = this.#table(ifd);
      if (link) this.#write(link, link.byteLength - this.#pointerSize, table.at);
      else first = table.at;
      link = table.data;
    }
    return first;
  }

  #table(ifd: NewIfd): { readonly at: number; readonly data: DataView } {
    const entries = [...ifd.entries].sort((a, b) => a.id - b.id);
    const countSize = this.#big ? 8 : 2;
    const entrySize = this.#big ? 20 : 12;
    const bytes = new Uint8Array(countSize + entries.length * entrySize + this.#pointerSize);
    const data = new DataView(bytes.buffer);
    writeNumber(data, 0, entries.length, countSize, this.#littleEndian);
    const at = this.#add(bytes);
    entries.forEach((entry, i) => {
      this.#entry(data, countSize + i * entrySize, entry);
    });
    return { at, data };
  }

  #entry(data: DataView, at: number, { id, type, value }: NewEntry): void {
    const pointers = value instanceof Uint8Array ? undefined : this.#pointers(value);
    const bytes = pointers ?? (value as Uint8Array);
    const written = pointers ? (this.#big ? LONG8 : LONG) : type;
    data.setUint16(at, id, this.#littleEndian);
    data.setUint16(at + 2, written, this.#littleEndian);
    this.#write(data, at + 4, bytes.length / fieldSize(written));
    const valueAt = at + 4 + this.#pointerSize;
    const room = new Uint8Array(data.buffer, valueAt, this.#pointerSize);
    if (bytes.length > this.#pointerSize) {
      this.#write(data, valueAt, this.#add(bytes));
      return;
    }
    room.set(bytes);
    if (pointers && !(value instanceof Uint8Array) && 'data' in value) {
      this.#pending.push({ data: value.data, place: new DataView(data.buffer, valueAt, bytes.length) });
    }
  }

  /** The bytes of an array of offsets; those of data are filled in at the end. */
  #pointers(value: Exclude<NewEntry['value'], Uint8Array>): Uint8Array {
    const size = this.#pointerSize;
    if ('data' in value) {
      const bytes = new Uint8Array(value.data.length * size);
      if (bytes.length > size) this.#pending.push({ data: value.data, place: new DataView(bytes.buffer) });
      return bytes;
    }
    const bytes = new Uint8Array(value.directories.length * size);
    const data = new DataView(bytes.buffer);
    value.directories.forEach((ifd, i) => {
      this.#write(data, i * size, this.chain([ifd]));
    });
    return bytes;
  }

  finish(): readonly Piece[] {
    if (this.#length % 2 === 1) this.#add(new Uint8Array(0));
    const data = new DataLayout(this.#pending.flatMap((pending) => pending.data));
    for (const pending of this.#pending) {
      pending.data.forEach((datum, i) => {
        const place = data.placeOf(datum);
        if (place !== undefined) this.#write(pending.place, i * this.#pointerSize, this.#length + place);
      });
    }
    return [join(this.#head), ...data.pieces];
  }
}
