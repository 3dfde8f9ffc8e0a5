// Turns generated rows of tags with ids of text into definitions.
import type { TagDef } from '../types.js';
import { labelsOf } from './record-layout.js';

/** Definitions by id from lines `id<TAB>name`, the labels behind: `<TAB>value<TAB>label...`. */
export function namedRows(rows: string): Map<string, TagDef> {
  const defs = new Map<string, TagDef>();
  for (const line of rows.split('\n')) {
    const [id, name, ...cells] = line.split('\t');
    if (id && name) defs.set(id, { name, ...(cells.length > 0 && { labels: labelsOf(cells) }) });
  }
  return defs;
}
