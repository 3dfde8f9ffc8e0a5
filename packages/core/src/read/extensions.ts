// Extensions of the files that are read, for who looks for pictures by name: a line for each format.
import { namedTypes } from './file-names.js';

/** The usual extensions of each format, lower case without the dot; raw files that are TIFF inside have names of their own. */
export const extensionsOf = {
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png', 'apng'],
  webp: ['webp'],
  heif: ['heic', 'heif', 'heics', 'heifs', 'hif', 'avif', 'avifs'],
  gif: ['gif'],
  tiff: ['tif', 'tiff', 'btf', 'rw2', 'rwl'],
  kyocera: ['raw'],
} as const;

/** Extensions of the pictures that `read` knows, lower case without the dot. */
export const pictureExtensions: ReadonlySet<string> = new Set([
  ...Object.values(extensionsOf).flat(),
  ...namedTypes,
]);
