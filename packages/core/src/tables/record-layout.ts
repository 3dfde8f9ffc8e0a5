// Records of values at fixed places, as EXIF's directories hold some.
import type { Labels, TagDef } from '../types.js';

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

/** Labels from cells of value, label, value, label ... */
export function labelsOf(cells: readonly string[]): Labels {
  const labels: Record<string, string> = {};
  for (let i = 0; i + 1 < cells.length; i += 2) labels[cells[i]!] = cells[i + 1]!;
  return labels;
}
