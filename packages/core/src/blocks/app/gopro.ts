// GoPro's metadata format (github.com/gopro/gpmf-parser) as APP6 holds it: keyed values in nested containers.
import { latinText } from '../../bytes/latin.js';
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { perlNumber } from '../../present/number.js';
import { readStored, type StoredType, storedType, typeSize } from '../../tables/stored-value.js';
import type { Value } from '../../tables/value.js';
import type { Tag } from '../../types.js';
import { appRecords } from './records.js';
import { type AppSegment, type AppStandard, after, signed } from './segment.js';

const types: ReadonlyMap<string, StoredType> = new Map(
  Object.entries({
    ...{
      b: 'int8s',
      B: 'int8u',
      s: 'int16s',
      S: 'int16u',
      l: 'int32s',
      L: 'int32u',
      j: 'int64s',
      J: 'int64u',
    },
    ...{ f: 'float', d: 'double', q: 'fixed32s' },
  }).map(([code, name]) => [code, storedType(name)]),
);
/** A fixed-point number of 64 bits. */
const FIXED64 = 'Q';
/** Sizes of what is text or bytes in a structure. */
const whole: { readonly [code: string]: number } = { c: 1, '?': 1, F: 4, G: 16, U: 16, [FIXED64]: 8 };
const TABLE = 'GoPro::GPMF';
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
    const isShown = length > 0 && !containers.has(key) && appRecords.row(TABLE, key);
    if (isShown) tags.push(...valueTags(key, goproValue(view, at, from, length, members)));
    at = from + ((length + 3) & ~3);
  }
  return tags;
}

function valueTags(key: string, value: Value): Tag[] {
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isTexts ? appRecords.list(TABLE, key, value) : appRecords.tag(TABLE, key, value);
}

/** `members`: the types of a structure's members, as the last `TYPE` lists them. */
function goproValue(view: View, at: number, from: number, length: number, members: string): Value {
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

function numbersOf(view: View, code: string, from: number, length: number): Value {
  const type = types.get(code);
  if (type !== undefined)
    return readStored(view, from, from + length, type, Math.floor(length / typeSize(type)));
  if (code !== FIXED64) return undefined;
  const numbers = Array.from({ length: Math.floor(length / 8) }, (_, i) => fixed64(view, from + 8 * i));
  return numbers.length === 1 ? numbers[0] : numbers;
}

function fixed64(view: View, at: number): number {
  return Math.round((view.i32(at) + view.u32(at + 4) / 2 ** 32) * 1e10) / 1e10;
}

/** Structures one after another: a text of each, of a single one that text. */
function structures(view: View, from: number, size: number, count: number, members: string): Value {
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
    const type = types.get(code);
    const size = type === undefined ? whole[code] : typeSize(type);
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
