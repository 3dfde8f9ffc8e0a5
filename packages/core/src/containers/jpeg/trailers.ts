// Where trailers may stand behind the picture of a JPEG; looked into only by who asks for them.
import type { BlockRef, Context } from '../../types.js';

/** The shortest scan header with its end marker, and the shortest trailer. */
const leastBytes = 32;

/** The bytes from the picture's start to the end of the file; none where the file's size is not known. */
export function tailOf(imageStart: number | undefined, { size }: Context): BlockRef | undefined {
  if (imageStart === undefined || size === undefined || size - imageStart < leastBytes) return undefined;
  return { kind: 'trailer', ranges: [{ start: imageStart, end: size }], path: 'jpeg/trailer', host: 'jpeg' };
}
