// Kodak's directories behind their own byte order, and its text of names and values.

import type { Row } from '../../../tables/row.js';
import type { Bytes } from '../../../tables/stored-value.js';
import type { Table } from '../../../tables/table.js';
import { makeTag } from '../../../tables/tag.js';
import { toText } from '../../../tables/value.js';
import type { Note, Process } from '../note.js';

const BYTE_ORDER_BYTES = 2;

function readOrdered(note: Note, table: Table, bytes: Bytes, _sub: Row['sub'], base: number): void {
  const { view, start } = bytes;
  if (!view.has(start, start + BYTE_ORDER_BYTES)) return;
  const order = view.latin1(start, start + BYTE_ORDER_BYTES);
  if (order !== 'II' && order !== 'MM') {
    note.warn('malformed', 'directory in a maker note has no byte order', start);
    return;
  }
  note.directory(table, {
    ...bytes,
    start: start + BYTE_ORDER_BYTES,
    littleEndian: order === 'II',
    base,
  });
}

/** Every line `name: value`, those that the table does not have too; then the other lines. */
function readText(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end } = bytes;
  const scope = note.scope(bytes);
  const others: string[] = [];
  let isText = false;
  for (const line of toText(view.slice(start, end))
    .replace(/\0.*/s, '')
    .split(/[\n\r]+/)) {
    const [, name, value = ''] = /^(.*?):\s*(.*)/.exec(line) ?? [];
    if (name === undefined) {
      if (line.trim() !== '') others.push(line.trim());
      continue;
    }
    isText = true;
    const row = table.rows.get(name)?.known(scope);
    const tag = row ? undefined : makeTag(table.family, table.group, name, { name: nameOf(name) }, value);
    if (row) note.emit(row, value, scope);
    else if (tag) note.tags.push(tag);
  }
  const other =
    isText && others.length > 0
      ? makeTag(table.family, table.group, 'other', { name: 'OtherInfo' }, others)
      : undefined;
  if (other) note.tags.push(other);
}

/** The name of a tag: words put together, each from a capital on. */
function nameOf(words: string): string {
  const name = words
    .replace(
      /([A-Z])\s+([A-Za-z])/g,
      (_, before: string, after: string) => `${before}_${after.toUpperCase()}`,
    )
    .replace(/([a-z])\s+([A-Za-z0-9])/g, (_, before: string, after: string) => before + after.toUpperCase())
    .replace(/\s+|[^-\w]+/g, '');
  return name === '' ? 'NoName' : name;
}

export const kodakProcesses: { readonly [name: string]: Process } = {
  ProcessKodakIFD: readOrdered,
  ProcessKodakText: readText,
};
