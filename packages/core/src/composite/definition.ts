// What a computed tag is: what it is computed from, and how.
import type { Composite as AnyComposite, Computed, FileType } from '../types.js';
import type { Lookup } from './lookup.js';

export type { Computed } from '../types.js';

/** One tag of ExifTool's `Composite` group, computed with all that a lookup offers. */
export interface CompositeTag extends Omit<AnyComposite, 'compute'> {
  compute(tags: Lookup, fileType: FileType): Computed | undefined;
}

/** A value that prints as itself. */
export function sameText(value: string): Computed {
  return { value, text: value };
}
