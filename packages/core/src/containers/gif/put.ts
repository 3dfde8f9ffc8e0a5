// Puts XMP into a GIF (XMP part 3, 1.1.2): the packet stands in one piece, behind it bytes that lead out of it.

import type { ByteRange } from '../../bytes/scan.js';
import type { Splice } from '../../bytes/splices.js';
import { ascii } from '../../bytes/text.js';
import { xmpExtension } from '../../structures/gif/write.js';
import { refuse } from '../plan.js';
import { type PutBlocks, refusePut } from '../put.js';
import { type GifPart, readPartsAhead, type WalkedGif } from './parts.js';

const versionAt = 3;

export const gifPut: PutBlocks = function* (puts, _layout, file) {
  const walk = yield* readPartsAhead(file);
  const splices: Splice[] = [];
  for (const put of puts) {
    const { kind, ref, bytes } = put;
    if (kind !== 'xmp' && !(kind === 'jumbf' && !bytes)) return refusePut('gif', put);
    const range = ref?.ranges[0];
    const old = range && partAt(walk, range);
    if (bytes) splices.push({ ...placeIn(walk, old), bytes: xmpExtension(bytes) });
    else if (old) splices.push({ start: old.start, end: old.end, bytes: new Uint8Array(0) });
    // Extensions came with GIF89a.
    if (bytes) splices.push({ start: versionAt, end: versionAt + 3, bytes: ascii('89a') });
  }
  return splices;
};

function partAt({ parts }: WalkedGif, { start, end }: ByteRange): GifPart {
  const found = parts.find((part) => part.start <= start && part.end >= end);
  if (!found) refuse('not-writable', 'a block that is not in an extension of its own', start, 'gif');
  return found;
}

/** In place of the old packet, or first of all behind how often the animation is shown, which must come first. */
function placeIn({ parts, screenEnd }: WalkedGif, old: GifPart | undefined): ByteRange {
  if (old) return { start: old.start, end: old.end };
  const first = parts.findIndex(({ kind }) => kind !== 'loop');
  const place = parts[first - 1]?.end ?? screenEnd;
  return { start: place, end: place };
}
