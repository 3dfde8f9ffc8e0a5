// DJI's notes that are texts: `[name:value]`, one behind the other.
import { makeTag } from '../../../tables/tag.js';
import { byteText, type Value } from '../../../tables/value.js';
import type { TagValue } from '../../../types.js';
import { madeName } from '../made-name.js';
import type { Process } from '../note.js';

const entry = /\[(.*?)\](?=(\[|\n?$))/gsy;

const readTexts: Process = (note, table, bytes) => {
  const { view, start, end } = bytes;
  const text = byteText(view.slice(start, end));
  for (const found of text.matchAll(entry)) {
    const colon = found[1]!.indexOf(':');
    if (colon < 0) continue;
    const id = found[1]!.slice(0, colon);
    const at = start + found.index + colon + 2;
    const [, plain] = /^([ -~]+)\0*$/.exec(found[1]!.slice(colon + 1)) ?? [];
    const value: Value = plain ?? view.slice(at, start + found.index + found[0].length - 1);
    const name = table.rows.get(id)?.rows[0]?.name ?? madeName(id);
    const tag = makeTag(table.family, table.group, id, { name }, value as TagValue);
    if (tag) note.tags.push(tag);
  }
};

export const djiProcesses: { readonly [name: string]: Process } = { ProcessDJIInfo: readTexts };
