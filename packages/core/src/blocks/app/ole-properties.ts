// OLE property sets, as FlashPix keeps them (Microsoft [MS-OLEPS]): typed values by number.
import { latinText } from '../../bytes/latin.js';
import { bytesBeforeNull } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { unixTimeText } from '../../present/unix-time.js';
import { readStored, type StoredType, storedType, typeSize } from '../../tables/stored-value.js';
import type { Value } from '../../tables/value.js';
import type { Context } from '../../types.js';
import { dateOfSeconds } from './dates.js';

/** One property: its number and its value. */
export interface OleProperty {
  readonly id: number;
  readonly value: NonNullable<Value>;
}

const numberNames: { readonly [type: number]: string } = {
  ...{
    2: 'int16s',
    3: 'int32s',
    4: 'float',
    5: 'double',
    10: 'int32s',
    11: 'int16s',
    16: 'int8s',
    17: 'int8u',
  },
  ...{ 18: 'int16u', 19: 'int32u', 21: 'int64u' },
};
const numbers: ReadonlyMap<number, StoredType> = new Map(
  Object.entries(numberNames).map(([type, name]) => [Number(type), storedType(name)]),
);
const vector = 0x1000;
const codePageId = 1;
const utf16CodePage = 1200;
const utf16le = new TextDecoder('utf-16le');

/** The properties of the first section in `[start, end)`; none where it is damaged from the start. */
export function readOleProperties(
  view: View,
  start: number,
  end: number,
  context: Context,
): readonly OleProperty[] {
  if (end - start < 48) return [];
  const littleEndian = view.u16(start) === 0xfeff;
  const section = start + view.u32(start + 44, littleEndian);
  if (section + 8 > end || section < start + 48) return [];
  const count = Math.min(view.u32(section + 4, littleEndian), context.limits.ifdEntries);
  const properties: OleProperty[] = [];
  let codePage = 0;
  for (let i = 0; i < count; i++) {
    const entry = section + 8 + i * 8;
    if (entry + 8 > end) break;
    const id = view.u32(entry, littleEndian);
    const at = section + view.u32(entry + 4, littleEndian);
    if (id === 0 || at + 4 > end) continue;
    const reader = { view, end, littleEndian, codePage, context };
    if (!context.budget.item(0)) break;
    const read = readValue(reader, view.u32(at, littleEndian), at + 4);
    if (read === undefined) continue;
    const value = id === codePageId ? Number(read) & 0xffff : read;
    if (id === codePageId) codePage = Number(value);
    properties.push({ id, value });
  }
  return properties;
}

interface Reader {
  readonly view: View;
  readonly end: number;
  readonly littleEndian: boolean;
  readonly codePage: number;
  readonly context: Context;
}

function readValue(reader: Reader, type: number, at: number): Value {
  const { view, end, littleEndian, context } = reader;
  if ((type & 0xf000) !== vector) {
    const one = readOne(reader, type & 0xfff, at);
    return one && context.budget.item(one.end - at) ? one.value : undefined;
  }
  if (at + 4 > end) return undefined;
  const count = view.u32(at, littleEndian);
  const values: (string | number)[] = [];
  let next = at + 4;
  for (let i = 0; i < count; i++) {
    const item = readOne(reader, type & 0xfff, next);
    if (!item || !context.budget.item(item.end - next)) break;
    if (typeof item.value === 'string' || typeof item.value === 'number') values.push(item.value);
    next = item.end;
  }
  return values.length === 1 ? values[0] : values;
}

function readOne(
  reader: Reader,
  type: number,
  at: number,
): { readonly value: NonNullable<Value>; readonly end: number } | undefined {
  const { view, end, littleEndian, codePage } = reader;
  const number = numbers.get(type);
  if (number !== undefined) {
    const value = readStored(view, at, end, number, 1, littleEndian);
    return value === undefined ? undefined : { value, end: at + typeSize(number) };
  }
  if (type === 64 && at + 8 <= end) return { value: fileTime(view, at, littleEndian), end: at + 8 };
  if (type === 7 && at + 8 <= end) return { value: dateOfDays(view.f64(at, littleEndian)), end: at + 8 };
  if (type === 72 && at + 16 <= end) return { value: classId(view, at), end: at + 16 };
  if (![8, 30, 31, 65, 71].includes(type) || at + 4 > end) return undefined;
  const length = view.u32(at, littleEndian) * (type === 31 ? 2 : 1);
  const after = at + 4 + length;
  if (after > end) return undefined;
  const bytes = view.slice(at + 4, after);
  if (type === 65 || type === 71) return { value: bytes, end: after };
  const wide = type === 31 || codePage === utf16CodePage;
  const text = wide
    ? utf16le.decode(bytes.subarray(0, bytes.length & ~1))
    : latinText(bytesBeforeNull(bytes));
  return { value: text.split('\0', 1)[0]!, end: after };
}

/** Days since the end of 1899 as a date; none is 0. */
function dateOfDays(days: number): string {
  return unixTimeText(days === 0 ? 0 : Math.floor((days - 25_569) * 86_400));
}

const secondsTo1970 = 134_774 * 86_400;

/** Tenths of microseconds since 1601 as a date; a span of time under a year as seconds. */
function fileTime(view: View, at: number, littleEndian: boolean): string | number {
  const seconds = view.u64(at, littleEndian) * 1e-7;
  if (seconds <= 365 * 86_400) return seconds;
  const since1970 = seconds - secondsTo1970;
  // HP cameras write both halves big-endian, the low one first.
  const turned = (view.u32(at) + view.u32(at + 4) * 4294967296) * 1e-7 - secondsTo1970;
  return dateOfSeconds(!isLikely(since1970) && isLikely(turned) ? turned : since1970);
}

const isLikely = (seconds: number): boolean => seconds >= 0 && seconds <= 100 * 365 * 86_400;

/** A class identifier, whose first three parts are little-endian. */
export function classId(view: View, at: number): string {
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0');
  const tail = Array.from({ length: 8 }, (_, i) => hex(view.u8(at + 8 + i), 2)).join('');
  const head = [hex(view.u32(at, true), 8), hex(view.u16(at + 4, true), 4), hex(view.u16(at + 6, true), 4)];
  return [...head, tail.slice(0, 4), tail.slice(4)].join('-');
}
