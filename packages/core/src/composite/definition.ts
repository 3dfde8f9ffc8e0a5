// What a computed tag is: what it is computed from, and how.
import type { FileType, TagValue, Text } from '../types.js';
import type { Lookup } from './lookup.js';

/** A computed value and its printed form. */
export interface Computed {
  readonly value: TagValue;
  readonly text: Text;
}

/** One tag of ExifTool's `Composite` group. */
export interface Composite {
  readonly name: string;
  /** Family 1 group where it is not `Composite`. */
  readonly group?: string;
  /** Computes the tag, or says with `undefined` that what it needs is not there. */
  compute(tags: Lookup, fileType: FileType): Computed | undefined;
}

/** A value that prints as itself. */
export function asIs(value: string): Computed {
  return { value, text: value };
}
