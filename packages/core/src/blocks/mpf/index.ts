// Multi-Picture Format (CIPA DC-007): the index of the images in a file, and what each is.

import type { Scan } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { type OpenTiff, openTiff } from '../../structures/tiff/open.js';
import { type Entry, type Ifd, readIfds } from '../../structures/tiff/read.js';
import { tagOfRow } from '../../tables/records.js';
import { makeTag } from '../../tables/tag.js';
import type { MpfTags } from '../../tags/block-types.generated.js';
import type { Block, BlockRef, Context, Loaded, Tag } from '../../types.js';
import { rowValue } from '../exif/stored.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { mpfRecords } from './tags.js';

const MAIN = 'MPF::Main';
const IMAGE = 'MPF::MPImage';
const imageEntryLength = 16;

/** Reads MPF; the value holds the tags by ExifTool's names, image entries those of the first image. */
export const mpf: Block<'mpf', NamedValues & MpfTags> = {
  name: 'mpf',
  kinds: ['mpf'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const found: { readonly tiff: OpenTiff; readonly ifds: readonly Ifd[] }[] = [];
    for (const ref of refs) {
      const tiff = yield* openTiff(ref, context);
      if (!tiff) continue;
      found.push({
        tiff,
        ifds: yield* readIfds(tiff.source, tiff.header, { pointers: new Map(), chain: true }, context),
      });
    }
    return loadedTags(() => found.flatMap(({ tiff, ifds }) => blockTags(tiff, ifds, context)));
  },
};

function blockTags(tiff: OpenTiff, ifds: readonly Ifd[], context: Context): Tag[] {
  const images: Tag[] = [];
  const tags = ifds.flatMap(({ entries, littleEndian }) =>
    entries.flatMap((entry) => {
      const row = mpfRecords.row(MAIN, entry.id);
      if (row?.sub) return imageTags(tiff, entry, littleEndian, images, context);
      if (!row || !context.budget.tag(entry.length)) return [];
      return tagOfRow(row, rowValue(entry, row, littleEndian, context.limits.values));
    }),
  );
  return [...tags, ...images];
}

/** The tags of each image entry (DC-007 section 5.2.3.3); the images themselves go to `images`. */
function imageTags(
  tiff: OpenTiff,
  entry: Entry,
  littleEndian: boolean,
  images: Tag[],
  context: Context,
): Tag[] {
  const { view, offset, length } = entry;
  if (!view) return [];
  const tags: Tag[] = [];
  const count = Math.min(Math.floor(length / imageEntryLength), context.limits.items);
  const fields = mpfRecords.table(IMAGE)?.fields.length ?? 0;
  const { base } = tiff;
  let preview = false;
  for (let i = 0; i < count && context.budget.tag(imageEntryLength, fields); i++) {
    const at = offset + i * imageEntryLength;
    const group = `MPImage${i + 1}`;
    const end = at + imageEntryLength;
    tags.push(...mpfRecords.tags(IMAGE, view, at, end, { group, littleEndian, base }));
    const type = view.u32(at, littleEndian) & 0xffffff;
    const size = view.u32(at + 4, littleEndian);
    const start = view.u32(at + 8, littleEndian) + base;
    if (start === base || size === 0) continue;
    const isPreview = !preview && (type & 0x0f0000) === 0x010000;
    if (isPreview) preview = true;
    const name = isPreview ? 'PreviewImage' : group;
    images.push(makeTag('MPF', group, 'image', { name }, new StoredBytes([{ start, end: start + size }]))!);
  }
  return tags;
}
