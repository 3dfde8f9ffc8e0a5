// The tags of PNG chunks: header, colour, text, time and others (PNG third edition, section 11).
import { type BlockView, blockView } from '../../bytes/block-view.js';
import type { InflateBudget } from '../../structures/png/text.js';
import type { Block, Context, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { chunkDecoder } from './chunks.js';
import { brokenBlocks } from './definitions.js';
import { brokenTag, damagedProfile, TextTags } from './text.js';

/** A chunk's type, and its data. */
interface Piece extends BlockView {
  readonly type: string;
}

/** PNG chunks with tags of their own. Values by ExifTool's names, text keywords too. */
export const pngChunks: Block<'png', NamedValues> = {
  name: 'png',
  kinds: ['png'],
  *load(refs, context) {
    const pieces: Piece[] = [];
    for (const ref of refs) {
      const type = ref.label ?? '';
      if (isKnown(type)) pieces.push({ type, ...(yield* blockView(ref, context)) });
    }
    return loadedTags(() => decode(pieces, context));
  },
};

function isKnown(type: string): boolean {
  return Object.hasOwn(brokenBlocks, type) || chunkDecoder(type) !== undefined;
}

function decode(pieces: readonly Piece[], context: Context): readonly Tag[] {
  const budget: InflateBudget = { left: context.limits.inflatedBytes };
  const text = new TextTags(budget, context);
  const header = pieces.find(({ type }) => type === 'IHDR');
  const colorType = header && header.end - header.start > 9 ? header.view.u8(header.start + 9) : undefined;
  return pieces.flatMap(({ type, view, start, end }) => {
    if (!context.budget.tag(0)) return [];
    if (type === 'iCCP') return damagedProfile(view, start, end, budget);
    if (type === 'eXIf') return brokenTag(type, view.slice(start, end));
    if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') return text.decode(type, view, start, end);
    return chunkDecoder(type)?.(view, start, end, colorType) ?? [];
  });
}
