// Bare JPEG previews that some cameras put in APP2 or from APP3 on, split over segments.

import { join } from '../../bytes/block-view.js';
import { oncePer } from '../../bytes/once.js';
import type { Tag } from '../../types.js';
import { type AppSegment, type AppStandard, segmentStarts, tag } from './segment.js';

const prefixes = ['', 'QVGA\0', 'BGTH'];

/** Where the preview starts in its first segment, after a maker's prefix; -1 where there is none. */
function previewStart(segment: AppSegment): number {
  if (segment.label === 'APP3') return segmentStarts(segment, '\xff\xd8\xff\xdb') ? 0 : -1;
  if (segment.label !== 'APP2') return -1;
  const prefix = prefixes.find((text) => segmentStarts(segment, `${text}\xff\xd8\xff`));
  if (prefix === undefined) return -1;
  const after = segment.start + prefix.length + 3;
  return after < segment.end && [0xdb, 0xe0, 0xe1].includes(segment.view.u8(after)) ? prefix.length : -1;
}

/** Whether `next` goes on with the preview of the segment right before it. */
function continues(before: AppSegment, next: AppSegment): boolean {
  if (next.start !== before.end + 4) return false;
  if (before.label === 'APP2') return next.label === 'APP2';
  return Number(next.label.slice(3)) === Number(before.label.slice(3)) + 1 && next.label <= 'APP5';
}

const previewSegments = oncePer((all: readonly AppSegment[]) => {
  const found = new Set<AppSegment>();
  all.forEach((segment, i) => {
    const before = all[i - 1];
    const goesOn = before !== undefined && found.has(before) && continues(before, segment);
    if (goesOn || previewStart(segment) >= 0) found.add(segment);
  });
  return found;
});

/** A bare JPEG, and the segments that go on with it. */
export const previews: AppStandard = {
  matches: (segment, all) => previewSegments(all).has(segment),
  decode: (segments) => {
    const pictures: { last: AppSegment; pieces: Uint8Array[] }[] = [];
    for (const segment of segments) {
      const skip = previewStart(segment);
      const open = pictures.at(-1);
      const piece = segment.view.slice(segment.start + Math.max(0, skip), segment.end);
      if (skip < 0 && open && continues(open.last, segment)) {
        open.pieces.push(piece);
        open.last = segment;
      } else pictures.push({ last: segment, pieces: [piece] });
    }
    return pictures.flatMap(({ pieces }): Tag[] =>
      tag('File', 'File', { name: 'PreviewImage' }, join(pieces)),
    );
  },
};
