// IPTC IIM (version 4.2): envelope, application, news photo and object records.

import { blockView } from '../../bytes/block-view.js';
import { md5 } from '../../bytes/md5.js';
import type { Scan } from '../../bytes/scan.js';
import { makeTag } from '../../tables/tag.js';
import type { IptcTags } from '../../tags/block-types.generated.js';
import type { Block, BlockRef, Context, Loaded, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { type IptcBlock, iptcTags } from './decode.js';

/** Reads IPTC; the value holds datasets by ExifTool's names, repeatable ones as lists. */
export const iptc: Block<'iptc', NamedValues & IptcTags> = {
  name: 'iptc',
  kinds: ['iptc'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const blocks: (IptcBlock & { readonly digested: boolean })[] = [];
    let main = false;
    let further = 1;
    for (const ref of inFileOrder(refs)) {
      const { view, start, end } = yield* blockView(ref, context);
      const place = placeOf(ref);
      const first = place !== 'unusual' && !main;
      if (first) main = true;
      const group = first ? 'IPTC' : `IPTC${++further}`;
      blocks.push({
        view,
        start,
        end,
        path: ref.path,
        group,
        context,
        digested: first && place === 'standard',
      });
    }
    return loadedTags(() => {
      const tags: Tag[] = [];
      for (const block of blocks) tags.push(...digest(block), ...iptcTags(block));
      return tags;
    });
  },
};

/** In PNG a block counts by its chunk's place, also one within EXIF or Photoshop's resources. */
function inFileOrder(refs: readonly BlockRef[]): readonly BlockRef[] {
  const startOf = ({ ranges }: BlockRef): number => ranges[0]?.start ?? Number.MAX_SAFE_INTEGER;
  return refs.every(({ host }) => host === 'png') ? [...refs].sort((a, b) => startOf(a) - startOf(b)) : refs;
}

/**
 * Where the Metadata Working Group's guidelines (2.0 section 2.3) want IPTC: in JPEG the Photoshop
 * resources, in TIFF IFD0. Other formats have no such place, so the first IPTC found is the main one.
 */
function placeOf({ host, usual }: BlockRef): 'standard' | 'free' | 'unusual' {
  if (usual) return 'standard';
  return host === 'jpeg' || host === 'tiff' ? 'unusual' : 'free';
}

const digestDef = { name: 'CurrentIPTCDigest' };
/** Far more than any IPTC: the digest of a longer block takes longer than all else. */
const maxDigested = 2 << 20;

/** The digest of the block's bytes, which Photoshop's IPTCDigest is compared with. */
function digest({ view, start, end, digested }: IptcBlock & { readonly digested: boolean }): Tag[] {
  if (!digested || end - start > maxDigested) return [];
  const tag = makeTag('File', 'File', digestDef.name, digestDef, md5(view.slice(start, end)));
  return tag ? [tag] : [];
}
