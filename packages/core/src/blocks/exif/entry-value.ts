// One IFD entry's typed value.

import type { View } from '../../bytes/view.js';
import { isNoNumber } from '../../present/plain.js';
import { toTenDigits } from '../../present/ten-digits.js';
import { ASCII, LONG, RATIONAL, SHORT } from '../../structures/tiff/field.js';
import type { Entry } from '../../structures/tiff/read.js';
import { textAt } from '../../structures/tiff/value.js';
import type { TagScope, TagValue } from '../../types.js';
import type { Definition, Kind } from './definition.js';
import { readNumbers, readType } from './stored.js';

/** A typed value; in a list, `undefined` stands for a member that is no number. */
export type TypedValue = TagValue | readonly (number | undefined)[] | undefined;

/** One entry's typed value; `undefined` where it is missing, degenerate (0/0), or not of its kind. */
export function entryValue(entry: Entry, definition: Definition, scope: TagScope, limit: number): TypedValue {
  const { type, count, view, offset } = entry;
  // Most entries are one number, or a text.
  const { plain } = definition;
  if (view && plain === 'n' && count === 1) {
    if (type === SHORT) return view.u16(offset, scope.littleEndian);
    if (type === LONG) return view.u32(offset, scope.littleEndian);
    if (type === RATIONAL) return quotient(view, offset, scope.littleEndian);
  } else if (view && plain === 's' && type === ASCII) return textAt(view, offset, offset + entry.length);
  const stored = readNumbers(entry, scope.littleEndian, limit, readType(entry, definition));
  if (stored === undefined) return undefined;
  const value = definition.value ? definition.value(stored, scope) : stored;
  return value === undefined ? undefined : ofKind(value, definition.kind);
}

function quotient(view: View, at: number, littleEndian: boolean): number | undefined {
  const divisor = view.u32(at + 4, littleEndian);
  if (divisor === 0) return undefined;
  const value = view.u32(at, littleEndian) / divisor;
  return Number.isInteger(value) ? value : toTenDigits(value);
}

function ofKind(value: TagValue, kind: Kind): TypedValue {
  switch (kind) {
    case 's':
      return typeof value === 'string' ? value : undefined;
    case 'b':
      return value instanceof Uint8Array ? value : undefined;
    case 'n': {
      const number = Array.isArray(value) ? value[0] : value;
      return typeof number === 'number' ? number : undefined;
    }
    case 'l':
    case 'q':
      return numberList(Array.isArray(value) ? value : [value], kind === 'q');
    default:
      return Array.isArray(value) ? numberList(value, false) : isNoNumber(value) ? undefined : value;
  }
}

/** The members that are numbers, each in its place; a list that may have no gaps is whole or not there. */
function numberList(values: readonly TagValue[], gaps: boolean): TypedValue {
  if (values.every(isNumber)) return values;
  if (!gaps || !values.some(isNumber)) return undefined;
  return values.map((value) => (isNumber(value) ? value : undefined));
}

function isNumber(value: TagValue): value is number {
  return typeof value === 'number';
}
