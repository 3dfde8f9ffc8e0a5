// Walks a record: values at fixed places of a run of bytes, by its table.
import type { View } from '../bytes/view.js';
import { ALL, type Row } from './row.js';
import type { Scope } from './scope.js';
import { readStored, STRING } from './stored-value.js';
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
      count = ownLength(row, view, at, end, littleEndian);
      shift += count - unit;
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

/** Bytes of a text with the null that ends it, or of data with the 16-bit number before it that tells its length. */
function ownLength(row: Row, view: View, start: number, end: number, littleEndian: boolean): number {
  const isText = row.type === STRING;
  if (!isText && start + 2 > end) return 0;
  const length = isText ? view.slice(start, end).indexOf(0) + 1 : view.u16(start, littleEndian) + 2;
  return length === 0 ? end - start : Math.min(length, end - start);
}

/** Offsets are told as offsets in the file. */
export function asOffset(row: Row, stored: Value, scope: Scope): Value {
  return row.isAlwaysOffset || row.isOffset?.(stored, scope) ? moved(stored, scope.base) : stored;
}

function moved(stored: Value, base: number): Value {
  if (Array.isArray(stored)) return stored.map((item) => toNumber(item) + base);
  return toNumber(stored) + base;
}
