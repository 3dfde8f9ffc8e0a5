// GoPro's metadata format (github.com/gopro/gpmf-parser) as APP6 holds it: keyed values in nested containers.
import { bytesBeforeNull, latinText, utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { gopro as rows } from '../../tags/gopro.generated.js';
import { lazy } from '../../tags/lazy.js';
import { type FieldType, labelsOf } from '../../tags/record.js';
import type { Tag, TagDef, TagValue } from '../../types.js';
import { readField } from '../record.js';
import { type AppStandard, after, type Segment, signed, tag } from './segment.js';

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
const containers = new Set(['DEVC', 'STRM']);

/** GoPro's settings of a photo. */
export const gopro: AppStandard = signed('APP6', 'GoPro\0', (segment) => goproTags(after(segment, 6), 0));

function goproTags(segment: Segment, depth: number): Tag[] {
  const { view, start, end, path, context } = segment;
  const tags: Tag[] = [];
  for (let at = start; at + 8 <= end; ) {
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
    const def = length > 0 ? defs().get(key) : undefined;
    const value = def && goproValue(view, at, from, length);
    if (def && value !== undefined) tags.push(...tag('APP6', 'GoPro', def, value));
    at = from + ((length + 3) & ~3);
  }
  return tags;
}

function goproValue(view: View, at: number, from: number, length: number): TagValue | undefined {
  const code = String.fromCharCode(view.u8(at + 4));
  const size = view.u8(at + 5);
  const count = view.u16(at + 6);
  const text = (start: number, bytes: number) =>
    utf8Text(bytesBeforeNull(view.slice(start, start + bytes))).trimEnd();
  const type = types[code];
  if (type) return readField(view, from, from + length, type.field, Math.floor(length / type.size));
  if (code !== 'c')
    return code === '?' ? undefined : latinText(view.slice(from, from + length)).replaceAll('\0', '');
  if (count > 1 && size > 1) return Array.from({ length: count }, (_, i) => text(from + i * size, size));
  return text(from, length);
}

const defs: () => ReadonlyMap<string, TagDef> = lazy(
  () =>
    new Map(
      rows
        .split('\n')
        .filter((row) => row !== '')
        .map((row) => {
          const [key = '', name = '', ...cells] = row.split('\t');
          const labels = cells.length > 0 && { labels: labelsOf(cells) };
          return [key, { name, ...labels, ...(key === 'MUID' && { print: printWords }) }];
        }),
    ),
);

/** 32-bit numbers as one hexadecimal number. */
function printWords(value: TagValue): string {
  const words = Array.isArray(value) ? (value as readonly TagValue[]) : [value];
  return words.map((word) => Number(word).toString(16).padStart(8, '0')).join('');
}
