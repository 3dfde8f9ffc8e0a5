// Reads values by ExifTool's types. Rows keep a type by its number, which is looked up once by its name.
import { utf8Text, utf16Text } from '../bytes/text.js';
import type { View } from '../bytes/view.js';
import { significant } from '../present/number.js';
import {
  ASCII,
  BYTE,
  fieldSize,
  fieldTypeNames,
  LONG,
  LONG8,
  RATIONAL,
  SHORT,
  SLONG,
  UNDEFINED,
  UTF8,
} from '../structures/tiff/field.js';
import { isNumeric, numberAt, textAt } from '../structures/tiff/value.js';
import { keptNumber } from './kept-number.js';
import type { Value } from './value.js';

/** Bytes with a byte order: `[start, end)` of `view`. */
export interface Bytes {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  readonly littleEndian: boolean;
}

/** A type by its number: TIFF's field types by theirs, the others behind; 0 where none is told. */
export type StoredType = number;

export const INT8U: StoredType = BYTE;
export const INT16U: StoredType = SHORT;
export const INT32U: StoredType = LONG;
export const INT32S: StoredType = SLONG;
export const STRING: StoredType = ASCII;
export const UNDEF: StoredType = UNDEFINED;
const INT16U_REV = 32;
const INT32U_REV = 33;
const RATIONAL32U = 34;
const RATIONAL32S = 35;
const FIXED16U = 36;
const FIXED16S = 37;
const FIXED32U = 38;
const FIXED32S = 39;
/** Text of digits, of another character set than text. */
export const DIGITS: StoredType = 40;
/** UTF-16, the number of its units before it. */
export const COUNTED_UTF16: StoredType = 41;
const UNKNOWN = 42;

const types: ReadonlyMap<string, StoredType> = new Map([
  ...fieldTypeNames.map((name, type) => [name, type] as const),
  ['utf8', UTF8],
  ['ifd', LONG],
  ['ifd64', LONG8],
  ['unicode', SHORT],
  ['complex', UNKNOWN],
  ['binary', UNDEFINED],
  ['int16uRev', INT16U_REV],
  ['int32uRev', INT32U_REV],
  ['rational32u', RATIONAL32U],
  ['rational32s', RATIONAL32S],
  ['fixed16u', FIXED16U],
  ['fixed16s', FIXED16S],
  ['fixed32u', FIXED32U],
  ['fixed32s', FIXED32S],
  ['digits', DIGITS],
  ['ustr32', COUNTED_UTF16],
]);
const ownSizes: readonly number[] = [2, 4, 4, 4, 2, 2, 4, 4, 1, 1, 0];
const sizeOf: readonly number[] = Array.from({ length: UTF8 + 1 }, (_, type) =>
  type < INT16U_REV || type === UTF8 ? fieldSize(type) : (ownSizes[type - INT16U_REV] ?? 0),
);

/** The type of this name. */
export function storedType(name: string): StoredType {
  return types.get(name) ?? UNKNOWN;
}

/** Bytes of one value of a type, 0 where it is none. */
export function typeSize(type: StoredType): number {
  return sizeOf[type]!;
}

/** At most so many numbers are read of one entry. */
const maxValues = 65_536;

/** `count` values at `at`, or as many as fit before `end`; `undefined` where not one does. */
export function readStored(
  view: View,
  at: number,
  end: number,
  type: StoredType,
  count: number,
  littleEndian = false,
): Value {
  const size = sizeOf[type]!;
  const last = Math.min(end, view.end);
  if (size === 0 || at < view.start) return undefined;
  const isNumber = isNumeric(type) && type !== DIGITS && type !== COUNTED_UTF16;
  if (count === 1 && isNumber)
    return at + size <= last ? readNumber(view, at, type, littleEndian) : undefined;
  if (count === 0 && at <= last) return type === UNDEF ? new Uint8Array(0) : '';
  const most = type === UNDEF ? count : maxValues;
  const fits = Math.min(Math.floor(count), Math.floor((last - at) / size), most);
  if (!(fits >= 1)) return undefined;
  if (type === UNDEF) return view.slice(at, at + fits);
  if (type === UTF8) return utf8Text(view.slice(at, at + fits));
  if (type === COUNTED_UTF16) return utf16Text(view.slice(at + 4, at + fits));
  if (!isNumber) return textAt(view, at, at + fits);
  if (fits === 1) return readNumber(view, at, type, littleEndian);
  const numbers = new Array<string | number>(fits);
  for (let i = 0; i < fits; i++) numbers[i] = readNumber(view, at + i * size, type, littleEndian);
  return numbers;
}

function readNumber(view: View, at: number, type: StoredType, littleEndian: boolean): string | number {
  return type < INT16U_REV
    ? keptNumber(numberAt(view, at, type, littleEndian), type)
    : readOther(view, at, type, littleEndian);
}

function readOther(view: View, at: number, type: StoredType, littleEndian: boolean): string | number {
  switch (type) {
    case INT16U_REV:
      return view.u16(at, !littleEndian);
    case INT32U_REV:
      return view.u32(at, !littleEndian);
    case RATIONAL32U:
      return quotient(view.u16(at, littleEndian), view.u16(at + 2, littleEndian));
    case RATIONAL32S:
      return quotient(view.i16(at, littleEndian), view.i16(at + 2, littleEndian));
    case FIXED16U:
      return fixedPoint(view.u16(at, littleEndian), 256, 1e3);
    case FIXED16S:
      return fixedPoint(view.i16(at, littleEndian), 256, 1e3);
    case FIXED32U:
      return fixedPoint(view.u32(at, littleEndian), 65536, 1e5);
    default:
      return fixedPoint(view.i32(at, littleEndian), 65536, 1e5);
  }
}

/** Of two numbers of 16 bits: to seven digits. */
function quotient(numerator: number, denominator: number): string | number {
  const value = keptNumber(numerator / denominator, RATIONAL);
  return typeof value === 'number' && !Number.isInteger(value) ? Number(significant(value, 7)) : value;
}

function fixedPoint(stored: number, one: number, scale: number): number {
  return Math.trunc((stored / one) * scale + Math.sign(stored) * 0.5) / scale;
}
