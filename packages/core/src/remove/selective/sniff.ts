// Which block bytes are, by what they begin with: for places that no standard has for one, or that name it wrongly.
import { latinText } from '../../bytes/latin.js';

/** A block, and how many bytes stand before it. */
export interface Sniffed {
  readonly kind: 'exif' | 'xmp' | 'iptc' | 'photoshop' | 'jpeg';
  readonly skip: number;
}

/** Bytes that say it. */
export const sniffedBytes = 64;

const signs: readonly (readonly [kind: Sniffed['kind'], head: RegExp])[] = [
  ['exif', /^(?:Exif\0\0)?(?=II\*\0|MM\0\*)/],
  [
    'xmp',
    /^(?:http:\/\/ns\.adobe\.com\/xap\/1\.0\/\0)?(?=(?:\xef\xbb\xbf)?\s*<(?:\?xpacket|x:x[am]pmeta|rdf:RDF))/,
  ],
  ['photoshop', /^(?:Photoshop 3\.0\0)?(?=8BIM)/],
  ['jpeg', /^(?=\xff\xd8\xff[\xc0-\xfe])/],
  ['iptc', /^(?=\x1c[\x01-\x09].[\0-\x7f])/s],
];

/** The block that `bytes` begin with, if any. */
export function sniff(bytes: Uint8Array): Sniffed | undefined {
  const head = latinText(bytes.subarray(0, sniffedBytes));
  for (const [kind, sign] of signs) {
    const found = sign.exec(head);
    if (found) return { kind, skip: found[0].length };
  }
  return undefined;
}
