// EXIF in PNG: the eXIf chunk (PNG third edition, section 11.3.3.4), and zXIf, a compressed form once proposed.

import { inflate } from '../../bytes/inflate.js';
import { beginsWithText } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import type { InflateBudget } from '../../structures/png/text.js';
import type { Chunk } from '../../structures/png/walk.js';
import type { BlockRef, Context } from '../../types.js';

const jpegHeader = 'Exif\0\0';
/** A null, then the length of the data that was compressed. */
const compressedHeaderBytes = 5;

/** The EXIF of a chunk, without the header that JPEG puts before it; the chunk itself where it holds none. */
export function exifBlock(
  { type, start, end }: Chunk,
  view: View,
  budget: InflateBudget,
  context: Context,
): BlockRef {
  const path = `png/${type}`;
  const from = beginsWithText(view, start, end, jpegHeader) ? start + jpegHeader.length : start;
  const ranges = [{ start: from, end }];
  if (isTiff(view, from, end)) return { kind: 'exif', ranges, path, host: 'png' };
  if (from + compressedHeaderBytes < end && view.u8(from) === 0) {
    const { bytes, end: state } = inflate(view.slice(from + compressedHeaderBytes, end), budget.left);
    budget.left -= bytes.length;
    if (state === 'complete' && isTiff(new View(bytes), 0, bytes.length))
      return { kind: 'exif', ranges, path, bytes, host: 'png' };
  }
  context.warn('malformed', 'chunk holds no EXIF', start, path);
  return { kind: 'png', label: 'eXIf', ranges, path };
}

function isTiff(view: View, start: number, end: number): boolean {
  return beginsWithText(view, start, end, 'II*\0') || beginsWithText(view, start, end, 'MM\0*');
}
