// The entries of a directory in a maker note: as TIFF has them, but for what makers get wrong.
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { fieldSize, fieldTypeNames } from '../../structures/tiff/field.js';
import type { Note } from './note.js';
import type { Bytes } from './stored-value.js';
import type { Table } from './table.js';

/** Where a directory lies and what its offsets count from. */
export interface DirectoryPlace extends Bytes {
  readonly base: number;
  /** Offsets count from their entry. */
  readonly entryBased?: boolean | undefined;
}

/** An entry whose value is `[start, end)` of `view`. */
export interface NoteEntry {
  readonly id: number;
  /** The type its bytes have by the file, and the one they are read as where nothing else is told. */
  readonly type: string;
  readonly readAs: string;
  readonly count: number;
  readonly view: View;
  readonly start: number;
  readonly end: number;
}

const warningsAllowed = 10;

/** Whether the directory at `start` is little-endian, by the number of its entries. */
export function startsDirectory(view: View, start: number, littleEndian: boolean): boolean {
  if (!view.has(start, start + 2)) return littleEndian;
  const count = view.u16(start, littleEndian);
  return count >> 8 > (count & 0xff) ? !littleEndian : littleEndian;
}

/** The entries with a value at hand, in the order of the file. */
export function* directoryEntries(
  note: Note,
  table: Table,
  place: DirectoryPlace,
): Scan<readonly NoteEntry[]> {
  const { start, littleEndian } = place;
  const head = yield* note.reach.view(start, start + 2);
  if (!head) return [];
  const stated = head.u16(start, littleEndian);
  const first = start + 2;
  const whole = yield* note.reach.view(start, first + 12 * stated);
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
    if (size === 0 || (type > 13 && type !== 129)) {
      if (i === 0) return entries;
      if (type !== 0) faults++;
      continue;
    }
    const number = view.u32(at + 4, littleEndian);
    const length = number * size;
    const from = startOfValue(place, view, at, length, first + 12 * stated, table);
    const held =
      length <= 4 || from === undefined
        ? view
        : (note.reach.held(from, from + length) ?? (yield* note.reach.view(from, from + length)));
    if (from === undefined || !held) {
      faults++;
      note.context.warn('malformed', 'value lies outside or over its directory', at, note.ref.path);
      continue;
    }
    const name = fieldTypeNames[type] ?? 'utf8';
    const readAs = type === 7 && number === 1 ? 'int8u' : name;
    const id = view.u16(at, littleEndian);
    entries.push({ id, type: name, readAs, count: number, view: held, start: from, end: from + length });
  }
  return entries;
}

/** Where the value of the entry at `at` begins; `undefined` where that cannot be. */
function startOfValue(
  place: DirectoryPlace,
  view: View,
  at: number,
  length: number,
  directoryEnd: number,
  table: Table,
): number | undefined {
  if (length <= 4) return at + 8;
  const offset = view.u32(at + 8, place.littleEndian);
  const fromEntry =
    place.entryBased || table.rows.get(view.u16(at, place.littleEndian))?.rows[0]?.flags.includes('E');
  const start = (fromEntry ? at : place.base) + offset;
  if (offset < 8 && !fromEntry) return undefined;
  return start < directoryEnd && start + length > place.start ? undefined : start;
}
