// The boxes of a JPEG XL file for writing: what does not fit is refused.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { type Box, readBoxes } from '../../structures/isobmff/read.js';
import { type FileInput, refuse, strict } from '../plan.js';
import { isCodestream, isJxl } from '../signatures.js';
import { isCodestreamBox } from './boxes.js';

/** A file of boxes, or `undefined` for a bare codestream. Throws where it is neither, or not whole. */
export function* boxesOf({ context }: FileInput): Scan<readonly Box[] | undefined> {
  const view = yield { start: 0, end: 64 };
  if (isCodestream(view)) return undefined;
  if (!isJxl(view)) refuse('malformed', 'no signature of JPEG XL', 0, 'jxl');
  const size = context.size ?? Number.MAX_SAFE_INTEGER;
  const boxes = yield* readBoxes(view, 0, size, strict(context), 'jxl', true);
  if (boxes[1]?.type !== 'ftyp') refuse('malformed', 'no file type box behind the signature', 12, 'jxl');
  yield* checkCodestream(boxes);
  return boxes;
}

/** Set in the number of the last part. */
const LAST = 0x80000000;

/** Throws where the codestream is not all there, or there is more than one. */
function* checkCodestream(boxes: readonly Box[]): Scan<void> {
  const parts = boxes.filter(isCodestreamBox);
  const [first] = parts;
  const end = boxes.at(-1)?.end ?? 0;
  if (!first) refuse('truncated', 'the file ends before the picture', end, 'jxl');
  if (first.type === 'jxlc') {
    const second = parts[1];
    if (second) refuse('malformed', 'a second codestream', second.start, `jxl/${second.type}`);
    return;
  }
  for (const [i, { type, start, body, end: last }] of parts.entries()) {
    const view = yield { start: body, end: body + 4 };
    const number = type === 'jxlp' && body + 4 <= last && view.has(body, body + 4) ? view.u32(body) : -1;
    const isLast = i === parts.length - 1;
    if (number === i + (isLast ? LAST : 0)) continue;
    const cut = isLast && number === i;
    refuse(cut ? 'truncated' : 'malformed', 'a part of the codestream is missing', start, `jxl/${type}`);
  }
}

/** The whole box that `range` lies in. Throws where there is none. */
export function boxAround(boxes: readonly Box[], { start, end }: ByteRange): Box {
  const box = boxes.find((one) => one.start <= start && end <= one.end);
  return box ?? refuse('not-writable', 'a block that is not in a box of its own', start, 'jxl');
}
