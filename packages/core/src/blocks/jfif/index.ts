// JFIF (ISO/IEC 10918-5): version, density and thumbnails of the JFIF and JFXX segments.
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { lazy } from '../../tables/lazy.js';
import { recordTags } from '../../tables/record.js';
import { defineRecord } from '../../tables/record-layout.js';
import { makeTag } from '../../tables/tag.js';
import { jfif as fields } from '../../tags/jfif.generated.js';
import type { Block, BlockRef, Context, Loaded, Tag, TagDef, TagValue } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';

const notZero = (stored: TagValue) => (stored === 0 ? undefined : stored);

const layout = lazy(() =>
  defineRecord(fields, {
    JFIFVersion: {
      print: (value) => {
        const [major, minor = 0] = value as readonly number[];
        return `${major}.${String(minor).padStart(2, '0')}`;
      },
    },
    ThumbnailWidth: { value: notZero },
    ThumbnailHeight: { value: notZero },
  }),
);

/** Uncompressed pixels. */
const pixels: TagDef = { name: 'ThumbnailTIFF' };
const jpeg: TagDef = { name: 'ThumbnailImage' };

/** Reads JFIF and JFXX; the value holds the fields by ExifTool's names. */
export const jfif: Block<'jfif', NamedValues> = {
  name: 'jfif',
  kinds: ['jfif', 'jfxx'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const blocks: {
      readonly decode: typeof jfifTags;
      readonly view: View;
      readonly start: number;
      readonly end: number;
    }[] = [];
    for (const ref of refs)
      blocks.push({ decode: ref.kind === 'jfxx' ? jfxxTags : jfifTags, ...(yield* blockView(ref, context)) });
    return loadedTags(() => blocks.flatMap(({ decode, view, start, end }) => decode(view, start, end)));
  },
};

function jfifTags(view: View, start: number, end: number): Tag[] {
  const tags = recordTags(view, start, end, layout());
  if (end < start + 9) return tags;
  const length = 3 * view.u8(start + 7) * view.u8(start + 8);
  if (length === 0 || start + 9 >= end) return tags;
  const tag = makeTag('JFIF', 'JFIF', 9, pixels, view.slice(start + 9, Math.min(end, start + 9 + length)));
  return tag ? [...tags, tag] : tags;
}

/** The thumbnail of an extension segment: a JPEG (0x10), a palette (0x11) or RGB pixels (0x13). */
function jfxxTags(view: View, start: number, end: number): Tag[] {
  if (end <= start) return [];
  const code = view.u8(start);
  const bytes = view.slice(start + 1, end);
  const shortest = code === 0x11 ? 770 : 2;
  const sized = bytes.length > shortest && (bytes[0] !== 0 || bytes[1] !== 0);
  const def = code === 0x10 ? jpeg : (code === 0x11 || code === 0x13) && sized ? pixels : undefined;
  return def ? [makeTag('JFIF', 'JFXX', code, def, bytes) ?? []].flat() : [];
}
