// GoPro's metadata format (github.com/gopro/gpmf-parser) as APP6 holds it: keyed values in nested containers.
import { bytesBeforeNull, latinText, utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { asNumber, exposureTime } from '../../present/exposure.js';
import { perlNumber } from '../../present/number.js';
import { binaryText, plain } from '../../present/plain.js';
import { unixTimeText } from '../../present/unix-time.js';
import { lazy } from '../../tables/lazy.js';
import { readField } from '../../tables/record.js';
import { type FieldType, labelsOf } from '../../tables/record-layout.js';
import { gopro as rows } from '../../tags/gopro.generated.js';
import type { Labels, Tag, TagDef, TagValue, Text } from '../../types.js';
import { type AppSegment, type AppStandard, after, signed, tag } from './segment.js';

const types: { readonly [code: string]: { readonly field: FieldType; readonly size: number } } = {
  b: { field: 'int8s', size: 1 },
  B: { field: 'int8u', size: 1 },
  s: { field: 'int16s', size: 2 },
  S: { field: 'int16u', size: 2 },
  l: { field: 'int32s', size: 4 },
  L: { field: 'int32u', size: 4 },
  f: { field: 'float', size: 4 },
  d: { field: 'double', size: 8 },
  J: { field: 'int64u', size: 8 },
  q: { field: 'fixed32s', size: 4 },
};
/** Numbers of 64 bits that no field type is. */
const wide: { readonly [code: string]: (view: View, at: number) => number } = {
  j: (view, at) => view.i64(at),
  Q: (view, at) => Math.round((view.i32(at) + view.u32(at + 4) / 2 ** 32) * 1e10) / 1e10,
};
/** Sizes of what is text or bytes in a structure. */
const whole: { readonly [code: string]: number } = { c: 1, '?': 1, F: 4, G: 16, U: 16 };
const containers = new Set(['DEVC', 'STRM']);

/** GoPro's settings of a photo. */
export const gopro: AppStandard = signed('APP6', 'GoPro\0', (segment) => goproTags(after(segment, 6), 0));

function goproTags(segment: AppSegment, depth: number): Tag[] {
  const { view, start, end, path, context } = segment;
  const tags: Tag[] = [];
  let members = '';
  for (let at = start; at + 8 <= end && context.budget.item(0); ) {
    const key = view.fourcc(at);
    if (!/^[-\w ]{4}$/.test(key)) break;
    const length = view.u8(at + 5) * view.u16(at + 6);
    const from = at + 8;
    if (from + length > end) {
      context.warn('truncated', `GoPro value ${key} is cut off`, at, path);
      break;
    }
    if (containers.has(key) && depth < context.limits.depth)
      tags.push(...goproTags({ ...segment, start: from, end: from + length }, depth + 1));
    if (key === 'TYPE') members = latinText(view.slice(from, from + length));
    const def = length > 0 ? defs().get(key) : undefined;
    const value = def && goproValue(view, at, from, length, members);
    if (def && value !== undefined) tags.push(...tag('APP6', 'GoPro', def, value));
    at = from + ((length + 3) & ~3);
  }
  return tags;
}

/** `members`: the types of a structure's members, as the last `TYPE` lists them. */
function goproValue(
  view: View,
  at: number,
  from: number,
  length: number,
  members: string,
): TagValue | undefined {
  const code = String.fromCharCode(view.u8(at + 4));
  const size = view.u8(at + 5);
  const count = view.u16(at + 6);
  const numbers = numbersOf(view, code, from, length);
  if (numbers !== undefined) return numbers;
  if (code === '?') return structures(view, from, size, count, members);
  // text is cut at its end, of a list also the blanks there; four letters and the like are whole
  const text = (start: number, bytes: number): string => {
    const raw = view.slice(start, start + bytes);
    return code === 'c' ? utf8Text(bytesBeforeNull(raw)) : latinText(raw).replaceAll('\0', '');
  };
  if (count === 1 || size <= 1) return text(from, length);
  const items = Array.from({ length: count }, (_, i) => text(from + i * size, size));
  return code === 'c' ? items.map((item) => item.trimEnd()) : items;
}

function numbersOf(view: View, code: string, from: number, length: number): TagValue | undefined {
  const type = types[code];
  if (type) return readField(view, from, from + length, type.field, Math.floor(length / type.size));
  const read = wide[code];
  if (!read) return undefined;
  const numbers = Array.from({ length: Math.floor(length / 8) }, (_, i) => read(view, from + 8 * i));
  return numbers.length === 1 ? numbers[0] : numbers;
}

/** Structures one after another: a text of each, of a single one that text. */
function structures(
  view: View,
  from: number,
  size: number,
  count: number,
  members: string,
): TagValue | undefined {
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    const text = structureText(view, from + i * size, from + (i + 1) * size, members);
    if (text !== '') texts.push(text);
  }
  return texts.length > 1 ? texts : texts[0];
}

