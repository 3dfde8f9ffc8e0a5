// Nikon's records that are enciphered, and those that are lists of settings.
import { View } from '../../../bytes/view.js';
import type { Row } from '../../../tables/row.js';
import type { Scope } from '../../../tables/scope.js';
import { type Bytes, INT32U, readStored, STRING, storedType, UNDEF } from '../../../tables/stored-value.js';
import type { Table } from '../../../tables/table.js';
import { toText } from '../../../tables/value.js';
import type { NoteEntry } from '../directory.js';
import type { Note, Process } from '../note.js';
import { deciphered, type Keys } from './cipher.js';

const SERIAL_NUMBER = 0x1d;
const SHUTTER_COUNT = 0xa7;
const maxParts = 256;

/** Before the directory is read: the numbers that records in it are enciphered with. */
export function findKeys(note: Note, entries: readonly NoteEntry[], littleEndian: boolean): void {
  let serial = '0';
  let count = '';
  for (const entry of entries) {
    if (entry.id !== SERIAL_NUMBER && entry.id !== SHUTTER_COUNT) continue;
    const { view, start, end, type } = entry;
    const text = toText(readStored(view, start, end, type, entry.count, littleEndian));
    if (entry.id === SERIAL_NUMBER) serial = text;
    else count = text;
  }
  note.members.set('NikonSerialKey', serial);
  note.members.set('NikonCountKey', count);
}

/** Some models have a serial number that is none: then the key is a number of its own. */
function keysOf(note: Note): Keys | undefined {
  const serial = toText(note.members.get('NikonSerialKey'));
  const count = toText(note.members.get('NikonCountKey'));
  if (!/^\d+$/.test(count)) return undefined;
  const isD50 = /\bD50$/.test(toText(note.members.get('Model')));
  const key = /^\d+$/.test(serial) ? Number(BigInt(serial) & 0xffn) : isD50 ? 0x22 : 0x60;
  return { serial: key, count: Number(BigInt(count) & 0xffffffffn) };
}

/** A record behind its version, enciphered. */
function readEnciphered(note: Note, table: Table, bytes: Bytes, sub: Row['sub']): void {
  const keys = keysOf(note);
  if (!keys) return;
  const { facts } = sub ?? { facts: {} as { readonly [name: string]: string } };
  const from = Number(facts['DecryptStart'] ?? 0);
  const plain = deciphered(bytes.view.slice(bytes.start, bytes.end), from, keys);
  const view = new View(plain, bytes.start);
  const begin = facts['DirOffset'] === undefined ? 0 : Number(facts['DirOffset']) + from;
  const place: Bytes = { view, start: bytes.start + begin, end: view.end, littleEndian: bytes.littleEndian };
  note.record(table, {
    bytes: place,
    base: bytes.start,
    value: undefined,
    ends: partEnds(table, { ...place, start: bytes.start }),
  });
}

/** Where the parts of a record begin that its list of offsets tells of: each ends where the next begins. */
function partEnds(table: Table, { view, start, end, littleEndian }: Bytes): readonly number[] | undefined {
  const list = start + table.offsets;
  if (table.offsets === 0 || list + 4 > end) return undefined;
  const count = Math.min(view.u32(list, littleEndian), maxParts);
  const ends = [end];
  for (let i = 0; i < count && list + 8 + 4 * i <= end; i++) {
    const offset = view.u32(list + 4 + 4 * i, littleEndian);
    if (offset > 0) ends.push(start + offset);
  }
  return ends.sort((a, b) => a - b);
}

/** Settings of the Z series and late DSLRs: eight bytes each, an id, a type and a number. */
function readSettings(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end, littleEndian } = bytes;
  if (end - start < 24) return;
  const count = Math.min(view.u32(start + 0x14, littleEndian), Math.floor((end - start - 24) / 8));
  for (let i = 0; i < count; i++) {
    const at = start + 24 + 8 * i;
    if (view.u8(at + 3) !== 4) return;
    emitSetting(note, table, { ...bytes, start: at + 4, end: at + 8 }, view.u16(at, littleEndian));
  }
}

function emitSetting(note: Note, table: Table, bytes: Bytes, id: number): void {
  const { view, start, end, littleEndian } = bytes;
  const scope = note.scope(bytes);
  scope.format = 'int32u';
  scope.count = 1;
  scope.id = id;
  const row = table.rows.get(id)?.known(scope);
  if (!row || row.sub) return;
  const type = row.ownType || INT32U;
  const count = row.ownCount ?? (type === STRING || type === UNDEF ? end - start : 1);
  const value = readStored(view, start, end, type, count, littleEndian);
  if (value !== undefined) note.emit(row, value, scope);
}

/** Offsets of Nikon Capture's data: entries of an id, an offset and a length. */
function readCaptureOffsets(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end, littleEndian } = bytes;
  if (end - start <= 2) return;
  const count = view.u16(start, littleEndian);
  if (count * 12 + 2 > end - start) return;
  for (let i = 0; i < count; i++) {
    const at = start + 2 + 12 * i;
    emitSetting(note, table, { ...bytes, start: at + 4, end: at + 8 }, view.u32(at, littleEndian));
  }
}

const HISTOGRAM = 0x083a1a25;

/** Nikon Capture's edits: little-endian, each an id, 14 bytes of others, a length and a value. */
function readCapture(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end } = bytes;
  for (let at = start + 22; at + 22 < end; ) {
    const id = view.u32(at, true);
    // That of the histogram does not count itself.
    const length = view.u32(at + 18, true) - (id === HISTOGRAM ? 0 : 4);
    at += 22;
    if (length < 0 || at + length > end) return;
    const value: Bytes = { view, start: at, end: at + length, littleEndian: true };
    const scope = note.scope(value);
    const row = table.rows.get(id)?.known(scope);
    if (row?.sub?.table === 'IPTC::Main')
      note.nested.push({
        kind: 'iptc',
        ranges: [],
        bytes: view.slice(at, at + length),
        path: note.ref.path,
        host: note.ref.host,
      });
    else if (row?.sub) note.sub(row, { bytes: value, base: at, value: undefined });
    else if (row) emitEdit(note, row, value, scope);
    at += length;
  }
}

function emitEdit(note: Note, row: Row, bytes: Bytes, scope: Scope): void {
  const length = bytes.end - bytes.start;
  const usual = length === 1 || length === 2 || length === 4 ? storedType(`int${length * 8}u`) : 0;
  const type = row.ownType || usual;
  if (type === 0) return;
  const count = type === STRING || type === UNDEF ? length : 1;
  const value = readStored(bytes.view, bytes.start, bytes.end, type, count, true);
  if (value !== undefined) note.emit(row, value, scope);
}

export const nikonProcesses: { readonly [name: string]: Process } = {
  ProcessNikonEncrypted: readEnciphered,
  ProcessNikonSettings: readSettings,
  ProcessNikonCaptureOffsets: readCaptureOffsets,
  ProcessNikonCapture: readCapture,
};
