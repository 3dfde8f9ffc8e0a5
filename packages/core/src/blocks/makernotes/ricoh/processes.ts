// Ricoh's notes that are texts: names of two or three letters, each with a number in hexadecimal digits.
import { byteText } from '../../../tables/value.js';
import type { Process } from '../note.js';

const pair = /([A-Z][a-z]{1,2})([0-9A-F]+);/g;

const readText: Process = (note, table, bytes) => {
  const { view, start, end } = bytes;
  const text = byteText(view.slice(start, end));
  if (text.startsWith('\0')) return;
  if (!/^(Rev|Rv)/.test(text)) {
    note.warn('malformed', 'text of a maker note begins with no release', start);
    return;
  }
  const scope = note.scope(bytes);
  for (const [, name = '', value = ''] of text.matchAll(pair)) {
    const row = table.rows.get(name)?.known(scope);
    if (row) note.emit(row, value, scope);
  }
};

export const ricohProcesses: { readonly [name: string]: Process } = { ProcessRicohText: readText };
