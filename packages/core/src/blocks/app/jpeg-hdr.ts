// JPEG-HDR (Ward and Simmons 2005): settings as text and a ratio image.

import { join } from '../../bytes/block-view.js';
import { latinText } from '../../bytes/latin.js';
import type { Tag } from '../../types.js';
import { type AppSegment, type AppStandard, segmentStarts, tag } from './segment.js';

const signature = 'HDR_RI ';
const names: { readonly [key: string]: string } = {
  ver: 'JPEG-HDRVersion',
  alp: 'Alpha',
  bet: 'Beta',
  cor: 'CorrectionMethod',
};

/** JPEG-HDR in APP11: `key=value` pairs up to `~` and a null, then the image, which may go on in more segments. */
export const jpegHdr: AppStandard = {
  matches: (segment) => segment.label === 'APP11' && segmentStarts(segment, signature),
  decode: hdrTags,
};

function hdrTags(segments: readonly AppSegment[]): Tag[] {
  const parts = segments.flatMap((segment) => {
    const bytes = segment.view.slice(segment.start, segment.end);
    const end = headEnd(bytes);
    if (end < 0)
      segment.context.warn('malformed', 'JPEG-HDR segment without its head', segment.start, segment.path);
    return end < 0
      ? []
      : { head: latinText(bytes.subarray(signature.length, end)), image: bytes.subarray(end + 2) };
  });
  if (parts.length === 0) return [];
  const tags: Tag[] = [];
  for (const [, key = '', value = ''] of parts[0]!.head.matchAll(/(\w+)=([^,\s]*)/g)) {
    const name = Object.hasOwn(names, key) ? names[key]! : key.charAt(0).toUpperCase() + key.slice(1);
    tags.push(...tag('APP11', 'JPEG-HDR', { name }, value));
  }
  return [
    ...tags,
    ...tag('APP11', 'JPEG-HDR', { name: 'RatioImage' }, join(parts.map(({ image }) => image))),
  ];
}

/** Where `~` and a null end the head, -1 where nothing does. */
function headEnd(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0x7e); at >= 0; at = bytes.indexOf(0x7e, at + 1))
    if (bytes[at + 1] === 0) return at;
  return -1;
}
