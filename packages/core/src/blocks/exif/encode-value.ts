// A tag's value as EXIF stores it: what reading gives and what is printed, turned back.
import {
  ASCII,
  BYTE,
  DOUBLE,
  FLOAT,
  fieldSize,
  LONG,
  RATIONAL,
  SBYTE,
  SHORT,
  SLONG,
  SRATIONAL,
  SSHORT,
  UNDEFINED,
} from '../../structures/tiff/field.js';
import { type Fraction, rationalOf, rationalOfText } from '../../structures/tiff/rational.js';
import { checkText, inverse } from './inverse.js';
import type { Writing } from './writing.js';
import { wrong } from './wrong-value.js';

/** Least and most of the whole numbers of a field type. */
const ranges: ReadonlyMap<number, readonly [number, number]> = new Map([
  [BYTE, [0, 0xff]],
  [SHORT, [0, 0xffff]],
  [LONG, [0, 0xffffffff]],
  [SBYTE, [-0x80, 0x7f]],
  [SSHORT, [-0x8000, 0x7fff]],
  [SLONG, [-0x80000000, 0x7fffffff]],
  [UNDEFINED, [0, 0xff]],
]);

/** The bytes of a value in a byte order. Throws `not-writable` with what would be right. */
export function encodeValue(writing: Writing, given: unknown, littleEndian: boolean): Uint8Array {
  const value = inverse(writing, given, littleEndian);
  if (value instanceof Uint8Array) return value;
  if (writing.type === ASCII || (writing.type === UNDEFINED && writing.definition.kind === 's'))
    return textBytes(writing, value);
  const fractions = numbersOf(writing, value);
  const { count } = writing;
  if (count === 'any' ? fractions.length === 0 : fractions.length !== count)
    wrong(writing, given, count === 1 ? 'one value' : count === 'any' ? 'values' : `${count} values`);
  return numbersInBytes(writing, fractions, littleEndian);
}

const utf8 = new TextEncoder();

/** Text; of ASCII with its NUL. */
function textBytes(writing: Writing, given: unknown): Uint8Array {
  const { type, count, definition } = writing;
  checkText(given, writing);
  const free = unlabelled(writing, given);
  const text = free ?? labelled(writing, given) ?? given;
  const { labels } = definition;
  if (labels && free === undefined && !Object.hasOwn(labels, text))
    wrong(writing, given, `one of ${shownLabels(labels)}`);
  const bytes = utf8.encode(type === ASCII ? `${text}\0` : text);
  if (typeof count === 'number' && count > 1 && bytes.length > count)
    wrong(writing, given, `text of at most ${count - 1} bytes`);
  return bytes;
}

/** The stored value of a label: the same text, else the only one that is the same but for its case. */
function labelled({ definition: { labels } }: Writing, text: string): string | undefined {
  if (!labels) return undefined;
  const entries = Object.entries(labels).filter(([key]) => !key.startsWith('Bit'));
  const same = entries.filter(([, label]) => label === text);
  if (same.length === 1) return same[0]![0];
  const near = entries.filter(([, label]) => label.toLowerCase() === text.toLowerCase());
  return near.length === 1 ? near[0]![0] : undefined;
}

/** The stored value of what is printed where there is no label, `Unknown (0)`. */
function unlabelled({ definition: { labels } }: Writing, text: string): string | undefined {
  const [, stored] = (labels && /^Unknown \((.+)\)$/.exec(text)) ?? [];
  return stored && /^0x[\da-f]+$/.test(stored) ? String(Number(stored)) : stored;
}

function shownLabels(labels: { readonly [value: string]: string }): string {
  const shown = Object.entries(labels).filter(([key]) => !key.startsWith('Bit'));
  const some = shown.slice(0, 12).map(([key, label]) => `${key} (${label})`);
  return some.join(', ') + (shown.length > some.length ? ' ...' : '');
}

/** The numbers of a value as fractions. */
function numbersOf(writing: Writing, given: unknown): Fraction[] {
  const { definition, count, type } = writing;
  const free = typeof given === 'string' ? unlabelled(writing, given) : undefined;
  const label = typeof given === 'string' ? labelled(writing, given) : undefined;
  const single = free ?? label ?? given;
  const parts: readonly unknown[] = Array.isArray(single)
    ? single
    : typeof single === 'string' && count !== 1
      ? single.split(/[\s,]+/).filter(Boolean)
      : [single];
  const numbers = parts.map((part) => numberOf(writing, part, given));
  const { labels } = definition;
  const isListed = labels && !('Bit0' in labels) && count === 1 && ranges.has(type);
  if (isListed && free === undefined && !Object.hasOwn(labels, String(numbers[0]![0])))
    wrong(writing, given, `one of ${shownLabels(labels)}`);
  return numbers;
}

function numberOf(writing: Writing, part: unknown, given: unknown): Fraction {
  const { type } = writing;
  const range = ranges.get(type);
  // What reading leaves open in a list: an f-number of a lens that is not known, 0/0.
  const isOpen = Array.isArray(given) && (part === undefined || part === null);
  if (isOpen && (type === RATIONAL || type === SRATIONAL)) return [0, 0];
  const most = type === SRATIONAL ? 0x7fffffff : 0xffffffff;
  if (typeof part !== 'string' && !(typeof part === 'number' && Number.isFinite(part)))
    wrong(writing, given, range ? 'a whole number' : 'a number');
  if (type === FLOAT || type === DOUBLE) {
    const number = Number(part);
    if (!Number.isFinite(number) || part === '') wrong(writing, given, 'a number');
    return [number, 1];
  }
  if (range) {
    const number =
      typeof part === 'number' ? part : /^[+-]?\d+$/.test(part.trim()) ? Number(part) : Number.NaN;
    if (!Number.isInteger(number) || number < range[0] || number > range[1])
      wrong(writing, given, `a whole number from ${range[0]} to ${range[1]}`);
    return [number, 1];
  }
  const fraction = typeof part === 'number' ? rationalOf(part, most) : rationalOfText(part, most);
  if (!fraction || (type === RATIONAL && fraction[0] < 0))
    wrong(
      writing,
      given,
      `${type === RATIONAL ? 'a number that is not negative' : 'a number'}, as a fraction of parts up to ${most}`,
    );
  return fraction;
}

function numbersInBytes(
  { type }: Writing,
  fractions: readonly Fraction[],
  littleEndian: boolean,
): Uint8Array {
  const size = fieldSize(type);
  const bytes = new Uint8Array(fractions.length * size);
  const data = new DataView(bytes.buffer);
  fractions.forEach((fraction, i) => {
    writeFraction(data, i * size, fraction, type, littleEndian);
  });
  return bytes;
}

function writeFraction(
  data: DataView,
  at: number,
  [over, under]: Fraction,
  type: number,
  littleEndian: boolean,
): void {
  if (type === RATIONAL || type === SRATIONAL) {
    data.setInt32(at, over, littleEndian);
    data.setInt32(at + 4, under, littleEndian);
  } else if (type === FLOAT) data.setFloat32(at, over, littleEndian);
  else if (type === DOUBLE) data.setFloat64(at, over, littleEndian);
  else if (type === LONG || type === SLONG) data.setInt32(at, over, littleEndian);
  else if (type === SHORT || type === SSHORT) data.setInt16(at, over, littleEndian);
  else data.setInt8(at, over);
}
