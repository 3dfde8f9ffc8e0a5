// A value that is bytes of the file which reading left where they are: where they lie, and how they are got.
import { MetadataError } from '../errors.js';
import { join } from './block-view.js';
import type { ByteRange, Scan } from './scan.js';

/** Bytes of the file that were not read: a picture, a video. `extract` of the result reads them. */
export class StoredBytes {
  /** Where in the file they lie, in order; joined they are the value. */
  readonly ranges: readonly ByteRange[];
  /** How many they are. */
  readonly length: number;

  constructor(ranges: readonly ByteRange[]) {
    this.ranges = ranges;
    this.length = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  }
}

/** Gets all bytes of the ranges. Throws MetadataError `limit-exceeded` or, where the file is too short, `truncated`. */
export function* gather(ranges: readonly ByteRange[], most: number): Scan<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let room = most;
  for (const { start, end } of ranges) {
    room -= end - start;
    if (room < 0)
      throw new MetadataError('limit-exceeded', `the value is longer than ${most} bytes`, { offset: start });
    const view = yield { start, end };
    if (!view.has(start, end))
      throw new MetadataError('truncated', `the file ends within bytes ${start} to ${end}`, {
        offset: start,
      });
    pieces.push(view.slice(start, end));
  }
  return pieces.length === 1 ? pieces[0]! : join(pieces);
}
