// Olympus' text of names and values.

import type { Bytes } from '../../../tables/stored-value.js';
import type { Table } from '../../../tables/table.js';
import { makeTag } from '../../../tables/tag.js';
import { toText } from '../../../tables/value.js';
import { pictureTextName, pictureTextPairs } from '../../app/picture-text.js';
import type { Note, Process } from '../note.js';

/** Every pair, those that the table does not have too. */
function readText(note: Note, table: Table, bytes: Bytes): void {
  const { view, start, end } = bytes;
  const scope = note.scope(bytes);
  for (const [name, value] of pictureTextPairs(toText(view.slice(start, end)))) {
    const row = table.rows.get(name)?.known(scope);
    const other = pictureTextName(name);
    const tag = row ? undefined : makeTag(table.family, table.group, name, { name: other }, value);
    if (row) note.emit(row, value, scope);
    else if (tag) note.tags.push(tag);
  }
}

export const olympusProcesses: { readonly [name: string]: Process } = { ProcessAPP12: readText };
