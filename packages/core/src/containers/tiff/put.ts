// Puts EXIF into a TIFF: it is the file's own structure, which holds the other blocks in its entries.
import { type PutBlocks, refusePut } from '../put.js';

export const tiffPut: PutBlocks = function* (puts) {
  return puts.flatMap((put) => (put.kind === 'exif' && put.splices) || refusePut('tiff', put));
};
