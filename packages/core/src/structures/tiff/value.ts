// Values of TIFF entries: numbers, texts and bytes, decoded when asked for.
import { asciiText } from '../../bytes/latin.js';
import { utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import {
  ASCII,
  BYTE,
  DOUBLE,
  FLOAT,
  fieldSize,
  IFD,
  IFD8,
  LONG,
  LONG8,
  RATIONAL,
  SBYTE,
  SHORT,
  SLONG,
  SLONG8,
  SRATIONAL,
  SSHORT,
  UTF8,
} from './field.js';
import type { Entry } from './read.js';

/** A stored value: text, bytes, one number or several; `undefined` where it is not at hand. */
export type Stored = string | number | Uint8Array | readonly number[] | undefined;

/** One number; rationals as their quotient, `NaN` for 0/0 and an infinity for n/0. */
export function numberAt(view: View, at: number, type: number, littleEndian: boolean): number {
  switch (type) {
    case SHORT:
      return view.u16(at, littleEndian);
    case LONG:
    case IFD:
      return view.u32(at, littleEndian);
    case RATIONAL:
      return view.u32(at, littleEndian) / view.u32(at + 4, littleEndian);
    case SRATIONAL:
      return view.i32(at, littleEndian) / view.i32(at + 4, littleEndian);
    case BYTE:
      return view.u8(at);
    case SBYTE:
      return view.i8(at);
    case SSHORT:
      return view.i16(at, littleEndian);
    case SLONG:
      return view.i32(at, littleEndian);
    case FLOAT:
      return view.f32(at, littleEndian);
    case DOUBLE:
      return view.f64(at, littleEndian);
    case LONG8:
    case IFD8:
      return view.u64(at, littleEndian);
    case SLONG8:
      return view.i64(at, littleEndian);
    default:
      return view.u8(at);
  }
}

/** Whether values of this type are numbers. */
export function isNumeric(type: number): boolean {
  return type !== ASCII && type !== UTF8 && type !== 7 && type !== 14 && type !== 15;
}

/**
 * An entry's value; `as` reads its bytes as another field type, as some makers store a type that is not
 * the standard's. Text ends at its first NUL. At most `limit` numbers.
 */
export function readValue(
  entry: Entry,
  littleEndian: boolean,
  limit: number,
  as: number = entry.type,
): Stored {
  const { view, offset, length } = entry;
  if (!view) return undefined;
  if (as === ASCII) return textAt(view, offset, offset + length);
  if (!isNumeric(as))
    return as === UTF8 ? utf8Text(view.slice(offset, offset + length)) : view.slice(offset, offset + length);
  const size = fieldSize(as);
  const count = as === entry.type ? entry.count : Math.floor(length / size);
  if (count === 1) return numberAt(view, offset, as, littleEndian);
  if (count === 0 || count > limit) return undefined;
  const numbers = new Array<number>(count);
  for (let i = 0; i < count; i++) numbers[i] = numberAt(view, offset + i * size, as, littleEndian);
  return numbers;
}

/** The text of `[start, end)` up to its first NUL. */
export function textAt(view: View, start: number, end: number): string {
  const { bytes } = view;
  const from = start - view.start;
  const limit = end - view.start;
  let to = from;
  while (to < limit && bytes[to] !== 0) to++;
  return asciiText(bytes, from, to) ?? utf8Text(bytes.subarray(from, to));
}
