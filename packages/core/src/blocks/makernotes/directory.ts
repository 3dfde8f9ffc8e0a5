// The entries of a directory in a maker note: as TIFF has them, but for what makers get wrong.
import type { View } from '../../bytes/view.js';
import { fieldSize, fieldTypeNames } from '../../structures/tiff/field.js';
import { type Bytes, INT8U, type StoredType, storedType } from '../../tables/stored-value.js';
import type { Alternatives, Table } from '../../tables/table.js';
import type { Note } from './note.js';

/** Where a directory lies and what its offsets count from. */
export interface DirectoryPlace extends Bytes {
  readonly base: number;
  /** Offsets count from their entry. */
  readonly entryBased?: boolean | undefined;
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

const UNDEFINED = 7;
const UTF8 = 129;
const maxType = 13;
const warningsAllowed = 10;

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
  const { start, littleEndian } = place;
  const head = note.reach.view(start, start + 2);
  if (!head) return [];
  const stated = head.u16(start, littleEndian);
  const first = start + 2;
  const directoryEnd = first + 12 * stated;
  const whole = note.reach.view(start, directoryEnd);
  const view = whole ?? head;
  const count = Math.min(
    stated,
    note.context.limits.ifdEntries,
    Math.floor((Math.min(view.end, whole ? view.end : place.end) - first) / 12),
  );
  const entries: NoteEntry[] = [];
  let faults = 0;
  for (let i = 0; i < count && faults <= warningsAllowed; i++) {
    const at = first + 12 * i;
    const type = view.u16(at + 2, littleEndian);
    const size = fieldSize(type);
    if (size === 0 || (type > maxType && type !== UTF8)) {
      if (i === 0) return entries;
      if (type !== 0) faults++;
      continue;
    }
    const id = view.u16(at, littleEndian);
    const rows = table.rows.get(id);
    const number = view.u32(at + 4, littleEndian);
    const length = number * size;
    const from = length <= 4 ? at + 8 : startOfValue(place, view, at, length, directoryEnd, rows);
    const held = length <= 4 || from === undefined ? view : note.reach.view(from, from + length);
    if (from === undefined || !held) {
      faults++;
      note.warn('malformed', 'value lies outside or over its directory', at);
      continue;
    }
    const stored = type === UTF8 ? utf8 : storedTypes[type]!;
    entries.push({
      id,
      rows,
      type: stored,
      typeName: fieldTypeNames[type] ?? 'utf8',
      readAs: type === UNDEFINED && number === 1 ? INT8U : stored,
      count: number,
      view: held,
      start: from,
      end: from + length,
    });
  }
  return entries;
}

/** Where the long value of the entry at `at` begins; `undefined` where that cannot be. */
function startOfValue(
  place: DirectoryPlace,
  view: View,
  at: number,
  length: number,
  directoryEnd: number,
  rows: Alternatives | undefined,
): number | undefined {
  const offset = view.u32(at + 8, place.littleEndian);
  const fromEntry = place.entryBased || rows?.rows[0]?.isEntryBased;
  const start = (fromEntry ? at : place.base) + offset;
  if (offset < 8 && !fromEntry) return undefined;
  return start < directoryEnd && start + length > place.start ? undefined : start;
}
