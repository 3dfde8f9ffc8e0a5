// Extended XMP of JPEG files: one large packet cut into APP1 segments (XMP part 3, section 1.1.3.1).
import { type BlockView, join } from '../../bytes/block-view.js';

const guidLength = 32;
const headLength = guidLength + 8;

/**
 * The extended packet that `guid` names, put together from the segments after their signature, in any
 * order. Undefined where pieces are missing.
 */
export function assembleExtended(segments: readonly BlockView[], guid: string): Uint8Array | undefined {
  const pieces = new Map<number, Uint8Array>();
  let length: number | undefined;
  for (const { view, start, end } of segments) {
    if (end - start <= headLength || view.latin1(start, start + guidLength) !== guid) continue;
    length = view.u32(start + guidLength);
    pieces.set(view.u32(start + guidLength + 4), view.slice(start + headLength, end));
  }
  if (length === undefined) return undefined;
  const ordered: Uint8Array[] = [];
  let at = 0;
  while (at < length) {
    const piece = pieces.get(at);
    if (!piece) return undefined;
    ordered.push(piece);
    at += piece.length;
  }
  return at === length ? join(ordered) : undefined;
}
