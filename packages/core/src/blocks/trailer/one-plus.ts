// OnePlus phones: a list of what lies behind the picture, as JSON, at the end of it.
import type { Scan } from '../../bytes/scan.js';
import { beforeNull, toHex, utf8Text, withoutEndNulls } from '../../bytes/text.js';
import type { Tag } from '../../types.js';
import { endings } from './signs.js';
import {
  bytesAt,
  damaged,
  type Trailer,
  type TrailerKind,
  type TrailerPlace,
  trailerTag,
} from './trailer.js';

const footerLength = 8;

interface Item {
  /** How far before the list it starts. */
  readonly offset: number;
  readonly length: number;
  readonly name: string;
}

/** A trailer that ends with `jxrs` and the length of its list. */
export const onePlus: TrailerKind = {
  matches: endings.onePlus,
  *read(place): Scan<Trailer | undefined> {
    const listStart = place.end - place.view.u32(place.end - 4, true);
    const view = yield* bytesAt(place, listStart, place.end - footerLength);
    if (!view || listStart >= place.end - footerLength) return damaged(place, 'OnePlus');
    const text = utf8Text(withoutEndNulls(view.slice(listStart, place.end - footerLength)));
    const items = parseItems(text);
    const tags = [...trailerTag('Trailer', 'OnePlus', 'JSONInfo', { name: 'JSONInfo' }, text)];
    if (!items) damaged(place, 'OnePlus');
    let start = listStart;
    for (const { offset } of items ?? []) start = Math.min(start, listStart - offset);
    const watermark = items?.find(({ name }) => name === 'watermark.device');
    if (watermark) tags.push(...(yield* device(place, listStart, watermark)));
    return { start: Math.max(place.start, start), tags: () => tags };
  },
};

function parseItems(text: string): Item[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(isItem) : undefined;
  } catch {
    return undefined;
  }
}

function isItem(value: unknown): value is Item {
  const { offset, length, name } = (value ?? {}) as Partial<Item>;
  return (
    Number.isSafeInteger(offset) && offset! > 0 && Number.isSafeInteger(length) && typeof name === 'string'
  );
}

const maxDeviceBytes = 4096;

/** Five bytes and a text. */
function* device(
  place: TrailerPlace,
  listStart: number,
  { offset, length, name }: Item,
): Scan<readonly Tag[]> {
  const start = listStart - offset;
  if (length < 5 || length > maxDeviceBytes) return [];
  const view = yield* bytesAt(place, start, start + length);
  if (!view) return [];
  const digits = toHex(view.slice(start, start + 5));
  const text = beforeNull(utf8Text(view.slice(start + 5, start + length)));
  return trailerTag('Trailer', 'OnePlus', name, { name: 'Device' }, `0x${digits} ${text}`);
}
