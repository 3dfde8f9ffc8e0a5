// Faces that FujiFilm's cameras know by name.

import { plainText } from '../../../bytes/text.js';
import { INT8U, readStored } from '../../../tables/stored-value.js';
import type { Process } from '../note.js';

/** A face takes so many bytes at least. */
const leastLength = 62;

/** A list of places and lengths; at each place stand the places of a name and a birthday, and a category. */
const readFaces: Process = (note, table, bytes) => {
  const { view, start, end, littleEndian } = bytes;
  const scope = note.scope(bytes);
  const textAt = (at: number): string | undefined => {
    const [length, from] = [view.u32(at, littleEndian), start + view.u32(at + 4, littleEndian)];
    return from + length > end ? undefined : plainText(view.slice(from, from + length));
  };
  const emit = (face: number, name: string, value: string | number): void => {
    const row = table.rows.get(`Face${face}${name}`)?.known(scope);
    if (row) note.emit(row, value, scope);
  };
  for (let face = 1, at = start; at + 8 <= end; face++, at += 8) {
    const [from, length] = [start + view.u32(at, littleEndian), view.u32(at + 4, littleEndian)];
    if (length < leastLength || from + length > end) return;
    const name = textAt(from + 30);
    if (name === undefined) return;
    emit(face, 'Name', name);
    const birthday = textAt(from + 54);
    if (birthday === undefined) return;
    // The month comes twice: so it is printed by ExifTool.
    emit(face, 'Birthday', birthday.replace(/(\d{4})(\d{2})(\d{2})/, '$1:$2:$2'));
    emit(face, 'Category', Number(readStored(view, from + 46, end, INT8U, 1)));
  }
};

export const fujifilmProcesses: { readonly [name: string]: Process } = { ProcessFaceRec: readFaces };
