// Which of several blocks of a standard counts: what an edit changes, and what its check looks at.
import type { BlockRef } from '../types.js';

/** The first that is said of the main picture, where the format wants it. */
export function mainBlock(refs: readonly BlockRef[], kind: string, format: string): BlockRef | undefined {
  const own = refs.filter((ref) => ref.kind === kind && !ref.aside);
  return format === 'tiff' ? own.find(({ directory }) => directory === 'IFD0') : own[0];
}
