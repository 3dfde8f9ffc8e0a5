// Turns a record's generated layout (compact text) and its hand-written conversions into fields.
import type { Labels, TagDef } from '../types.js';
import type { TagConversions } from './define.js';

/** How a field's bytes are read; `fixed32` numbers are 16.16 fixed point. */
export type FieldType =
  | 'int8u'
  | 'int8s'
  | 'int16u'
  | 'int16s'
  | 'int32u'
  | 'int32s'
  | 'int64u'
  | 'fixed32u'
  | 'fixed32s'
  | 'float'
  | 'double'
  | 'string'
  | 'undef';

/** A value at a fixed place of a record: `at` is the byte offset from the record's start. */
export interface Field {
  readonly at: number;
  readonly type: FieldType;
  readonly count: number;
  readonly def: TagDef;
}

/** A run of bytes with values at fixed places, and the groups of its tags. */
export interface RecordLayout {
  readonly family: string;
  readonly group: string;
  readonly fields: readonly Field[];
}

/**
 * A record from text: the first line is `family group`, each other line a field,
 * `offset type count name`, with its labels behind tabs: `<TAB>value<TAB>label...`.
 */
export function defineRecord(rows: string, conversions: TagConversions = {}): RecordLayout {
  const [head = '', ...lines] = rows.split('\n').filter((row) => row !== '');
  const [family = '', group = ''] = head.split(' ');
  const fields = lines.map((line): Field => {
    const [place = '', ...cells] = line.split('\t');
    const [at, type, count, name = ''] = place.split(' ');
    const labels = cells.length > 0 ? labelsOf(cells) : undefined;
    const def = { name, ...(labels && { labels }), ...conversions[name] };
    return { at: Number(at), type: type as FieldType, count: Number(count), def };
  });
  return { family, group, fields };
}

/** Labels from cells of value, label, value, label ... */
export function labelsOf(cells: readonly string[]): Labels {
  const labels: Record<string, string> = {};
  for (let i = 0; i + 1 < cells.length; i += 2) labels[cells[i]!] = cells[i + 1]!;
  return labels;
}
