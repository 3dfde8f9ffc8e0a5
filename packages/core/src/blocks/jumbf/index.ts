// JUMBF (ISO/IEC 19566-5): labelled boxes of CBOR, JSON and files, in which C2PA keeps where a picture comes from.
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import type { Block, BlockRef, Context, Loaded, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { decodeSuperboxes } from './superbox.js';

/** Reads JUMBF; the value holds the tags by ExifTool's names, of each name the first. */
export const jumbf: Block<'jumbf', NamedValues> = {
  name: 'jumbf',
  kinds: ['jumbf'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const decoders: (() => Tag[])[] = [];
    for (const ref of refs) {
      const { view, start, end } = yield* blockView(ref, context);
      decoders.push(() => decodeSuperboxes(view, start, end, context, ref.path));
    }
    return loadedTags(() => decoders.flatMap((decode) => decode()));
  },
};
