// Steps over long runs of image data chunks of one size, as encoders write them, without reading each header.
import type { Scan } from '../../bytes/scan.js';
import type { Chunk } from './walk.js';

/** Length, type and checksum of a chunk. */
const frameBytes = 12;

/**
 * How many chunks of the same type and size follow the chunk without another between, in a file of `size`
 * bytes. Some dozen headers are read: first near the end of the file, where such runs mostly end, then by
 * halving. A chunk that is found where a run of equal ones would put it stands for those before it.
 */
export function* countEqualChunks(chunk: Chunk, size: number): Scan<number> {
  const step = chunk.end - chunk.start + frameBytes;
  const fits = Math.max(0, Math.floor((size - chunk.end - 4) / step));
  for (const count of [fits, fits - 1, fits - 2])
    if (count <= 0 || (yield* isEqual(chunk, count, step))) return Math.max(0, count);
  let known = 0;
  let beyond = fits - 2;
  while (beyond - known > 1) {
    const middle = (known + beyond) >>> 1;
    if (yield* isEqual(chunk, middle, step)) known = middle;
    else beyond = middle;
  }
  return known;
}

/** Whether there is a chunk of the same type and size `count` steps on. */
function* isEqual(chunk: Chunk, count: number, step: number): Scan<boolean> {
  const at = chunk.start - 8 + count * step;
  const view = yield { start: at, end: at + 8 };
  if (!view.has(at, at + 8)) return false;
  return view.u32(at) === chunk.end - chunk.start && view.fourcc(at + 4) === chunk.type;
}
