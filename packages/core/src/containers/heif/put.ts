// Puts blocks into a HEIF file.
import { type PutBlocks, refusePut } from '../put.js';

export const heifPut: PutBlocks = function* (puts) {
  return puts.flatMap((put) => refusePut('heif', put));
};
