// Multi-Picture Format (CIPA DC-007): the index of the images in a file, and what each is.
import type { Scan } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { type OpenTiff, openTiff } from '../../structures/tiff/open.js';
import { type Entry, type Ifd, readIfds } from '../../structures/tiff/read.js';
import { makeTag } from '../../tables/tag.js';
import type { Block, BlockRef, Context, Loaded, Tag, TagValue } from '../../types.js';
import { storedValue } from '../exif/stored.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { imageDefs, mpfTags } from './tags.js';

const imageList = 0xb002;
const imageEntryLength = 16;

/** Reads MPF; the value holds the tags by ExifTool's names, image entries those of the first image. */
export const mpf: Block<'mpf', NamedValues> = {
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
      if (entry.id === imageList) return imageTags(tiff, entry, littleEndian, images, context);
      const def = context.budget.tag(entry.length) ? mpfTags().get(entry.id) : undefined;
      const stored = def && storedValue(entry, { ...def, kind: '?' }, littleEndian, context.limits.values);
      return (def && stored !== undefined && makeTag('MPF', 'MPF0', entry.id, def, stored)) || [];
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
  let preview = false;
  for (let i = 0; i < count && context.budget.tag(imageEntryLength, imageDefs().length); i++) {
    const at = offset + i * imageEntryLength;
    const group = `MPImage${i + 1}`;
    const attribute = view.u32(at, littleEndian);
    const type = attribute & 0xffffff;
    const size = view.u32(at + 4, littleEndian);
    const relative = view.u32(at + 8, littleEndian);
    const start = relative === 0 ? 0 : relative + tiff.base;
    const values = [
      attribute >>> 27,
      (attribute >>> 24) & 7,
      type,
      size,
      start,
      view.u16(at + 12, littleEndian),
      view.u16(at + 14, littleEndian),
    ];
    for (const [index, def] of imageDefs().entries()) push(tags, group, index, def, values[index]!);
    if (start === 0 || size === 0) continue;
    const isPreview = !preview && (type & 0x0f0000) === 0x010000;
    if (isPreview) preview = true;
    push(
      images,
      group,
      'image',
      { name: isPreview ? 'PreviewImage' : group },
      new StoredBytes([{ start, end: start + size }]),
    );
  }
  return tags;
}

function push(
  tags: Tag[],
  group: string,
  id: number | string,
  def: Parameters<typeof makeTag>[3],
  value: TagValue,
): void {
  const tag = makeTag('MPF', group, id, def, value);
  if (tag) tags.push(tag);
}
