// Walks a record: values at fixed places of a run of bytes, by its table.
import type { View } from '../bytes/view.js';
import { ALL, type Row } from './row.js';
import type { Scope } from './scope.js';
import { COUNTED_UTF16, readStored, STRING } from './stored-value.js';
import type { Table } from './table.js';
import { toNumber, type Value } from './value.js';

/** Takes what a record holds; `Place` is what else is to be known of where it lies. */
export interface RecordSink<Place> {
  emit(row: Row, stored: Value, scope: Scope, place: Place): void;
  /** A field that holds a directory or record: `count` values at `scope.start`. */
  enter(row: Row, scope: Scope, count: number, place: Place): void;
}

/** Emits the fields of the record that `scope` begins with. */
export function walkRecord<Place>(table: Table, scope: Scope, sink: RecordSink<Place>, place: Place): void {
  const { fields, unit } = table;
  const { view, start, end, littleEndian } = scope;
  if (table.hasCounts) scope.items = [];
  let shift = 0;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!;
    let at = start + field.offset + shift;
    if (at < start) at += end - start;
    if (at < start) continue;
    if (at >= end) {
      if (!field.conditional) break;
      continue;
    }
    scope.start = at;
    const row = field.known(scope);
    if (!row) continue;
    // By how much the fields behind are shifted is not known.
    if (row.hasUnknownLength) return;
    let count = row.countOf ? row.countOf(scope) : row.count === ALL ? end - at : row.count;
    if (count < 0) continue;
    if (row.isVariable) {
      const least = leastLength(row);
      if (at + least > end) continue;
      count = Math.min(ownLength(row, view, at, end, littleEndian), end - at);
      shift += count - least;
    }
    if (row.shift) shift += row.shift(scope);
    if (row.sub) {
      sink.enter(row, scope, count, place);
      continue;
    }
    let stored = readStored(view, at, end, row.typeOf?.(scope) ?? row.type, count, littleEndian);
    if (stored === undefined) continue;
    stored = asOffset(row, row.masked(stored), scope);
    if (scope.items && field.isItem) scope.items[field.offset / unit] = stored;
    sink.emit(row, stored, scope, place);
  }
}

/** Bytes of one that tells its length itself, where it is empty: the others are behind it as if it were. */
function leastLength({ type }: Row): number {
  return type === STRING ? 1 : type === COUNTED_UTF16 ? 4 : 2;
}

/** Bytes of a text with the null that ends it; of others with the number of bytes, or of UTF-16 units, before them. */
function ownLength({ type }: Row, view: View, start: number, end: number, littleEndian: boolean): number {
  if (type === COUNTED_UTF16) return 4 + 2 * view.u32(start, littleEndian);
  if (type !== STRING) return 2 + view.u16(start, littleEndian);
  const length = view.slice(start, end).indexOf(0) + 1;
  return length === 0 ? end - start : length;
}

/** Offsets are told as offsets in the file. */
export function asOffset(row: Row, stored: Value, scope: Scope): Value {
  if (!row.isAlwaysOffset && !row.isOffset?.(stored, scope)) return stored;
  return moved(stored, row.isFromFirstBase ? scope.firstBase : scope.base);
}

function moved(stored: Value, base: number): Value {
  if (Array.isArray(stored)) return stored.map((item) => toNumber(item) + base);
  return toNumber(stored) + base;
}
