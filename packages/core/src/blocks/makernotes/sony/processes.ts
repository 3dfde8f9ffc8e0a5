// Sony's records that are neither directories nor values at fixed places.
import { View } from '../../../bytes/view.js';
import type { Row } from '../../../tables/row.js';
import { type Bytes, readStored, UNDEF } from '../../../tables/stored-value.js';
import type { Table } from '../../../tables/table.js';
import { makeTag } from '../../../tables/tag.js';
import { byteText, isSet, toNumber, toText, wordList } from '../../../tables/value.js';
import type { Note, Process } from '../note.js';
import { decipherStream, substituted } from './cipher.js';

/** A record that is enciphered; twice, where a program did so once more. */
function readEnciphered(note: Note, table: Table, { view, start, end, littleEndian }: Bytes): void {
  const times = isSet(note.members.get('DoubleCipher')) ? 2 : 1;
  const plain = new View(substituted(view.slice(start, end), times), start);
  const bytes: Bytes = { view: plain, start, end: plain.end, littleEndian };
  note.record(table, { bytes, base: start, value: undefined });
}

const maxParts = 50;

/** Parts of ids and offsets that a list at the start tells; each ends where the next begins. */
function readMoreInfo(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, littleEndian } = bytes;
  const room = bytes.end - start;
  if (room < 4) return;
  const count = view.u16(start, littleEndian);
  if (count > maxParts || 4 + 4 * count > room) return;
  const parts = Array.from({ length: count }, (_, i) => ({
    id: view.u16(start + 4 + 4 * i, littleEndian),
    offset: view.u16(start + 6 + 4 * i, littleEndian),
  }));
  const stated = view.u16(start + 2, littleEndian);
  const isShort = parts.some(({ offset }) => offset > stated && offset <= room);
  const length = isShort ? room : Math.min(stated, room);
  const offsets = parts.map(({ offset }) => offset).sort((a, b) => a - b);
  for (const { id, offset } of parts) {
    if (offset > room || offset >= length) continue;
    // Of two at the same place none has a length.
    const next = offsets[offsets.indexOf(offset) + 1] ?? length;
    readPart(note, table, { ...bytes, start: start + offset, end: start + Math.min(next, length) }, id);
  }
}

function readPart(note: Note, table: Table, bytes: Bytes, id: number): void {
  const { view, start, end, littleEndian } = bytes;
  const scope = note.scope(bytes);
  const row: Row | undefined = table.rows.get(id)?.known(scope);
  if (!row || start >= end) return;
  if (row.sub) {
    note.sub(row, { bytes, base: start, value: undefined });
    return;
  }
  const value = readStored(view, start, end, row.ownType || UNDEF, end - start, littleEndian);
  if (value !== undefined) note.emit(row, value, scope);
}

const maxTexts = 64;
const leastText = 33;

/** Texts of logs, and in panoramas a directory before them. */
function readPic(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end } = bytes;
  readPicDirectory(note, bytes);
  const scope = note.scope(bytes);
  const all = byteText(view.slice(start, end));
  const keys = [...table.rows.keys()].map(String).filter((key) => key.endsWith(':'));
  let found = 0;
  for (const [text] of all.matchAll(/\w[\t\n\r -~]+/g)) {
    if (text.length < leastText || found === maxTexts) continue;
    const name = `TextInfo${++found}`;
    const tag = makeTag(
      'MakerNotes',
      table.group,
      name,
      { name },
      Uint8Array.from(text, (c) => c.charCodeAt(0)),
    );
    if (tag) note.tags.push(tag);
    for (const key of keys) {
      const value = new RegExp(`\\b${key}\\s*([^\\s;,:]+)`).exec(text)?.[1];
      const row = value === undefined ? undefined : table.rows.get(key)?.known(scope);
      if (row) note.emit(row, value, scope);
    }
  }
}

