// Values of ICC tag types (ICC.1:2022 section 10), each led by its type signature and four reserved bytes.
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { readStored, storedType, typeSize } from '../../tables/stored-value.js';
import { toText, type Value } from '../../tables/value.js';
import { dateTime } from './tags.js';

/** A signature as the number that its four bytes are: numbers are compared faster than texts made of them. */
export function signatureNumber(text: string): number {
  let number = 0;
  for (let i = 0; i < 4; i++) number = (number << 8) | text.charCodeAt(i);
  return number;
}

const arrays: ReadonlyMap<number, number> = new Map([
  [signatureNumber('sf32'), storedType('fixed32s')],
  [signatureNumber('uf32'), storedType('fixed32u')],
  [signatureNumber('ui08'), storedType('int8u')],
  [signatureNumber('ui32'), storedType('int32u')],
  [signatureNumber('ui64'), storedType('int64u')],
]);
const XYZ = signatureNumber('XYZ ');
const TEXT = signatureNumber('text');
const SIGNATURE = signatureNumber('sig ');
const DESCRIPTION = signatureNumber('desc');
const COLORANT_ORDER = signatureNumber('clro');
const DATA = signatureNumber('data');
const DATE_TIME = signatureNumber('dtim');
const INT8S = storedType('int8s');
const INT16U = storedType('int16u');
const FIXED32S = storedType('fixed32s');
const decodedTypes: ReadonlySet<number> = new Set([TEXT, XYZ, DESCRIPTION, COLORANT_ORDER, DATA]);

/** Whether the value of a tag of this type, by its number, is a text, or numbers. */
export function isDecoded(type: number): boolean {
  return arrays.has(type) || decodedTypes.has(type);
}

/**
 * The value of the tag in `[start, end)`; its bytes where the type is a curve, a table or unknown.
 * Arrays longer than `limit` stay bytes too.
 */
export function tagTypeValue(view: View, start: number, end: number, limit: number): Value {
  return typedValue(view, start, end, limit) ?? view.slice(start, end);
}

function typedValue(view: View, start: number, end: number, limit: number): Value {
  const size = end - start;
  if (size < 8) return undefined;
  const type = view.i32(start);
  if (type === XYZ) return xyz(view, start + 8, end, limit);
  if (type === TEXT) return utf8Text(view.slice(start + 8, end));
  const array = arrays.get(type);
  if (array !== undefined) {
    const count = Math.floor((size - 8) / typeSize(array));
    return count > limit ? undefined : readStored(view, start + 8, end, array, count);
  }
  if (size < 12) return undefined;
  if (type === SIGNATURE) return utf8Text(view.slice(start + 8, start + 12));
  if (type === DESCRIPTION) return description(view, start, end);
  if (type === COLORANT_ORDER) return colorantOrder(view, start, end, limit);
  if (type === DATA && view.u32(start + 8) === 0) return utf8Text(view.slice(start + 12, end));
  if (type === DATE_TIME && size >= 20) return dateTime(readStored(view, start + 8, end, INT16U, 6));
  return undefined;
}

/** One XYZ number, or text of several, split by commas. */
function xyz(view: View, start: number, end: number, limit: number): Value {
  const triples: Value[] = [];
  if ((end - start) / 4 > limit) return undefined;
  for (let at = start; at + 12 <= end; at += 12) triples.push(readStored(view, at, end, FIXED32S, 3));
  if (triples.length === 1) return triples[0];
  return triples.map(toText).join(', ');
}

function description(view: View, start: number, end: number): string | undefined {
  const length = view.u32(start + 8);
  if (start + 12 + length > end) return undefined;
  return utf8Text(bytesBeforeNull(view.slice(start + 12, start + 12 + length)));
}

function colorantOrder(view: View, start: number, end: number, limit: number): Value {
  const count = view.u32(start + 8);
  if (count > limit || start + 12 + count > end) return undefined;
  return readStored(view, start + 12, end, INT8S, count);
}
