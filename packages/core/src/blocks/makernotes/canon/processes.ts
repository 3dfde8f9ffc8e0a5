// Canon's records that are neither directories nor values at fixed places.

import type { Scope } from '../../../tables/scope.js';
import { type Bytes, INT32S, readStored } from '../../../tables/stored-value.js';
import type { Table } from '../../../tables/table.js';
import { toText, type Value } from '../../../tables/value.js';
import type { Note, Process } from '../note.js';

const maxGroups = 256;
const maxValues = 1024;

/** Values one behind the other, the lengths of some told by those before. */
function readSeries(note: Note, table: Table, bytes: Bytes): void {
  const { view, end, littleEndian } = bytes;
  const scope = note.scope(bytes);
  const items: Value[] = [];
  scope.items = items;
  for (let at = bytes.start; at <= end; ) {
    scope.start = at;
    const row = table.rows.get(items.length)?.thatCounts(scope);
    if (!row || row.missing.includes('f')) return;
    const count = row.countOf ? row.countOf(scope) : (row.ownCount ?? 1);
    const length = (row.size || 1) * count;
    if (count < 0 || at + length > end) return;
    const value = readStored(view, at, end, row.type, count, littleEndian);
    if (value === undefined) return;
    items.push(value);
    if (count > 0) note.emit(row, value, scope);
    at += length;
  }
}

/** Custom functions of early EOS cameras: 16 bits each, the upper eight are the function, the others its setting. */
function readFunctions(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end, littleEndian } = bytes;
  if (end - start < 2) return;
  const stated = view.u16(start, littleEndian);
  const isD60 = /\bD60\b/.test(toText(note.members.get('Model')));
  if (stated !== end - start && !(isD60 && stated + 2 === end - start)) return;
  const scope = settingScope(note, bytes);
  for (let at = start + 2; at + 2 <= end; at += 2) {
    const code = view.u16(at, littleEndian);
    emitSetting(note, table, scope, code >> 8, code & 0xff, 1);
  }
}

/** Custom functions since the EOS-1D Mark III: groups of records, each an id, a count and its values. */
function readGroupedFunctions(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end, littleEndian } = bytes;
  if (end - start < 8 || view.u16(start, littleEndian) !== end - start) return;
  const scope = settingScope(note, bytes);
  let at = start + 8;
  for (let group = 0; at + 12 <= end && group < maxGroups; group++) {
    const length = view.u32(at + 4, littleEndian);
    const last = at + 4 + length;
    if (length < 8 || last > end) return;
    readGroup(note, table, scope, at + 12, last);
    at = last;
  }
}

function readGroup(note: Note, table: Table, scope: Scope, start: number, end: number): void {
  const { view, littleEndian } = scope;
  for (let at = start; at + 8 < end; ) {
    const id = view.u32(at, littleEndian);
    let count = view.u32(at + 4, littleEndian);
    const next = at + 8 + 4 * count;
    if (next > end) return;
    // The EOS-1D X Mark III's first firmware states one value too few here.
    if (id === 0x70c && count === 0x66 && next + 8 < end && view.u32(next + 4, littleEndian) === 0x70f)
      count++;
    const value = readStored(view, at + 8, end, INT32S, Math.min(count, maxValues), littleEndian);
    if (value !== undefined) emitSetting(note, table, scope, id, value, count);
    at += 8 + 4 * count;
  }
}

function settingScope(note: Note, bytes: Bytes): Scope {
  const scope = note.scope(bytes);
  scope.format = 'int32u';
  return scope;
}

function emitSetting(note: Note, table: Table, scope: Scope, id: number, value: Value, count: number): void {
  scope.count = count;
  const row = table.rows.get(id)?.known(scope);
  if (row) note.emit(row, value, scope);
}

/** Creative filters: for each its number, its length and its parameters, each an id, a count and its values. */
function readFilters(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end, littleEndian } = bytes;
  if (end - start < 8) return;
  const scope = settingScope(note, bytes);
  const filters = view.u32(start + 4, littleEndian);
  let at = start + 8;
  for (let i = 0; i < Math.min(filters, maxGroups) && at + 12 <= end; i++) {
    const next = at + 4 + view.u32(at + 4, littleEndian);
    const parameters = view.u32(at + 8, littleEndian);
    if (next > end) return;
    at += 12;
    for (let k = 0; k < Math.min(parameters, maxGroups) && at + 12 <= end; k++) {
      const count = view.u32(at + 4, littleEndian);
      if (at + 8 + 4 * count > end) return;
      const value = readStored(view, at + 8, end, INT32S, count, littleEndian);
      emitSetting(note, table, scope, view.u32(at, littleEndian), value, count);
      at += 8 + 4 * count;
    }
    if (next <= at - 4) return;
    at = next;
  }
}

export const canonProcesses: { readonly [name: string]: Process } = {
  ProcessSerialData: readSeries,
  ProcessCanonCustom: readFunctions,
  ProcessCanonCustom2: readGroupedFunctions,
  ProcessFilters: readFilters,
};
