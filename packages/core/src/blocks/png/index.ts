// The tags of PNG chunks: header, colour, text, time and others (PNG third edition, section 11).

import { type BlockView, blockView } from '../../bytes/block-view.js';
import type { InflateBudget } from '../../structures/png/text.js';
import type { Value } from '../../tables/value.js';
import type { PngTags } from '../../tags/block-types.generated.js';
import type { Block, Context, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { COLOR_TYPE, chunkRow, chunkTags } from './records.js';
import { brokenTag, damagedProfile, TextTags } from './text.js';

const colorTypeAt = 9;

/** A chunk's type, and its data. */
interface Piece extends BlockView {
  readonly type: string;
}

/** PNG chunks with tags of their own. Values by ExifTool's names, text keywords too. */
export const pngChunks: Block<'png', NamedValues & PngTags> = {
  name: 'png',
  kinds: ['png'],
  *load(refs, context) {
    const pieces: Piece[] = [];
    for (const ref of refs) {
      const type = ref.label ?? '';
      if (type === 'iCCP' || type === 'eXIf' || chunkRow(type))
        pieces.push({ type, ...(yield* blockView(ref, context)) });
    }
    return loadedTags(() => decode(pieces, context));
  },
};

function decode(pieces: readonly Piece[], context: Context): readonly Tag[] {
  const budget: InflateBudget = { left: context.limits.inflatedBytes };
  const text = new TextTags(budget, context);
  const header = pieces.find(({ type }) => type === 'IHDR');
  const members = new Map<string, Value>();
  if (header && header.end - header.start > colorTypeAt)
    members.set(COLOR_TYPE, header.view.u8(header.start + colorTypeAt));
  return pieces.flatMap(({ type, view, start, end }) => {
    if (!context.budget.tag(0)) return [];
    if (type === 'iCCP') return damagedProfile(view, start, end, budget);
    if (type === 'eXIf') return brokenTag(type, view.slice(start, end));
    if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') return text.decode(type, view, start, end);
    return chunkTags(type, view, start, end, members);
  });
}