function readPicDirectory(note: Note, bytes: Bytes): void {
  const { view, start, end } = bytes;
  const at = start + 12;
  if (end - start < 26) return;
  const isSwapped = view.u16(at, bytes.littleEndian) > 256;
  const littleEndian = bytes.littleEndian !== isSwapped;
  const [count, type] = [view.u16(at, littleEndian), view.u16(at + 4, littleEndian)];
  const table = note.table('Sony::Main');
  if (!table || count === 0 || count >= 256 || type < 1 || type > 10) return;
  note.directory(table, { ...bytes, start: at, littleEndian, base: note.reach.start });
}

/**
 * The private data of a raw file: a directory that tells of another, which is enciphered. Of the A100 it is the data
 * of Minolta's raw files.
 */
function readSr2(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end, littleEndian } = bytes;
  const base = note.reach.start;
  if (end - start > 8 && /^\0MR[IM]$/.test(view.latin1(start, start + 4))) {
    if (/^DSLR-A100$/.test(toText(note.members.get('Model')))) note.handOn('MinoltaRaw::Main', bytes, base);
    return;
  }
  note.directory(table, { ...bytes, base });
  const { members } = note;
  const offsets = wordList(members.get('SR2SubIFDOffset')).map((offset) => base + toNumber(offset));
  const length = toNumber(members.get('SR2SubIFDLength'));
  const key = members.get('SR2SubIFDKey');
  const inner = note.table('Sony::SR2SubIFD');
  const [from] = offsets;
  if (!inner || from === undefined || from === base || length <= 0 || key === undefined) return;
  const held = note.reach.view(from, from + length);
  if (!held) return;
  const plain = held.slice(from, from + length).slice();
  decipherStream(plain, 0, length, toNumber(key));
  const place: Bytes = { view: new View(plain, from), start: from, end: from + length, littleEndian };
  for (const [i, offset] of offsets.slice(0, maxParts).entries()) {
    note.group = `SR2SubIFD${i === 0 ? '' : i + 1}`;
    note.directory(inner, { ...place, start: offset, base });
  }
  note.group = undefined;
}

const KEY_AT = 0x8ddc;
/** The seventh directory has EXIF's entries once more. */
const maxChain = 6;

/** The note of early raw files: a chain of directories. The second is enciphered, and those behind it once more. */
function readSrf(note: Note, table: Table, bytes: Bytes): void {
  const { start, end, littleEndian } = bytes;
  const base = note.reach.start;
  const plain = bytes.view.slice(start, end).slice();
  const view = new View(plain, start);
  for (let i = 0, at = start; i < maxChain && view.has(at, at + 2); i++) {
    const rows = i < 2 ? table : note.table('Sony::SRF2');
    note.group = `SRF${i}`;
    if (rows) note.directory(rows, { view, start: at, end, littleEndian, base });
    const link = at + 2 + 12 * view.u16(at, littleEndian);
    const next = view.has(link, link + 4) ? view.u32(link, littleEndian) : 0;
    at = base + next;
    if (next === 0 || at < start) break;
    const key = i === 0 ? firstKey(view, start) : i === 1 ? note.members.get('SRF2Key') : undefined;
    if (i === 0 && key === undefined) break;
    if (key !== undefined) decipherStream(plain, at - start, end - start, toNumber(key));
  }
  note.group = undefined;
}

/** A byte says where behind it the key lies. */
function firstKey(view: View, start: number): number | undefined {
  const at = start + KEY_AT;
  if (!view.has(at, at + 1)) return undefined;
  const place = at + 4 * view.u8(at);
  return view.has(place, place + 4) ? view.u32(place) : undefined;
}

export const sonyProcesses: { readonly [name: string]: Process } = {
  ProcessEnciphered: readEnciphered,
  ProcessMoreInfo: readMoreInfo,
  ProcessSonyPIC: readPic,
  ProcessSR2: readSr2,
  ProcessSRF: readSrf,
};
