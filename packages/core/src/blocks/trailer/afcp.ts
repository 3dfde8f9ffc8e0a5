// AFCP (AXS File Concatenation Protocol): a directory of IPTC, text and pictures behind the picture.
import { findByte } from '../../bytes/find.js';
import type { Scan } from '../../bytes/scan.js';
import { utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import type { BlockRef, Tag } from '../../types.js';
import { endings, isAt } from './signs.js';
import {
  bytesAt,
  damaged,
  type Trailer,
  type TrailerKind,
  type TrailerPlace,
  trailerTag,
} from './trailer.js';

const footerLength = 12;
const headerLength = 12;
const entryLength = 12;
const pictures: { readonly [kind: string]: string } = { Nail: 'ThumbnailImage', PrVw: 'PreviewImage' };

/** A trailer that ends with `AXS!` (big-endian) or `AXS*`, where its header stands, and a checksum. */
export const afcp: TrailerKind = {
  matches: endings.afcp,
  *read(place): Scan<Trailer | undefined> {
    const { view, end, path, host } = place;
    const signature = view.fourcc(end - footerLength);
    const littleEndian = signature === 'AXS*';
    const stated = view.u32(end - footerLength + 4, littleEndian);
    const found = yield* findHeader(place, stated, signature);
    if (!found) return damaged(place, 'AFCP');
    const { start } = found;
    const count = found.view.u16(start + 6, littleEndian);
    const directory = yield* bytesAt(place, start, start + headerLength + count * entryLength);
    if (!directory) return damaged(place, 'AFCP');
    const tags: Tag[] = [];
    const nested: BlockRef[] = [];
    let room = end - place.start;
    for (let i = 0; i < count; i++) {
      const at = start + headerLength + i * entryLength;
      const kind = directory.fourcc(at);
      const length = directory.u32(at + 4, littleEndian);
      const from = directory.u32(at + 8, littleEndian) + start - stated;
      room -= length;
      if (from < place.start || from + length > end || room < 0) {
        damaged(place, 'AFCP');
        break;
      }
      const range = { start: from, end: from + length };
      if (kind === 'IPTC') nested.push({ kind: 'iptc', ranges: [range], path: `${path}/AFCP`, host });
      else tags.push(...(yield* entryTags(place, kind, from, from + length)));
    }
    return { start, tags: () => tags, nested };
  },
};

/** The header: where the footer says, or, in a file that has changed its length since, the first there is. */
function* findHeader(
  place: TrailerPlace,
  stated: number,
  signature: string,
): Scan<{ view: View; start: number } | undefined> {
  const there = yield* bytesAt(place, stated, stated + headerLength);
  if (there && isAt(there, stated, signature)) return { view: there, start: stated };
  const last = place.end - footerLength - headerLength;
  const from = Math.max(place.start, place.end - place.context.limits.blockBytes);
  const view = yield* bytesAt(place, from, place.end);
  if (!view) return undefined;
  for (let at = from; at <= last; at++) {
    const index = findByte(view.bytes, signature.charCodeAt(0), at - view.start);
    if (index < 0) return undefined;
    at = index + view.start;
    if (at <= last && isAt(view, at, signature)) return { view, start: at };
  }
  return undefined;
}

function* entryTags(place: TrailerPlace, kind: string, start: number, end: number): Scan<readonly Tag[]> {
  const name = pictures[kind];
  if (!name && kind !== 'TEXT') return [];
  const view = yield* bytesAt(place, start, end);
  if (!view) return [];
  if (!name)
    return trailerTag(
      'AFCP',
      'AFCP',
      kind,
      { name: 'Text' },
      utf8Text(view.slice(start, end)).replaceAll('\0', ''),
    );
  const at = pictureStart(view, start, end);
  return trailerTag('AFCP', 'AFCP', kind, { name }, view.slice(Math.min(at, end), end));
}

/** Where the JPEG of a picture entry starts: behind a header of ten bytes and any padding, usually eight. */
function pictureStart(view: View, start: number, end: number): number {
  for (let at = start + 10; at + 3 <= end; at++) {
    const index = findByte(view.bytes, 0xff, at - view.start);
    if (index < 0 || index + view.start + 3 > end) break;
    at = index + view.start;
    if (isAt(view, at, '\xff\xd8\xff')) return at;
  }
  return start + 18;
}
