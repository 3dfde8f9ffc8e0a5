// The JPEG in a Panasonic raw file (RW2, RWL), which has the EXIF of the picture: IFD0 has little of it.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { JPG_FROM_RAW } from '../../structures/tiff/ids.js';
import { entryOf } from '../../structures/tiff/lookup.js';
import type { Ifd } from '../../structures/tiff/read.js';
import type { Context, Layout } from '../../types.js';
import { scanJpeg } from '../jpeg/scan.js';

/** The layout of the JPEG, with places in the whole file; `undefined` where there is none. */
export function* embeddedJpeg(
  ifd: Ifd | undefined,
  context: Context,
): Scan<Pick<Layout, 'picture' | 'blocks'> | undefined> {
  const entry = ifd && entryOf(ifd, JPG_FROM_RAW);
  if (!entry || entry.length < 4) return undefined;
  const { offset, length } = entry;
  const head = yield { start: offset, end: offset + 4 };
  if (!head.has(offset, offset + 2) || head.u16(offset) !== 0xffd8) return undefined;
  const { picture, blocks } = yield* from(offset, scanJpeg({ ...context, size: length, held: undefined }));
  const placed = ({ start, end }: ByteRange): ByteRange => ({ start: start + offset, end: end + offset });
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
