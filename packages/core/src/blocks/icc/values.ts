// Values of ICC tag types (ICC.1:2022 section 10), each led by its type signature and four reserved bytes.
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { plain } from '../../present/plain.js';
import { readField } from '../../tables/record.js';
import type { FieldType } from '../../tables/record-layout.js';
import type { TagValue } from '../../types.js';
import { dateTime, signatureOf } from './tags.js';

const arrays: ReadonlyMap<number, { readonly field: FieldType; readonly size: number }> = new Map([
  [signatureOf('sf32'), { field: 'fixed32s', size: 4 }],
  [signatureOf('uf32'), { field: 'fixed32u', size: 4 }],
  [signatureOf('ui08'), { field: 'int8u', size: 1 }],
  [signatureOf('ui32'), { field: 'int32u', size: 4 }],
  [signatureOf('ui64'), { field: 'int64u', size: 8 }],
]);
const TEXT = signatureOf('text');
const XYZ = signatureOf('XYZ ');
const SIGNATURE = signatureOf('sig ');
const DESCRIPTION = signatureOf('desc');
const COLORANT_ORDER = signatureOf('clro');
const DATA = signatureOf('data');
const DATE_TIME = signatureOf('dtim');
const decodedTypes = new Set([TEXT, XYZ, DESCRIPTION, COLORANT_ORDER, DATA]);

/** Whether the value of a tag of this type is a text, or numbers. */
export function isDecoded(type: number): boolean {
  return arrays.has(type) || decodedTypes.has(type);
}

/**
 * The value of the tag in `[start, end)`; its bytes where the type is a curve, a table or unknown.
 * Arrays longer than `limit` stay bytes too.
 */
export function tagTypeValue(view: View, start: number, end: number, limit: number): TagValue {
  return typedValue(view, start, end, limit) ?? view.slice(start, end);
}

function typedValue(view: View, start: number, end: number, limit: number): TagValue | undefined {
  const size = end - start;
  if (size < 8) return undefined;
  const type = view.u32(start);
  if (type === XYZ) return xyz(view, start + 8, end, limit);
  if (type === TEXT) return utf8Text(view.slice(start + 8, end));
  const array = arrays.get(type);
  if (array) {
    const count = Math.floor((size - 8) / array.size);
    if (count > limit) return undefined;
    return readField(view, start + 8, end, array.field, count) ?? '';
  }
  if (size < 12) return undefined;
  if (type === SIGNATURE) return utf8Text(view.slice(start + 8, start + 12));
  if (type === DESCRIPTION) return description(view, start, end);
  if (type === COLORANT_ORDER) return colorantOrder(view, start, end, limit);
  if (type === DATA && view.u32(start + 8) === 0) return utf8Text(view.slice(start + 12, end));
  if (type === DATE_TIME && size >= 20)
    return dateTime(readField(view, start + 8, end, 'int16u', 6) as number[]);
  return undefined;
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