function structureText(view: View, start: number, end: number, members: string): string {
  const texts: string[] = [];
  let at = start;
  for (const code of members) {
    const size = types[code]?.size ?? (wide[code] ? 8 : whole[code]);
    if (size === undefined || at + size > end) break;
    const number = numbersOf(view, code, at, size);
    texts.push(
      typeof number === 'number'
        ? perlNumber(number)
        : latinText(view.slice(at, at + size)).replaceAll('\0', ''),
    );
    at += size;
  }
  return texts.join(' ');
}

const defs: () => ReadonlyMap<string, TagDef> = lazy(
  () =>
    new Map(
      rows
        .split('\n')
        .filter((row) => row !== '')
        .map((row) => {
          const [key = '', name = '', ...cells] = row.split('\t');
          const labels = cells.length > 0 ? labelsOf(cells) : undefined;
          const print = labels ? labelled(labels) : binary.has(key) ? bySize : prints[key];
          const value = values[key];
          const text = print && of(print);
          return [
            key,
            { name, ...(value && { value: of(value) }), ...(text && { print: (one) => text(one) as Text }) },
          ];
        }),
    ),
);

/** Printed by their size. */
const binary = new Set('ACCL ATTD ATTR CORI CSEN CYTS GRAV GYRO IORI ISOG LNED WRGB'.split(' '));

type Convert = (text: string) => string | number;

/** A conversion of one text for a list of texts, or for numbers, which are one text together. */
function of(convert: Convert): (value: TagValue) => TagValue {
  return (value) => {
    const texts = Array.isArray(value) && value.every((item) => typeof item === 'string');
    return texts ? value.map((item) => convert(item as string)) : convert(String(plain(value)));
  };
}

const bySize: Convert = (text) => binaryText(text.length);
const labelled =
  (labels: Labels): Convert =>
  (text) =>
    Object.hasOwn(labels, text) ? labels[text]! : `Unknown (${text})`;
/** The number a text begins with. */
const leading = (text: string): number => Number.parseFloat(text) || 0;

/** What the tables do not say of a key's value. */
const values: { readonly [key: string]: Convert } = {
  CDAT: (text) => unixTimeText(leading(text)),
  GPSP: (text) => leading(text) / 100,
  GPSU: (text) => text.replace(/^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/, '20$1:$2:$3 $4:$5:'),
  STMP: (text) => leading(text) / 1e6,
};

/** Nor of how it is printed. */
const prints: { readonly [key: string]: Convert } = {
  MUID: (text) => text.split(' ').map(hexadecimal).join(''),
  SHUT: (text) => text.split(' ').map(exposureOf).join(' '),
  TMPC: (text) => `${text} C`,
  TZON: (text) => zoneText(leading(text)),
  VERS: (text) => text.replaceAll(' ', '.'),
  VFPS: (text) => text.replace(' ', '/'),
  VRES: (text) => text.replace(' ', 'x'),
};

function exposureOf(text: string): string {
  const seconds = asNumber(text);
  return seconds === undefined ? text : exposureTime(seconds);
}

/** Minutes from UTC as `+02:00`. */
function zoneText(minutes: number): string {
  const whole = Math.trunc(Math.abs(minutes) + 0.5);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60].map((part) => String(part).padStart(2, '0'));
  return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}

/** A word of a longer number; where it is negative, of 64 bits. */
function hexadecimal(text: string): string {
  const word = BigInt.asUintN(64, BigInt(Math.trunc(leading(text))));
  return word.toString(16).padStart(8, '0');
}
