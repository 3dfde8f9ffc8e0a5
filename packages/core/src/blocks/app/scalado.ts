// Scalado's segment (phones of HTC, LG and Samsung): a directory of numbers under four letters, of the preview's size.
import { join } from '../../bytes/block-view.js';
import { View } from '../../bytes/view.js';
import type { Budget, Tag } from '../../types.js';
import { type AppStandard, segmentStarts, tag } from './segment.js';

const header = 16;
const entryBytes = 12;

const names: { readonly [key: string]: string } = {
  WDTH: 'PreviewImageWidth',
  HGHT: 'PreviewImageHeight',
  QUAL: 'PreviewQuality',
};

/** Scalado in APP4; it may go on in further segments, and the header of each states how many there are. */
export const scalado: AppStandard = {
  matches: (segment) =>
    segment.label === 'APP4' && segmentStarts(segment, 'SCALADO\0') && segment.end >= segment.start + header,
  decode(segments) {
    const tags: Tag[] = [];
    let pieces: Uint8Array[] = [];
    for (const { view, start, end, context } of segments) {
      pieces.push(view.slice(start + header, end));
      const [count, number] = [view.u16(start + 8), view.u16(start + 10)];
      if (number !== count - 1) continue;
      tags.push(...directoryTags(new View(join(pieces)), context.budget));
      pieces = [];
    }
    return tags;
  },
};

function directoryTags(view: View, budget: Budget): readonly Tag[] {
  const tags: Tag[] = [];
  let { end } = view;
  for (let at = 0; at + entryBytes <= end && budget.tag(0); at += entryBytes) {
    const key = view.fourcc(at);
    const value = Math.abs(view.i32(at + 8));
    const name = names[key];
    if (name && value) tags.push(...tag('APP4', 'Scalado', { name }, value));
    if (key !== 'SPMO') continue;
    // The length of what follows the directory in old versions, of the directory in new ones.
    const length = view.u32(at + 8);
    end = view.u32(at + 4) < 5 ? end - length : Math.min(view.end, length + entryBytes);
  }
  return tags;
}
