// An IFD entry's value in the form conversions take: numbers rounded, `inf` and `undef` as text.
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
} from '../../ifd/field.js';
import type { Entry } from '../../ifd/read.js';
import { readValue } from '../../ifd/value.js';
import { perlNumber, significant } from '../../present/number.js';
import type { TagValue } from '../../types.js';
import type { Definition } from './definition.js';
import { plainText } from './exif-text.js';

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
const longestBytes = 4096;

/** Whether an entry is bytes that reading leaves in the file. */
export function staysInFile({ type, length }: Entry, { binary, as }: Definition): boolean {
  return (
    binary === true && length > longestBytes && (type === UNDEFINED || type === BYTE || as === UNDEFINED)
  );
}

/** The stored value; `undefined` where there is none to give. */
export function storedValue(
  entry: Entry,
  definition: Definition,
  littleEndian: boolean,
  limit: number,
): TagValue | undefined {
  const type = readType(entry, definition);
  if (definition.offset && !isInteger(type)) return undefined;
  if (type !== ASCII && type !== UTF8 && type !== UNDEFINED) {
    if (entry.count > excessiveArray) return undefined;
    if (entry.count > limit || (definition.long && entry.count > longArray)) {
      return `(large array of ${entry.count} ${fieldTypeNames[type]} values)`;
    }
  }
  if (!entry.view) return undefined;
  const value = readValue(entry, littleEndian, limit, type);
  if (value === undefined) return '';
  if (typeof value === 'number') return oneNumber(value, type);
  if (typeof value === 'string') return type === UTF8 ? value.replaceAll('\0', '') : value;
  if (value instanceof Uint8Array)
    return definition.value || definition.print || definition.binary ? value : plainText(value);
  return numbers(value, type);
}

function numbers(values: readonly number[], type: number): TagValue {
  if (type !== RATIONAL && type !== SRATIONAL && type !== FLOAT && type !== DOUBLE) return values;
  const items = values.map((value) => oneNumber(value, type));
  return items.every((item) => typeof item === 'number')
    ? items
    : items.map((item) => (typeof item === 'number' ? perlNumber(item) : item)).join(' ');
}

/** Whether a number has at most ten digits, as most rationals have. */
function isShort(value: number): boolean {
  return Math.abs(value) < 1e4 && value === Math.round(value * 1e6) / 1e6;
}

function oneNumber(value: number, type: number): number | string {
  if (Number.isInteger(value))
    return Object.is(value, -0) && (type === RATIONAL || type === SRATIONAL) ? '-0' : value;
  if (type === RATIONAL || type === SRATIONAL) {
    if (isShort(value)) return value;
    if (Number.isFinite(value)) return Number(significant(value, 10));
    return Number.isNaN(value) ? 'undef' : 'inf';
  }
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'NaN';
  return value < 0 ? '-Inf' : 'Inf';
}
