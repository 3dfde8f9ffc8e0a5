// Pictures and videos behind the picture that Google's container directory in XMP lists (gain map, motion photo).
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import type { View } from '../../bytes/view.js';
import { binaryText } from '../../present/plain.js';
import type { BlockRef, Context, Tag } from '../../types.js';
import { loadedXmp, xmp } from '../xmp/index.js';
import { isAt, namesGoogle } from './signs.js';
import { bytesAt, type TrailerPlace, trailerTag } from './trailer.js';

/** Items by the words of the directory; others are named after them. */
const names: { readonly [semantic: string]: string } = {
  MotionPhoto: 'MotionPhotoVideo',
  GainMap: 'GainMapImage',
  Depth: 'DepthMapImage',
  Confidence: 'ConfidenceMapImage',
  'android/depthmap': 'DepthMapImage',
  'android/confidencemap': 'ConfidenceMapImage',
};

interface Item {
  readonly name: string;
  readonly mimeType: string;
  readonly length: number;
  readonly padding: number;
}

/** The tags of the items that the file's XMP lists and that lie at the end of the file, in their order. */
export function* googleTags(refs: readonly BlockRef[], place: TrailerPlace): Scan<readonly Tag[]> {
  const items = yield* directory(refs, place.context);
  let at = place.end - items.reduce((sum, { length, padding }) => sum + length + padding, 0);
  const tags: Tag[] = [];
  // ExifTool prints the size of the last one for all of them.
  let last = 0;
  const print = (): string => binaryText(last);
  for (const { name, mimeType, length, padding } of items) {
    const view = length > 0 ? yield* bytesAt(place, at, Math.min(at + 16, place.end)) : undefined;
    if (!view || !isOfType(view, at, mimeType)) break;
    tags.push(
      ...trailerTag(
        'Trailer',
        'Google',
        name,
        { name, print },
        new StoredBytes([{ start: at, end: at + length }]),
      ),
    );
    last = length;
    at += length + padding;
  }
  return tags;
}

function isOfType(view: View, at: number, mimeType: string): boolean {
  if (!view.has(at, at + 12)) return false;
  if (mimeType === 'image/jpeg')
    return isAt(view, at, '\xff\xd8\xff') && [0xdb, 0xe0, 0xe1].includes(view.u8(at + 3));
  return isAt(view, at, '\0\0\0') && (isAt(view, at + 4, 'ftypmp42') || isAt(view, at + 4, 'ftypisom'));
}

/** The directory's items behind the first, which is the picture itself. */
function* directory(refs: readonly BlockRef[], context: Context): Scan<readonly Item[]> {
  const quiet: Context = { ...context, warn: () => {} };
  let named = false;
  for (const ref of refs) named ||= namesGoogle(yield* blockView(ref, quiet));
  if (!named) return [];
  const tags = (loadedXmp(refs) ?? (yield* xmp.load(refs, quiet))).tags();
  const list = (name: string): readonly unknown[] => {
    const value = tags.findLast((one) => one.name === name)?.value;
    return Array.isArray(value) ? value : value === undefined ? [] : [value];
  };
  const current = list('DirectoryItemSemantic').length > 1 && list('DirectoryItemMime').length > 1;
  const prefix = current ? 'DirectoryItem' : 'ContainerDirectoryItem';
  const words = list(`${prefix}${current ? 'Semantic' : 'DataURI'}`);
  const types = list(`${prefix}Mime`);
  const lengths = list(`${prefix}Length`);
  const paddings = current ? list('DirectoryItemPadding') : [];
  // the picture itself is often without a length
  const shift = Math.max(0, types.length - lengths.length);
  return types.slice(1).map((type, i) => {
    const word = String(words[i + 1] ?? '');
    const isImage = type === 'image/jpeg';
    return {
      name: names[word] ?? `${tagName(word)}${isImage ? 'Image' : 'Video'}`,
      mimeType: String(type),
      length: count(lengths[i + 1 - shift]),
      padding: count(paddings[i + 1]),
    };
  });
}

function tagName(word: string): string {
  const clean = word.replace(/[^-\w]/g, '');
  return clean.charAt(0).toUpperCase() + clean.slice(1);
}

function count(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}
