// Apple's entries that hold a binary property list: as tags of their own, or as one value.
import { plain } from '../../../present/plain.js';
import { PlistDictionary, type PlistValue, readBinaryPlist } from '../../../structures/plist/binary.js';
import type { Bytes } from '../../../tables/stored-value.js';
import type { Table } from '../../../tables/table.js';
import { makeTag } from '../../../tables/tag.js';
import { byteText, type Value } from '../../../tables/value.js';
import type { TagValue } from '../../../types.js';
import type { Note, Process } from '../note.js';

/** A list whose dictionary holds a tag under each key. */
const readKeys: Process = (note, table, { view, start, end }) => {
  const list = readBinaryPlist(view.slice(start, end));
  if (list instanceof PlistDictionary)
    emitEntries(note, table, list, '', { view, start, end, littleEndian: false });
};

function emitEntries(
  note: Note,
  table: Table,
  { entries }: PlistDictionary,
  path: string,
  place: Bytes,
): void {
  for (const [key, value] of entries) {
    const id = path + textOf(key);
    if (value instanceof PlistDictionary) {
      emitEntries(note, table, value, `${id}/`, place);
      continue;
    }
    const scope = note.scope(place);
    const row = table.rows.get(id)?.known(scope);
    if (row && !Array.isArray(value)) note.emit(row, value as Value, scope);
    else {
      const tag = makeTag(
        table.family,
        table.group,
        id,
        { name: row?.name ?? nameOf(id) },
        value as TagValue,
      );
      if (tag) note.tags.push(tag);
    }
  }
}

/** The name of a tag that no table has: its key's words with capitals. */
function nameOf(id: string): string {
  const words = id.replace(/([^A-Za-z])([a-z])/g, (_, before, letter) => before + letter.toUpperCase());
  const name = words.replace(/[^-\w]/g, '');
  const isNone = name.length < 2 || /^[-0-9]/.test(name);
  const whole = name.charAt(0).toUpperCase() + name.slice(1);
  return isNone ? `Tag${whole}` : whole;
}

function textOf(value: PlistValue): string {
  return value instanceof Uint8Array
    ? byteText(value)
    : typeof value === 'string'
      ? value
      : String(plain(value as TagValue));
}

/** The value of a list: a dictionary as one text, in the form in which ExifTool prints structures. */
export function plistValue(stored: Value): Value {
  const bytes = stored instanceof Uint8Array ? stored : undefined;
  const value = bytes && readBinaryPlist(bytes);
  return value instanceof PlistDictionary ? serialized(value, '') : (value as Value);
}

function serialized(value: PlistValue, closing: string): string {
  if (value instanceof PlistDictionary) {
    const fields = new Map(value.entries.map(([key, item, place]) => [fieldName(textOf(key), place), item]));
    const names = [...fields.keys()].sort((a, b) => (a < b ? -1 : 1));
    return `{${names.map((name) => `${name}=${serialized(fields.get(name)!, '}')}`).join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map((item) => serialized(item, ']')).join(',')}]`;
  const escaped = textOf(value).replace(/[\]},|]/g, (mark) =>
    ',|'.includes(mark) || mark === closing ? `|${mark}` : mark,
  );
  return escaped.replace(/^[\s[{]/, '|$&');
}

/** A field's name out of a key: those that are none have a number in its place. */
function fieldName(key: string, index: number): string {
  if (!/^[-\w]+$/.test(key)) return `Tag${index}`;
  return /^[_a-zA-Z]/.test(key) ? key : `_${key}`;
}

export const appleProcesses: { readonly [name: string]: Process } = { ProcessBinaryPLIST: readKeys };
