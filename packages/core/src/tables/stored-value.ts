// Reads values by ExifTool's types. Rows keep a type by its number, which is looked up once by its name.
import { bytesBeforeNull, utf8Text } from '../bytes/text.js';
import type { View } from '../bytes/view.js';
import { significant } from '../present/number.js';
import type { Value } from './value.js';

/** Bytes with a byte order: `[start, end)` of `view`. */
export interface Bytes {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  readonly littleEndian: boolean;
}

/** A type by its number; 0 where none is told. */
export type StoredType = number;

/** Names and bytes of one value, in the order of the types' numbers; those from `string` on are no numbers. */
const sizes: readonly (readonly [name: string, size: number])[] = [
  ['', 0],
  ['int8u', 1],
  ['int8s', 1],
  ['int16u', 2],
  ['int16s', 2],
  ['int16uRev', 2],
  ['int32u', 4],
  ['int32s', 4],
  ['int32uRev', 4],
  ['int64u', 8],
  ['int64s', 8],
  ['rational32u', 4],
  ['rational32s', 4],
  ['rational64u', 8],
  ['rational64s', 8],
  ['fixed16u', 2],
  ['fixed16s', 2],
  ['fixed32u', 4],
  ['fixed32s', 4],
  ['float', 4],
  ['double', 8],
  ['string', 1],
  ['utf8', 1],
  ['undef', 1],
  ['binary', 1],
  ['unknown', 0],
];
export const INT8U = 1;
const INT8S = 2;
export const INT16U = 3;
const INT16S = 4;
const INT16U_REV = 5;
export const INT32U = 6;
export const INT32S = 7;
const INT32U_REV = 8;
const INT64U = 9;
const INT64S = 10;
const RATIONAL32U = 11;
const RATIONAL32S = 12;
const RATIONAL64U = 13;
const RATIONAL64S = 14;
const FIXED16U = 15;
const FIXED16S = 16;
const FIXED32U = 17;
const FIXED32S = 18;
const FLOAT = 19;
export const STRING = 21;
const UTF8 = 22;
export const UNDEF = 23;
const UNKNOWN = 25;

const sizeOf: readonly number[] = sizes.map(([, size]) => size);
const types: ReadonlyMap<string, StoredType> = new Map([
  ...sizes.map(([name], type) => [name, type] as const),
  ['ifd', INT32U],
  ['ifd64', INT64U],
  ['unicode', INT16U],
  ['digits', STRING],
]);

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
  if (count === 1 && type < STRING)
    return at + size <= last ? readNumber(view, at, type, littleEndian) : undefined;
  if (count === 0 && at <= last) return type >= UNDEF ? new Uint8Array(0) : '';
  const most = type === UNDEF ? count : maxValues;
  const fits = Math.min(Math.floor(count), Math.floor((last - at) / size), most);
  if (!(fits >= 1)) return undefined;
  if (type === STRING) return utf8Text(bytesBeforeNull(view.slice(at, at + fits)));
  if (type === UTF8) return utf8Text(view.slice(at, at + fits));
  if (type >= UNDEF) return view.slice(at, at + fits);
  if (fits === 1) return readNumber(view, at, type, littleEndian);
  const numbers = new Array<string | number>(fits);
  for (let i = 0; i < fits; i++) numbers[i] = readNumber(view, at + i * size, type, littleEndian);
  return numbers;
}

function readNumber(view: View, at: number, type: StoredType, littleEndian: boolean): string | number {
  switch (type) {
    case INT8U:
      return view.u8(at);
    case INT8S:
      return view.i8(at);
    case INT16U:
      return view.u16(at, littleEndian);
    case INT16S:
      return view.i16(at, littleEndian);
    case INT16U_REV:
      return view.u16(at, !littleEndian);
    case INT32U:
      return view.u32(at, littleEndian);
    case INT32S:
      return view.i32(at, littleEndian);
    case INT32U_REV:
      return view.u32(at, !littleEndian);
    default:
      return readOther(view, at, type, littleEndian);
  }
}

function readOther(view: View, at: number, type: StoredType, littleEndian: boolean): string | number {
  switch (type) {
    case INT64U:
      return view.u64(at, littleEndian);
    case INT64S:
      return view.i64(at, littleEndian);
    case RATIONAL32U:
      return rational(view.u16(at, littleEndian), view.u16(at + 2, littleEndian), 7);
    case RATIONAL32S:
      return rational(view.i16(at, littleEndian), view.i16(at + 2, littleEndian), 7);
    case RATIONAL64U:
      return rational(view.u32(at, littleEndian), view.u32(at + 4, littleEndian), 10);
    case RATIONAL64S:
      return rational(view.i32(at, littleEndian), view.i32(at + 4, littleEndian), 10);
    case FIXED16U:
      return fixedPoint(view.u16(at, littleEndian), 256, 1e3);
    case FIXED16S:
      return fixedPoint(view.i16(at, littleEndian), 256, 1e3);
    case FIXED32U:
      return fixedPoint(view.u32(at, littleEndian), 65536, 1e5);
    case FIXED32S:
      return fixedPoint(view.i32(at, littleEndian), 65536, 1e5);
    case FLOAT:
      return ordinary(view.f32(at, littleEndian));
    default:
      return ordinary(view.f64(at, littleEndian));
  }
}

function rational(numerator: number, denominator: number, digits: number): string | number {
  if (denominator === 0) return numerator === 0 ? 'undef' : 'inf';
  const value = numerator / denominator;
  return Number.isInteger(value) || String(value).length <= digits
    ? value
    : Number(significant(value, digits));
}

function fixedPoint(stored: number, one: number, scale: number): number {
  return Math.trunc((stored / one) * scale + Math.sign(stored) * 0.5) / scale;
}

function ordinary(value: number): string | number {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value < 0 ? '-Inf' : 'Inf';
}
