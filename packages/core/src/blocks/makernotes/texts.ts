// Notes of Hewlett-Packard's and Pentax' cameras that are texts: `name: value` somewhere in them, and a picture.
import { byteText } from '../../tables/value.js';
import type { Process } from './note.js';

const picture = /\xff\xd8\xff\xdb.*\xff\xd9/s;
const previewName = 'PreviewImage';

const readTexts: Process = (note, table, bytes) => {
  const { view, start, end } = bytes;
  const text = byteText(view.slice(start, end));
  const scope = note.scope(bytes);
  const preview = picture.exec(text);
  const previewRow = table.rows.get(previewName)?.known(scope);
  if (preview && previewRow) {
    const from = start + preview.index;
    note.emit(previewRow, view.slice(from, from + preview[0].length), scope);
  }
  const before = preview ? text.slice(0, preview.index) : text;
  for (const [id, rows] of table.rows) {
    if (id === previewName) continue;
    const row = rows.known(scope);
    const value = new RegExp(`${id}:\\s*([ -~]+)`, 'i').exec(before)?.[1];
    if (row && value !== undefined) note.emit(row, value, scope);
  }
};

export const textProcesses: { readonly [name: string]: Process } = { ProcessHP: readTexts };
