// One IFD entry's typed value.

import { isNoNumber } from '../../present/plain.js';
import { LONG, SHORT } from '../../structures/tiff/field.js';
import type { Entry } from '../../structures/tiff/read.js';
import type { TagScope, TagValue } from '../../types.js';
import type { Definition, Kind } from './definition.js';
import { readNumbers, readType } from './stored.js';

/** A typed value; in a list, `undefined` stands for a member that is no number. */
export type TypedValue = TagValue | readonly (number | undefined)[] | undefined;

/** One entry's typed value; `undefined` where it is missing, degenerate (0/0), or not of its kind. */
export function entryValue(entry: Entry, definition: Definition, scope: TagScope, limit: number): TypedValue {
  const { type, count, view, offset } = entry;
  // Most entries are one whole number.
  if (count === 1 && view && (type === SHORT || type === LONG) && isPlain(definition))
    return type === SHORT ? view.u16(offset, scope.littleEndian) : view.u32(offset, scope.littleEndian);
  const stored = readNumbers(entry, scope.littleEndian, limit, readType(entry, definition));
  if (stored === undefined) return undefined;
  const value = definition.value ? definition.value(stored, scope) : stored;
  return value === undefined ? undefined : ofKind(value, definition.kind);
}

/** Whether a number is what the file stores. */
function isPlain({ value, as, kind }: Definition): boolean {
  return value === undefined && as === undefined && (kind === 'n' || kind === '?');
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
  const isNumber = (value: TagValue): value is number => typeof value === 'number';
  if (values.every(isNumber)) return values;
  if (!gaps || !values.some(isNumber)) return undefined;
  return values.map((value) => (isNumber(value) ? value : undefined));
}
