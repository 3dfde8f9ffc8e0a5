// What may stand behind the picture of a JPEG: one reference, looked into only by who asks for it.
import type { BlockRef, Context } from '../../types.js';

/** The shortest scan header with its end marker, and the shortest trailer. */
const leastBytes = 32;

/**
 * The bytes from the picture's start to the end of the file, at whose end trailers are looked for. None
 * where the file's size is not known.
 */
export function trailers(imageStart: number | undefined, { size }: Context): readonly BlockRef[] {
  if (imageStart === undefined || size === undefined || size - imageStart < leastBytes) return [];
  return [{ kind: 'trailer', ranges: [{ start: imageStart, end: size }], path: 'jpeg/trailer' }];
}
