// Reads the tags of a record: values at fixed places of a run of bytes.
import { bytesBeforeNull, utf8Text } from '../bytes/text.js';
import type { View } from '../bytes/view.js';
import type { Tag, TagScope, TagValue } from '../types.js';
import type { FieldType, RecordLayout } from './record-layout.js';
import { makeTag } from './tag.js';

const sizes: { readonly [type in FieldType]: number } = {
  int8u: 1,
  int8s: 1,
  int16u: 2,
  int16s: 2,
  int32u: 4,
  int32s: 4,
  int64u: 8,
  fixed32u: 4,
  fixed32s: 4,
  float: 4,
  double: 8,
  string: 1,
  undef: 1,
};

/** What differs from one record to the next of the same layout. */
export interface RecordOptions {
  readonly littleEndian?: boolean;
  /** Family 1 group in place of the layout's. */
  readonly group?: string;
}

/** The tags of the record in `[start, end)`; fields beyond its end are left out. */
export function recordTags(
  view: View,
  start: number,
  end: number,
  layout: RecordLayout,
  options: RecordOptions = {},
): Tag[] {
  const littleEndian = options.littleEndian ?? false;
  const group = options.group ?? layout.group;
  const values = new Map<string, TagValue>();
  const scope: TagScope = { littleEndian, stored: (name) => values.get(name) };
  const tags: Tag[] = [];
  const last = Math.min(end, view.end);
  for (const { at, type, count, def } of layout.fields) {
    const stored = readField(view, start + at, last, type, count, littleEndian);
    if (stored === undefined) continue;
    values.set(def.name, stored);
    const tag = makeTag(layout.family, group, at, def, stored, scope);
    if (tag) tags.push(tag);
  }
  return tags;
}

/** `count` values at `at`, or as many as fit before `end`; `undefined` where not one does. */
export function readField(
  view: View,
  at: number,
  end: number,
  type: FieldType,
  count: number,
  littleEndian = false,
): TagValue | undefined {
  const size = sizes[type];
  const fits = Math.min(count, Math.floor((end - at) / size));
  if (fits < 1 || at < view.start) return undefined;
  if (type === 'string') return utf8Text(bytesBeforeNull(view.slice(at, at + fits)));
  if (type === 'undef') return view.slice(at, at + fits);
  if (count === 1) return readNumber(view, at, type, littleEndian);
  const numbers = new Array<number>(fits);
  for (let i = 0; i < fits; i++) numbers[i] = readNumber(view, at + i * size, type, littleEndian);
  return numbers;
}

function readNumber(view: View, at: number, type: FieldType, littleEndian: boolean): number {
  switch (type) {
    case 'int8s':
      return view.i8(at);
    case 'int16u':
      return view.u16(at, littleEndian);
    case 'int16s':
      return view.i16(at, littleEndian);
    case 'int32u':
      return view.u32(at, littleEndian);
    case 'int32s':
      return view.i32(at, littleEndian);
    case 'int64u':
      return view.u64(at, littleEndian);
    case 'fixed32u':
      return fixed(view.u32(at, littleEndian));
    case 'fixed32s':
      return fixed(view.i32(at, littleEndian));
    case 'float':
      return finite(view.f32(at, littleEndian));
    case 'double':
      return finite(view.f64(at, littleEndian));
    default:
      return view.u8(at);
  }
}

/** A 16.16 number, to the five decimals that its 16 bits of fraction mean. */
function fixed(stored: number): number {
  return Math.trunc((stored / 65536) * 1e5 + Math.sign(stored) * 0.5) / 1e5;
}

function finite(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
