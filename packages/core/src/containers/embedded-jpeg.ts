// The JPEG in a raw file, which has the EXIF of the picture.
import type { ByteRange, Scan } from '../bytes/scan.js';
import { View } from '../bytes/view.js';
import type { Context, Layout } from '../types.js';
import { scanJpeg } from './jpeg/scan.js';

/** The layout of the JPEG in `[start, end)`, with places in the whole file; `undefined` where there is none. */
export function* embeddedJpeg(
  { start, end }: ByteRange,
  context: Context,
): Scan<Pick<Layout, 'picture' | 'blocks'> | undefined> {
  if (end - start < 4) return undefined;
  const head = yield { start, end: start + 4 };
  if (!head.has(start, start + 2) || head.u16(start) !== 0xffd8) return undefined;
  const { picture, blocks } = yield* from(
    start,
    scanJpeg({ ...context, size: end - start, held: undefined }),
  );
  const placed = (range: ByteRange): ByteRange => ({ start: range.start + start, end: range.end + start });
  return { picture, blocks: blocks.map((ref) => ({ ...ref, ranges: ref.ranges.map(placed) })) };
}

/** A walk over the part of the file that begins at `offset`. */
function* from<Result>(offset: number, walk: Scan<Result>): Scan<Result> {
  for (let step = walk.next(); ; ) {
    if (step.done) return step.value;
    const { start, end } = step.value;
    const view = yield { start: start + offset, end: end + offset };
    step = walk.next(new View(view.bytes, view.start - offset));
  }
}
