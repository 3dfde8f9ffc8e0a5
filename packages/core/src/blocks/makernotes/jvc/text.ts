// JVC's notes that are a text: names in capitals, each with a value of three or four characters.
import { utf8Text } from '../../../bytes/text.js';
import { byteText } from '../../../tables/value.js';
import type { Process } from '../note.js';

const entry = /([A-Z]+):(.{3,4})/gs;

const readText: Process = (note, table, bytes) => {
  const { view, start, end } = bytes;
  const text = byteText(view.slice(start, end));
  const scope = note.scope(bytes);
  for (const { 0: whole, 1: id = '', index } of text.matchAll(entry)) {
    const row = table.rows.get(id)?.known(scope);
    const from = start + index + id.length + 1;
    if (row) note.emit(row, utf8Text(view.slice(from, start + index + whole.length)), scope);
  }
};

export const jvcProcesses: { readonly [name: string]: Process } = { ProcessJVCText: readText };
