// The entries of a directory in a maker note: as TIFF has them, but for what makers get wrong.
import type { View } from '../../bytes/view.js';
import {
  type DirectoryFault,
  type DirectoryFaults,
  DirectoryWalk,
  type EntryFault,
  type TiffForm,
} from '../../structures/tiff/directory.js';
import { fieldTypeNames, LONG8, UNDEFINED } from '../../structures/tiff/field.js';
import { type Bytes, INT8U, type StoredType, storedType } from '../../tables/stored-value.js';
import type { Alternatives, Table } from '../../tables/table.js';
import { type MovedValues, ValuePlaces } from './moved-values.js';
import type { Note } from './note.js';

/** Where a directory lies and what its offsets count from. */
export interface DirectoryPlace extends Bytes {
  readonly base: number;
  /** The base before it was corrected: some tags of offsets count from that. */
  readonly firstBase?: number;
  /** Offsets count from their entry. */
  readonly entryBased?: boolean | undefined;
  /** Offsets are wrong in this way. */
  readonly moved?: MovedValues | undefined;
}

/** An entry whose value is `[start, end)` of `view`. */
export interface NoteEntry {
  readonly id: number;
  /** The rows of its id. */
  readonly rows: Alternatives | undefined;
  /** The type its bytes have by the file, and the one they are read as where nothing else is told. */
  readonly type: StoredType;
  readonly typeName: string;
  readonly readAs: StoredType;
  readonly count: number;
  readonly view: View;
  readonly start: number;
  readonly end: number;
}

const warningsAllowed = 10;
const linkBytes = 4;

/** By the field's type in the file. */
const storedTypes: readonly StoredType[] = fieldTypeNames.map(storedType);
const utf8 = storedType('utf8');

/** Whether the directory at `start` is little-endian, by the number of its entries. */
export function startsDirectory(view: View, start: number, littleEndian: boolean): boolean {
  if (!view.has(start, start + 2)) return littleEndian;
  const count = view.u16(start, littleEndian);
  return count >> 8 > (count & 0xff) ? !littleEndian : littleEndian;
}

/** The entries with a value at hand, in the order of the file. */
export function directoryEntries(note: Note, table: Table, place: DirectoryPlace): readonly NoteEntry[] {
  const { start, base, littleEndian } = place;
  const viewOf = (from: number, to: number): View | undefined =>
    place.view.has(from, to) && !note.reach.isOutside(place.view, from, to)
      ? place.view
      : note.reach.view(from, to);
  const head = viewOf(start, start + 2);
  if (!head) return [];
  const form: TiffForm = { littleEndian, big: false };
  const faults = new NoteFaults(note, table, place);
  const walk = new DirectoryWalk(head, form, { start: base, end: Number.POSITIVE_INFINITY }, faults);
  walk.enter(start);
  for (let range = walk.open(); range; range = walk.open())
    walk.view = viewOf(range.start, range.end) ?? walk.view;
  const entries: NoteEntry[] = [];
  const places = place.moved && new ValuePlaces(place.moved, walk.end + linkBytes);
  while (!faults.areMany && walk.advance()) {
    const { id, type, values, length, inline } = walk;
    const valueStart = !inline && places ? places.next(id, walk.valueStart, length) : walk.valueStart;
    const end = valueStart + length;
    const view = inline ? walk.view : viewOf(valueStart, end);
    if (!view) {
      if (!note.pictureOutside(table.rows.get(id), valueStart, end)) faults.entry('outside', walk);
      continue;
    }
    const stored = storedTypes[type] ?? utf8;
    entries.push({
      id,
      rows: table.rows.get(id),
      type: stored,
      typeName: fieldTypeNames[type] ?? 'utf8',
      readAs: type === UNDEFINED && values === 1 ? INT8U : stored,
      count: values,
      view,
      start: valueStart,
      end,
    });
  }
  return entries;
}

/** Goes on as far as most of it makes sense. */
class NoteFaults implements DirectoryFaults {
  readonly maxEntries: number;
  readonly #note: Note;
  readonly #table: Table;
  readonly #place: DirectoryPlace;
  #faults = 0;

  constructor(note: Note, table: Table, place: DirectoryPlace) {
    this.maxEntries = note.context.limits.ifdEntries;
    this.#note = note;
    this.#table = table;
    this.#place = place;
  }

  get areMany(): boolean {
    return this.#faults > warningsAllowed;
  }

  directory(fault: DirectoryFault, _walk: DirectoryWalk, room: number): number {
    if (fault !== 'cut off') return room;
    return Math.min(room, Math.max(0, Math.floor((this.#place.end - this.#place.start - 2) / 12)));
  }

  entry(fault: EntryFault, { at, type, first }: DirectoryWalk): 'give' | 'pass' | 'stop' {
    if (fault === 'type') {
      if (type === LONG8 && this.#note.members.get('Make') === 'Apple') return 'give';
      if (at === first) return 'stop';
      if (type !== 0) this.#faults++;
    } else if (this.#place.moved && fault !== 'too long') return 'give';
    else {
      this.#faults++;
      this.#note.warn('malformed', 'value lies outside or over its directory', at);
    }
    return this.areMany ? 'stop' : 'pass';
  }

  countsFromEntry(id: number): boolean {
    return this.#place.entryBased || this.#table.rows.get(id)?.rows[0]?.isEntryBased === true;
  }
}
