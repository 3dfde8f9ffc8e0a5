// Pentax' notes that are texts.
import { byteText } from '../../../tables/value.js';
import type { Process } from '../note.js';

/** `name: value` somewhere in the text. */
const readTexts: Process = (note, table, bytes) => {
  const { view, start, end } = bytes;
  const text = byteText(view.slice(start, end));
  const scope = note.scope(bytes);
  for (const [id, rows] of table.rows) {
    const row = rows.known(scope);
    const value = new RegExp(`${id}:\\s*([ -~]+)`, 'i').exec(text)?.[1];
    if (row && value !== undefined) note.emit(row, value, scope);
  }
};

export const pentaxProcesses: { readonly [name: string]: Process } = { ProcessHP: readTexts };
