// Vivo phones: a JSON text, and sometimes the highlights of an HDR picture, behind the picture.
import type { Scan } from '../../bytes/scan.js';
import { utf8Text } from '../../bytes/text.js';
import type { Tag } from '../../types.js';
import { endings } from './signs.js';
import { bytesAt, damaged, type Trailer, type TrailerKind, trailerTag } from './trailer.js';

/** Where the JSON is looked for, before the footer. */
const jsonWindow = 64 << 10;
/** How far a trailer with a picture may reach. */
const pictureWindow = 10_000_000;

/** A trailer that ends with a signature but does not tell its length: it begins with what is known of it. */
export const vivo: TrailerKind = {
  matches: endings.vivo,
  *read(place): Scan<Trailer | undefined> {
    const near = Math.max(place.start, place.end - jsonWindow);
    const view = yield* bytesAt(place, near, place.end);
    if (!view) return undefined;
    const text = latin(view.slice(near, place.end));
    const json = text.indexOf('vivo{"');
    const picture = /\xff\xd9stream(?:info|coun)/.test(text) ? yield* findPicture() : undefined;
    const start = picture?.start ?? (json < 0 ? undefined : near + json);
    if (start === undefined) return damaged(place, 'Vivo');
    return { start, tags: () => [...pictureTags(picture), ...jsonTags(text, json)] };

    function* findPicture(): Scan<Picture | undefined> {
      const from = Math.max(
        place.start,
        place.end - Math.min(pictureWindow, place.context.limits.blockBytes),
      );
      const all = yield* bytesAt(place, from, place.end);
      return all && pictureIn(all.slice(from, place.end), from);
    }
  },
};

interface Picture {
  /** Where the text before it starts. */
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** The picture between `streamdata` and what follows it, in bytes that start at `from`. */
function pictureIn(bytes: Uint8Array, from: number): Picture | undefined {
  const text = latin(bytes);
  const start = text.indexOf('streamdata\xff\xd8\xff');
  if (start < 0) return undefined;
  const picture = start + 'streamdata'.length;
  const after = /\xff\xd9stream(?:info|coun)/g;
  after.lastIndex = picture;
  const end = after.exec(text);
  return end ? { start: from + start, bytes: bytes.subarray(picture, end.index + 2) } : undefined;
}

/** Each byte as the character of its number. */
function latin(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

function pictureTags(picture: Picture | undefined): readonly Tag[] {
  return picture ? trailerTag('Trailer', 'Vivo', 'HDRImage', { name: 'HDRImage' }, picture.bytes) : [];
}

function jsonTags(text: string, at: number): readonly Tag[] {
  const end = at < 0 ? -1 : text.indexOf('}\0', at);
  if (end < 0) return [];
  const json = utf8Text(Uint8Array.from(text.slice(at + 4, end + 1), (letter) => letter.charCodeAt(0)));
  return trailerTag('Trailer', 'Vivo', 'JSONInfo', { name: 'JSONInfo' }, json);
}
