// Puts blocks into a JPEG XL file: in boxes of their own, new ones before the picture.
import type { Scan } from '../../bytes/scan.js';
import type { Splice } from '../../bytes/splices.js';
import type { Box } from '../../structures/isobmff/read.js';
import type { FileInput } from '../plan.js';
import { type Put, type PutBlocks, refusePut } from '../put.js';
import { isCodestreamBox, jxlBox } from './boxes.js';
import { boxAround, boxesOf } from './structure.js';

const nothing = new Uint8Array(0);

export const jxlPut: PutBlocks = function* (puts, _layout, file): Scan<readonly Splice[]> {
  const boxes = yield* boxesOf(file);
  if (!boxes) return puts.map((put) => refusePut('jxl', put, 'has no boxes to hold it'));
  const original = puts.length === 0 ? [] : boxes.flatMap((box) => withoutOriginal(box, file));
  return [...puts.flatMap((put) => putOne(put, boxes)), ...original];
};

function putOne(put: Put, boxes: readonly Box[]): Splice[] {
  const { kind, ref, bytes } = put;
  if (bytes && kind !== 'exif' && kind !== 'xmp') refusePut('jxl', put);
  const range = ref?.ranges[0];
  const whole = bytes ? jxlBox(kind, bytes) : nothing;
  if (range) {
    const { start, end } = boxAround(boxes, range);
    return [{ start, end, bytes: whole }];
  }
  const at = boxes.find(isCodestreamBox)?.start ?? 0;
  return bytes ? [{ start: at, end: at, bytes: whole }] : [];
}

/** What the original JPEG is made anew of goes: it would be made with the old metadata, or not at all. */
function withoutOriginal({ type, start, end }: Box, { context }: FileInput): Splice[] {
  if (type !== 'jbrd') return [];
  context.warn('unknown', 'the original JPEG can no longer be made anew of the file', start, 'jxl/jbrd');
  return [{ start, end, bytes: nothing }];
}
