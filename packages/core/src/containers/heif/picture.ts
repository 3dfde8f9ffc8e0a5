// Which bytes of a HEIF file are coded pictures.
import type { ByteRange } from '../../bytes/scan.js';
import type { HeifItem, HeifMeta } from './model.js';

/** Item types that are no coded picture: metadata, and pictures made of others. */
const notCoded: ReadonlySet<string> = new Set([
  '',
  'Exif',
  'mime',
  'uri ',
  'xml1',
  'grid',
  'iden',
  'iovl',
  'tmap',
  'sato',
]);

/** Whether an item's bytes are a coded picture. */
export function isCoded({ type }: HeifItem): boolean {
  return !notCoded.has(type);
}

/** The bytes of all coded pictures, in file order, without what would come twice. */
export function codedRanges(meta: HeifMeta): ByteRange[] {
  const ranges = meta.items
    .filter(isCoded)
    .flatMap(({ ranges: own }) => own)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: ByteRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (!last || range.start > last.end) joined.push(range);
    else if (range.end > last.end) joined[joined.length - 1] = { start: last.start, end: range.end };
  }
  return joined;
}
