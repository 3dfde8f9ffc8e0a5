// Records in EXIF's directories: values at fixed places, as Panasonic's raw files and DNG have them.
import type { View } from '../../bytes/view.js';
import { fieldSize } from '../../structures/tiff/field.js';
import { numberAt } from '../../structures/tiff/value.js';
import { keptNumber } from '../../tables/kept-number.js';
import { makeTag } from '../../tables/tag.js';
import type { Tag, TagDef } from '../../types.js';

/** Numbers of a field type, `at` bytes behind the record's start. */
export interface Field {
  readonly at: number;
  readonly type: number;
  readonly count: number;
  readonly def: TagDef;
}

/** A record, and the group of its tags, family 0 and 1. */
export interface RecordLayout {
  readonly group: string;
  readonly fields: readonly Field[];
}

/** The tags of the record in `[start, end)`; fields beyond its end are left out. */
export function recordTags(
  view: View,
  start: number,
  end: number,
  { group, fields }: RecordLayout,
  littleEndian = false,
): Tag[] {
  const last = Math.min(end, view.end);
  return fields.flatMap(({ at, type, count, def }) => {
    const size = fieldSize(type);
    const fits = Math.min(count, Math.floor((last - start - at) / size));
    const numbers: (number | string)[] = [];
    for (let i = 0; i < fits; i++)
      numbers.push(keptNumber(numberAt(view, start + at + i * size, type, littleEndian), type));
    if (numbers.length === 0) return [];
    return makeTag(group, group, at, def, count === 1 ? numbers[0]! : numbers) ?? [];
  });
}
