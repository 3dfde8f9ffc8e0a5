// Canon's CIFF (CIFF specification 1.0 revision 4): a heap of values, with its directory at its end and heaps in it. It is a CRW file, or
// stands in a segment of a JPEG.
import { bytesOf } from '../../../structures/tiff/open.js';
import type { Row } from '../../../tables/row.js';
import { INT8U, INT16U, INT32U, readStored, STRING, typeSize, UNDEF } from '../../../tables/stored-value.js';
import type { Table } from '../../../tables/table.js';
import { makeTag } from '../../../tables/tag.js';
import type { Note, Process } from '../note.js';

const entryBytes = 10;
const valueBytes = 8;
const maxDepth = 16;
/** Longer values are told by their length, but for records. */
const maxValueBytes = 512;
const maxRecordBytes = 65_536;
/** What conditions know the heap's name by. */
export const heapName = 'CIFFHeap';

/** By the bits of an id that tell a type; two more of them are heaps. */
const types: { readonly [bits: number]: number } = {
  0: INT8U,
  8: STRING,
  16: INT16U,
  24: INT32U,
};
const heapTypes: ReadonlySet<number> = new Set([0x28, 0x30]);

/** A heap `[start, end)` and what holds it. */
interface Heap {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly depth: number;
}

/** Reads one heap after the other, each once. */
class HeapWalk {
  readonly #note: Note;
  readonly #table: Table;
  readonly #littleEndian: boolean;
  readonly #seen = new Set<number>();

  constructor(note: Note, table: Table, littleEndian: boolean) {
    this.#note = note;
    this.#table = table;
    this.#littleEndian = littleEndian;
  }

  read(heap: Heap): void {
    const { reach } = this.#note;
    const { start, end, name, depth } = heap;
    const foot = reach.view(end - 4, end);
    if (!foot || end - 4 < start) return;
    const at = start + foot.u32(end - 4, this.#littleEndian);
    if (this.#seen.has(at) || depth > maxDepth) {
      this.#note.warn('malformed', 'a heap that was read before, or lies too deep', start);
      return;
    }
    this.#seen.add(at);
    const head = reach.view(at, at + 2);
    const first = at + 2;
    const last = first + (head ? head.u16(at, this.#littleEndian) : 0) * entryBytes;
    const view = last > first ? reach.view(first, last) : undefined;
    if (!view) return;
    for (let entry = first; entry < last; entry += entryBytes) {
      if (!this.#note.context.budget.item(entryBytes)) return;
      this.#note.members.set(heapName, name);
      if (view.u16(entry, this.#littleEndian) & 0x8000) {
        this.#note.warn('malformed', 'an entry that is none', entry);
        return;
      }
      this.#entry(view.u16(entry, this.#littleEndian), entry, heap);
    }
  }

  #entry(code: number, at: number, heap: Heap): void {
    const { reach } = this.#note;
    const isInEntry = (code & 0x4000) !== 0;
    const bits = (code >> 8) & 0x38;
    const rows = this.#table.rows.get(code & 0x3fff);
    const place = reach.view(at, at + entryBytes);
    if (!place) return;
    const length = isInEntry ? valueBytes : place.u32(at + 2, this.#littleEndian);
    const start = isInEntry ? at + 2 : heap.start + place.u32(at + 6, this.#littleEndian);
    const end = start + length;
    if (!isInEntry && heapTypes.has(bits)) {
      const name = rows?.rows[0]?.name ?? '';
      this.read({ start, end, name, depth: heap.depth + 1 });
      return;
    }
    const scope = this.#note.scope({ view: place, start, end, littleEndian: this.#littleEndian });
    const row = rows?.known(scope);
    if (row) this.#value(row, types[bits], start, end, isInEntry);
  }

  #value(row: Row, byCode: number | undefined, start: number, end: number, isInEntry: boolean): void {
    const { reach, context } = this.#note;
    const isLong = !row.sub && end - start > maxValueBytes;
    if (!context.budget.tag(isLong || row.sub ? 0 : end - start)) return;
    if (isLong) {
      if (end <= reach.end) this.#stored(row, start, end);
      return;
    }
    if (end - start > maxRecordBytes) return;
    const view = reach.view(start, end);
    if (!view) return;
    const bytes = { view, start, end, littleEndian: this.#littleEndian };
    if (row.sub) {
      this.#note.sub(row, { bytes, base: 0, value: undefined });
      return;
    }
    if (row.isBinary && byCode === undefined) {
      this.#stored(row, start, end);
      return;
    }
    const type = row.ownType || (byCode ?? UNDEF);
    const fits = Math.floor((end - start) / typeSize(type));
    const count = row.ownCount ?? (isInEntry && type !== STRING ? 1 : fits);
    const stored = readStored(view, start, end, type, count, this.#littleEndian);
    if (stored !== undefined) this.#note.emit(row, stored, this.#note.scope(bytes));
  }

  /** A value that is told by its place. */
  #stored({ family, group, id, name }: Row, start: number, end: number): void {
    const value = bytesOf(this.#note.reach.tiff, start, end);
    const tag = makeTag(family, this.#note.group ?? group, id, { name }, value);
    if (tag) this.#note.tags.push(tag);
  }
}

/** The heap ends where what holds it does. */
const readHeap: Process = (note, table, { start, littleEndian }) =>
  new HeapWalk(note, table, littleEndian).read({ start, end: note.reach.end, name: '', depth: 0 });

export const ciffProcesses: { readonly [name: string]: Process } = { ProcessCanonRaw: readHeap };
