// Extensions of the files that are read, for who looks for pictures by name.
import { formats } from '../registry/formats.js';
import { namedTypes } from './file-names.js';

/** Extensions of the pictures that `read` knows, lower case without the dot. */
export const pictureExtensions: ReadonlySet<string> = new Set([
  ...formats.flatMap(({ extensions }) => extensions),
  ...namedTypes,
]);
