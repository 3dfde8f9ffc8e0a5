// The layout of a file in memory, most of which is found when it is asked for.
import type { FileType, Layout } from '../types.js';

/** A layout of this type; `find` gives all else that it has. */
export function lazyLayout(fileType: FileType, find: () => Layout): Layout {
  let found: Layout | undefined;
  const whole = (): Layout => (found ??= find());
  return {
    fileType,
    get picture() {
      return whole().picture;
    },
    get blocks() {
      return whole().blocks;
    },
    get imageData() {
      return whole().imageData;
    },
  };
}
