// Photoshop's "Save for Web" segment: quality, comment and copyright.
import { utf16Text } from '../../bytes/text.js';
import type { Tag, TagDef } from '../../types.js';
import { type AppSegment, type AppStandard, after, signed, tag } from './segment.js';

const defs: { readonly [type: number]: TagDef } = {
  1: { name: 'Quality', print: (value) => `${value}%` },
  2: { name: 'Comment' },
  3: { name: 'Copyright' },
};

/** Ducky: blocks of a type, a length and data, all big-endian; type 0 ends them. */
export const ducky: AppStandard = signed('APP12', 'Ducky', (segment) => duckyTags(after(segment, 5)));

function duckyTags({ view, start, end, path, context }: AppSegment): Tag[] {
  const tags: Tag[] = [];
  let at = start;
  while (at + 4 <= end) {
    const type = view.u16(at);
    const data = at + 4;
    at = data + view.u16(at + 2);
    if (at > end) {
      context.warn('truncated', 'Ducky block is longer than its segment', data, path);
      break;
    }
    const def = defs[type];
    if (!def || at < data + 4) continue;
    const value = type === 1 ? view.u32(data) : utf16Text(view.slice(data + 4, at));
    tags.push(...tag('Ducky', 'Ducky', def, value));
  }
  return tags;
}
