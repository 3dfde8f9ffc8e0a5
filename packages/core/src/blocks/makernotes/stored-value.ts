// Reads values as the makers' tables tell their types.
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { significant } from '../../present/number.js';
import type { Value } from './value.js';

/** Bytes with a byte order: `[start, end)` of `view`. */
export interface Bytes {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  readonly littleEndian: boolean;
}

const sizes: { readonly [type: string]: number } = {
  int8u: 1,
  int8s: 1,
  int16u: 2,
  int16s: 2,
  int16uRev: 2,
  int32u: 4,
  int32s: 4,
  int32uRev: 4,
  int64u: 8,
  int64s: 8,
  ifd: 4,
  ifd64: 8,
  rational32u: 4,
  rational32s: 4,
  rational64u: 8,
  rational64s: 8,
  fixed16u: 2,
  fixed16s: 2,
  fixed32u: 4,
  fixed32s: 4,
  float: 4,
  double: 8,
  string: 1,
  utf8: 1,
  undef: 1,
  binary: 1,
  unicode: 2,
};

/** Bytes of one value of a type, 0 where there is no such type. */
export function typeSize(type: string): number {
  return sizes[type] ?? 0;
}

/** At most so many numbers are read of one entry. */
const maxValues = 65_536;

/** `count` values at `at`, or as many as fit before `end`; `undefined` where not one does. */
export function readStored(
  view: View,
  at: number,
  end: number,
  type: string,
  count: number,
  littleEndian: boolean,
): Value {
  const size = typeSize(type);
  const last = Math.min(end, view.end);
  if (size === 0 || at < view.start) return undefined;
  const fits = Math.min(
    Math.floor(count),
    Math.floor((last - at) / size),
    type === 'undef' ? count : maxValues,
  );
  if (count === 0 && at <= last) return type === 'undef' || type === 'binary' ? new Uint8Array(0) : '';
  if (!(fits >= 1)) return undefined;
  switch (type) {
    case 'string':
      return utf8Text(bytesBeforeNull(view.slice(at, at + fits)));
    case 'utf8':
      return utf8Text(view.slice(at, at + fits));
    case 'undef':
    case 'binary':
      return view.slice(at, at + fits);
  }
  if (fits === 1) return readNumber(view, at, type, littleEndian);
  const numbers = new Array<string | number>(fits);
  for (let i = 0; i < fits; i++) numbers[i] = readNumber(view, at + i * size, type, littleEndian);
  return numbers;
}

function readNumber(view: View, at: number, type: string, littleEndian: boolean): string | number {
  switch (type) {
    case 'int8s':
      return view.i8(at);
    case 'int16u':
    case 'unicode':
      return view.u16(at, littleEndian);
    case 'int16uRev':
      return view.u16(at, !littleEndian);
    case 'int16s':
      return view.i16(at, littleEndian);
    case 'int32u':
    case 'ifd':
      return view.u32(at, littleEndian);
    case 'int32uRev':
      return view.u32(at, !littleEndian);
    case 'int32s':
      return view.i32(at, littleEndian);
    case 'int64u':
    case 'ifd64':
      return view.u64(at, littleEndian);
    case 'int64s':
      return view.i64(at, littleEndian);
    case 'rational32u':
      return rational(view.u16(at, littleEndian), view.u16(at + 2, littleEndian), 7);
    case 'rational32s':
      return rational(view.i16(at, littleEndian), view.i16(at + 2, littleEndian), 7);
    case 'rational64u':
      return rational(view.u32(at, littleEndian), view.u32(at + 4, littleEndian), 10);
    case 'rational64s':
      return rational(view.i32(at, littleEndian), view.i32(at + 4, littleEndian), 10);
    case 'fixed16u':
      return fixedPoint(view.u16(at, littleEndian), 256, 1e3);
    case 'fixed16s':
      return fixedPoint(view.i16(at, littleEndian), 256, 1e3);
    case 'fixed32u':
      return fixedPoint(view.u32(at, littleEndian), 65536, 1e5);
    case 'fixed32s':
      return fixedPoint(view.i32(at, littleEndian), 65536, 1e5);
    case 'float':
      return ordinary(view.f32(at, littleEndian));
    case 'double':
      return ordinary(view.f64(at, littleEndian));
    default:
      return view.u8(at);
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
