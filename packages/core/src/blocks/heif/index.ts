// QuickTime tags of HEIF files: what the boxes themselves state, by ExifTool's names.
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import type { Block, BlockRef, Context, Loaded } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { decodeBoxes } from './decode.js';
import { type BoxNode, readTree } from './tree.js';

/** Boxes whose bytes are not read, only placed. */
const placed: ReadonlySet<string> = new Set(['mdat', 'mpvd']);

/**
 * Reads the boxes of a HEIF file (`ftyp`, `meta`, `moov`, `mdat` ...) and its JPEG items; each reference
 * names the box in its label. The value holds ExifTool's QuickTime tags by name, the first of each.
 */
export const quicktime: Block<'quicktime', NamedValues> = {
  name: 'quicktime',
  kinds: ['heif'],
  isRead: ({ label = '' }) => !placed.has(label),
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const boxes: BoxNode[] = [];
    const none = new View(new Uint8Array(0));
    for (const ref of refs) {
      const { label = '', ranges, path } = ref;
      const [range] = ranges;
      if (!range) continue;
      const { start, end } = range;
      const place = { type: label, body: start, end };
      if (placed.has(label)) boxes.push(place);
      else if (label === 'jpeg') {
        const { view, start: body, end: last } = yield* blockView(ref, context);
        boxes.push({ type: label, body, end: last, view });
      } else {
        const node = yield* readTree(none, { type: label, start, body: start, end }, '', context, path);
        if (node) boxes.push(node);
      }
    }
    const isUniversal = refs.some(({ host }) => host === 'cr3');
    return loadedTags(() => decodeBoxes(boxes, isUniversal, context));
  },
};
