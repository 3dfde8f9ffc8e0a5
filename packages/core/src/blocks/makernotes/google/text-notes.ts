// Google's HDR+ notes of version 2: lines of `Name: value`, names with all lines below them, and remarks.
import { plainText } from '../../../bytes/text.js';
import type { Records } from '../../../tables/records.js';
import { makeTag } from '../../../tables/tag.js';
import { byteText } from '../../../tables/value.js';
import type { Tag } from '../../../types.js';
import { fromBase64 } from '../../xmp/base64.js';
import { madeName } from '../made-name.js';

const table = 'Google::HDRPMakerNote';
/** A line that begins with a capital, maybe behind one space; only a line feed ends it. */
const head = /(?<=^|\n) ?([A-Z][^\n]*)/g;

/** The tags of a note's text. */
export function textTags(bytes: Uint8Array, records: Records): readonly Tag[] {
  const text = byteText(bytes);
  const tags: Tag[] = [];
  let open: { readonly name: string; readonly start: number } | undefined;
  for (const line of [...text.matchAll(head), undefined]) {
    const start = line ? line.index + line[0].length - line[1]!.length : text.length;
    if (open) {
      if (start <= open.start) break;
      tags.push(...tagOf(open.name, bytes.subarray(open.start, start), false, records));
      open = undefined;
    }
    if (!line) break;
    const name = line[1]!;
    if (!name.includes(':') && !/^\w+$/.test(name)) {
      tags.push(...tagOf('ProcessingNotes', bytes.subarray(start, start + name.length), false, records));
      continue;
    }
    const [whole = '', isBase64, value = ''] = /( \(base64\))?: ?(.*)/s.exec(name) ?? [];
    const rest = whole === '' ? name : name.slice(0, name.length - whole.length);
    if (value === '' || value === '0') open = { name: rest, start: start + name.length + 1 };
    else if (isBase64) tags.push(...tagOf(rest, fromBase64(value), true, records));
    else
      tags.push(
        ...tagOf(
          rest,
          bytes.subarray(start + name.length - value.length, start + name.length),
          false,
          records,
        ),
      );
  }
  return tags;
}

function tagOf(id: string, value: Uint8Array, isBinary: boolean, records: Records): readonly Tag[] {
  const row = records.row(table, id);
  if (row) return records.tag(table, id, row.isBinary || isBinary ? value : plainText(value));
  const tag = makeTag(
    'MakerNotes',
    'Google',
    id,
    { name: madeName(id) },
    isBinary ? value : plainText(value),
  );
  return tag ? [tag] : [];
}
