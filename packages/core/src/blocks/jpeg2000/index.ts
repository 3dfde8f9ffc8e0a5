// What the boxes of the JPEG 2000 family state beside pictures and other standards' metadata: brands, a gain map.
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { makeTag } from '../../tables/tag.js';
import type { Block, BlockRef, Context, Loaded, Tag, TagDef, TagValue } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';

const family = 'Jpeg2000';

const majorBrand: TagDef = { name: 'MajorBrand', labels: { 'jxl ': 'JPEG XL Image (.JXL)' } };
const minorVersion: TagDef = { name: 'MinorVersion' };
const compatibleBrands: TagDef = { name: 'CompatibleBrands' };
const gainMap: TagDef = { name: 'GainMapImage' };

/** Reads boxes of JPEG XL; each reference names the box in its label. */
export const jpeg2000: Block<'jpeg2000', NamedValues> = {
  name: 'jpeg2000',
  kinds: ['jpeg2000'],
  isRead: ({ label }) => label !== 'hrgm',
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const tags: Tag[] = [];
    const add = (id: number | string, def: TagDef, value: TagValue): void => {
      const tag = context.budget.tag(0) && makeTag(family, family, id, def, value);
      if (tag) tags.push(tag);
    };
    for (const ref of refs) {
      if (ref.label === 'hrgm') {
        add('hrgm', gainMap, new StoredBytes(ref.ranges));
        continue;
      }
      const { view, start, end } = yield* blockView(ref, context);
      if (end < start + 8) continue;
      add(0, majorBrand, view.fourcc(start));
      const version = [view.u16(start + 4), view.u8(start + 6), view.u8(start + 7)];
      add(1, minorVersion, version.map((part) => part.toString(16)).join('.'));
      const brands: string[] = [];
      for (let at = start + 8; at + 4 <= end && brands.length < context.limits.values; at += 4)
        if (view.u32(at) !== 0) brands.push(view.fourcc(at));
      if (end >= start + 12) add(2, compatibleBrands, brands);
    }
    return loadedTags(() => tags);
  },
};
