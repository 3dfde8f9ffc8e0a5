// An IFD entry's value in the form conversions take: numbers rounded, `inf` and `undef` as text.

import { plainText } from '../../bytes/text.js';
import {
  ASCII,
  BYTE,
  DOUBLE,
  FLOAT,
  fieldTypeNames,
  isInteger,
  RATIONAL,
  SRATIONAL,
  UNDEFINED,
  UTF8,
} from '../../structures/tiff/field.js';
import type { Entry } from '../../structures/tiff/read.js';
import { readValue } from '../../structures/tiff/value.js';
import { keptNumber } from '../../tables/kept-number.js';
import type { Row } from '../../tables/row.js';
import type { Value } from '../../tables/value.js';
import type { Definition } from './definition.js';

/** Arrays that no definition wants as numbers are printed by their size from here on. */
const longArray = 500;
/** Longer arrays are not given at all, as ExifTool does not. */
const excessiveArray = 100_000;

/** The type an entry's bytes are read as. */
export function readType(entry: Entry, definition: Definition): number {
  if (definition.as !== undefined) return definition.as;
  return entry.type === UNDEFINED && entry.count === 1 ? BYTE : entry.type;
}

/** Bytes of more than so many are not read. */
const maxBytes = 4096;

/** Whether an entry is bytes that reading leaves in the file. */
export function staysInFile({ type, length }: Entry, { binary, as }: Definition): boolean {
  return binary === true && length > maxBytes && (type === UNDEFINED || type === BYTE || as === UNDEFINED);
}

/** What ExifTool prints of more numbers than it lists; `undefined` where they are no more. */
export function largeArray(entry: Entry, definition: Definition, limit: number): string | undefined {
  const type = readType(entry, definition);
  const most = definition.long ? Math.min(limit, longArray) : limit;
  if (entry.count <= most || type === ASCII || type === UTF8 || type === UNDEFINED) return undefined;
  return `(large array of ${entry.count} ${fieldTypeNames[type]} values)`;
}

/** The stored value; `undefined` where there is none to give. */
export function storedValue(
  entry: Entry,
  definition: Definition,
  littleEndian: boolean,
  limit: number,
): Value {
  const type = readType(entry, definition);
  if (definition.offset && !isInteger(type)) return undefined;
  const large = largeArray(entry, definition, limit);
  if (large !== undefined) return entry.count > excessiveArray ? undefined : large;
  if (!entry.view) return undefined;
  const value = readNumbers(entry, littleEndian, limit, type);
  if (value === undefined) return '';
  if (typeof value === 'string') return type === UTF8 ? value.replaceAll('\0', '') : value;
  if (value instanceof Uint8Array)
    return definition.value || definition.print || definition.binary ? value : plainText(value);
  return value;
}

/** The value of an entry that is a row of another standard's table. */
export function rowValue(entry: Entry, row: Row, littleEndian: boolean, limit: number): Value {
  const { name, isBinary, raw, value, print } = row;
  const binary = isBinary || raw !== undefined || value !== undefined || print !== undefined;
  return storedValue(entry, { name, kind: '?', binary }, littleEndian, limit);
}

/** An entry's value, its numbers as ExifTool keeps them: rationals to ten digits, no number as `undef`, `inf` ... */
export function readNumbers(entry: Entry, littleEndian: boolean, limit: number, type: number): Value {
  const value = readValue(entry, littleEndian, limit, type);
  if (type !== RATIONAL && type !== SRATIONAL && type !== FLOAT && type !== DOUBLE) return value;
  if (typeof value === 'number') return keptNumber(value, type);
  if (!Array.isArray(value)) return value;
  const kept: (number | string)[] = [];
  for (let i = 0; i < value.length; i++) kept.push(keptNumber(value[i], type));
  return kept;
}
