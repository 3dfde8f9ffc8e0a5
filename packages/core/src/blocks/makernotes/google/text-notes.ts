// Google's HDR+ notes of version 2: lines of `Name: value`, names with all lines below them, and remarks.
import { plainText } from '../../../bytes/text.js';
import type { Records } from '../../../tables/records.js';
import { makeTag } from '../../../tables/tag.js';
import { byteText } from '../../../tables/value.js';
import type { Tag } from '../../../types.js';
import { fromBase64 } from '../../xmp/base64.js';
import { madeName } from '../made-name.js';

const table = 'Google::HDRPMakerNote';
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const CAPITAL_A = 0x41;
const CAPITAL_Z = 0x5a;

/** The tags of a note's text. */
export function textTags(bytes: Uint8Array, records: Records): readonly Tag[] {
  const text = byteText(bytes);
  const tags: Tag[] = [];
  let open: { readonly name: string; readonly start: number } | undefined;
  for (let at = nextHead(text, 0); ; at = nextHead(text, at)) {
    const start = at < 0 ? text.length : at;
    if (open) {
      if (start <= open.start) break;
      tags.push(...tagOf(open.name, bytes.subarray(open.start, start), false, records));
      open = undefined;
    }
    if (at < 0) break;
    at = endOfLine(text, start);
    const name = text.slice(start, at);
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

/** Where the first line from `from` on begins that does so with a capital, maybe behind one space; -1 where none does. */
function nextHead(text: string, from: number): number {
  let at = from === 0 || text.charCodeAt(from - 1) === LINE_FEED ? from : endOfLine(text, from) + 1;
  for (; at < text.length; at = endOfLine(text, at) + 1) {
    const start = text.charCodeAt(at) === SPACE ? at + 1 : at;
    const code = text.charCodeAt(start);
    if (code >= CAPITAL_A && code <= CAPITAL_Z) return start;
  }
  return -1;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
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
