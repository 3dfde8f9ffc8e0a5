// Values of ICC tag types (ICC.1:2022 section 10), each led by its type signature and four reserved bytes.
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { plain } from '../../present/plain.js';
import { readField } from '../../tables/record.js';
import type { FieldType } from '../../tables/record-layout.js';
import type { TagValue } from '../../types.js';
import { dateTime } from './tags.js';

const arrays: { readonly [type: string]: { readonly field: FieldType; readonly size: number } } = {
  sf32: { field: 'fixed32s', size: 4 },
  uf32: { field: 'fixed32u', size: 4 },
  ui08: { field: 'int8u', size: 1 },
  ui32: { field: 'int32u', size: 4 },
  ui64: { field: 'int64u', size: 8 },
};

/** Whether the value of a tag of this type is a text, or numbers. */
export function isDecoded(type: string): boolean {
  return Object.hasOwn(arrays, type) || /^(text|XYZ |desc|clro|data)$/.test(type);
}

/**
 * The value of the tag in `[start, end)`; its bytes where the type is a curve, a table or unknown.
 * Arrays longer than `limit` stay bytes too.
 */
export function tagTypeValue(view: View, start: number, end: number, limit: number): TagValue {
  const bytes = view.slice(start, end);
  const size = end - start;
  if (size < 8) return bytes;
  const type = view.fourcc(start);
  const array = arrays[type];
  if (array) {
    const count = Math.floor((size - 8) / array.size);
    if (count > limit) return bytes;
    return readField(view, start + 8, end, array.field, count) ?? '';
  }
  if (type === 'text') return utf8Text(view.slice(start + 8, end));
  if (type === 'XYZ ') return xyz(view, start + 8, end, limit) ?? bytes;
  if (size < 12) return bytes;
  if (type === 'sig ') return utf8Text(view.slice(start + 8, start + 12));
  if (type === 'desc') return description(view, start, end) ?? bytes;
  if (type === 'clro') return colorantOrder(view, start, end, limit) ?? bytes;
  if (type === 'data' && view.u32(start + 8) === 0) return utf8Text(view.slice(start + 12, end));
  if (type === 'dtim' && size >= 20)
    return dateTime(readField(view, start + 8, end, 'int16u', 6) as number[]);
  return bytes;
}

/** One XYZ number, or text of several, split by commas. */
function xyz(view: View, start: number, end: number, limit: number): TagValue | undefined {
  const triples: TagValue[] = [];
  if ((end - start) / 4 > limit) return undefined;
  for (let at = start; at + 12 <= end; at += 12) triples.push(readField(view, at, end, 'fixed32s', 3)!);
  if (triples.length === 1) return triples[0];
  return triples.map(plain).join(', ');
}

function description(view: View, start: number, end: number): string | undefined {
  const length = view.u32(start + 8);
  if (start + 12 + length > end) return undefined;
  return utf8Text(bytesBeforeNull(view.slice(start + 12, start + 12 + length)));
}

function colorantOrder(view: View, start: number, end: number, limit: number): TagValue | undefined {
  const count = view.u32(start + 8);
  if (count > limit || start + 12 + count > end) return undefined;
  return readField(view, start + 12, end, 'int8s', count) ?? '';
}

/** Text without its nulls; copyright and target end at the first, and a target longer than a line is data. */
export function cleaned(signature: string, value: TagValue): TagValue {
  if (typeof value !== 'string') return value;
  if (signature !== 'cprt' && signature !== 'targ') return value.replaceAll('\0', '');
  const text = value.replace(/\0[^\n]*/, '').replaceAll('\0', '');
  return signature === 'targ' && text.length > 128 ? new TextEncoder().encode(text) : text;
}
