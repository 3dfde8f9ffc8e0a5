// Canon's records that are neither directories nor values at fixed places.
import type { Note, Process } from '../note.js';
import { type Bytes, readStored, typeSize } from '../stored-value.js';
import { rowThatCounts, type Table } from '../table.js';
import { toText, type Value } from '../value.js';

const maxGroups = 256;
const maxValues = 1024;

/** Values one behind the other, the lengths of some told by those before. */
function readSeries(note: Note, table: Table, bytes: Bytes): undefined {
  const items = new Map<number, Value>();
  let at = bytes.start;
  for (let index = 0; ; index++) {
    const scope = note.scope({ ...bytes, start: at }, '', 0, items);
    const rows = table.rows.get(index);
    const row = rows && rowThatCounts(rows, scope);
    if (!row || row.missing.includes('f') || at > bytes.end) return undefined;
    const { type = table.format, count: stated = 1 } = row.format ?? {};
    const count = typeof stated === 'number' ? stated : stated(scope);
    const length = (typeSize(type) || 1) * count;
    if (count < 0 || at + length > bytes.end) return undefined;
    const value = readStored(bytes.view, at, bytes.end, type, count, bytes.littleEndian);
    if (value === undefined) return undefined;
    items.set(index, value);
    if (count > 0) note.emit(row, value, scope);
    at += length;
  }
}

/** Custom functions of early EOS cameras: 16 bits each, the upper eight are the function, the others its setting. */
function readFunctions(note: Note, table: Table, bytes: Bytes): undefined {
  const { view, start, end, littleEndian } = bytes;
  if (end - start < 2) return undefined;
  const stated = view.u16(start, littleEndian);
  const isD60 = /\bD60\b/.test(toText(note.members.get('Model')));
  if (stated !== end - start && !(isD60 && stated + 2 === end - start)) return undefined;
  for (let at = start + 2; at + 2 <= end; at += 2) {
    const code = view.u16(at, littleEndian);
    tellSetting(note, table, bytes, code >> 8, code & 0xff, 1);
  }
  return undefined;
}

/** Custom functions since the EOS-1D Mark III: groups of records, each an id, a count and its values. */
function readGroupedFunctions(note: Note, table: Table, bytes: Bytes): undefined {
  const { view, start, end, littleEndian } = bytes;
  if (end - start < 8 || view.u16(start, littleEndian) !== end - start) return undefined;
  let at = start + 8;
  for (let group = 0; at + 12 <= end && group < maxGroups; group++) {
    const length = view.u32(at + 4, littleEndian);
    const last = at + 4 + length;
    if (length < 8 || last > end) return undefined;
    readGroup(note, table, { ...bytes, start: at + 12, end: last });
    at = last;
  }
  return undefined;
}

function readGroup(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end, littleEndian } = bytes;
  for (let at = start; at + 8 < end; ) {
    const id = view.u32(at, littleEndian);
    let count = view.u32(at + 4, littleEndian);
    const next = at + 8 + 4 * count;
    if (next > end) return;
    // The EOS-1D X Mark III's first firmware states one value too few here.
    if (id === 0x70c && count === 0x66 && next + 8 < end && view.u32(next + 4, littleEndian) === 0x70f)
      count++;
    const value = readStored(view, at + 8, end, 'int32s', Math.min(count, maxValues), littleEndian);
    if (value !== undefined) tellSetting(note, table, bytes, id, value, count);
    at += 8 + 4 * count;
  }
}

function tellSetting(note: Note, table: Table, bytes: Bytes, id: number, value: Value, count: number): void {
  const scope = note.scope(bytes, 'int32u', count);
  const row = note.row(table, id, scope);
  if (row) note.emit(row, value, scope);
}

/** Creative filters: for each its number, its length and its parameters, each an id, a count and its values. */
function readFilters(note: Note, table: Table, bytes: Bytes): undefined {
  const { view, start, end, littleEndian } = bytes;
  if (end - start < 8) return undefined;
  const filters = view.u32(start + 4, littleEndian);
  let at = start + 8;
  for (let i = 0; i < Math.min(filters, maxGroups) && at + 12 <= end; i++) {
    const next = at + 4 + view.u32(at + 4, littleEndian);
    const parameters = view.u32(at + 8, littleEndian);
    if (next > end) return undefined;
    at += 12;
    for (let k = 0; k < Math.min(parameters, maxGroups) && at + 12 <= end; k++) {
      const count = view.u32(at + 4, littleEndian);
      if (at + 8 + 4 * count > end) return undefined;
      const value = readStored(view, at + 8, end, 'int32s', count, littleEndian);
      tellSetting(note, table, bytes, view.u32(at, littleEndian), value, count);
      at += 8 + 4 * count;
    }
    if (next <= at - 4) return undefined;
    at = next;
  }
  return undefined;
}

export const canonProcesses: { readonly [name: string]: Process } = {
  ProcessSerialData: readSeries,
  ProcessCanonCustom: readFunctions,
  ProcessCanonCustom2: readGroupedFunctions,
  ProcessFilters: readFilters,
};
