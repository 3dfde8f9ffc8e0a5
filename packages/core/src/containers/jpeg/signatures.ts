// What the application segments of JPEG begin with, as each standard has it.
import type { View } from '../../bytes/view.js';
import type { BlockKind } from '../../types.js';

/** An application segment's block kind by its APPn number and the text it starts with. */
export interface Signature<Kind extends string = BlockKind> {
  readonly app: number;
  readonly text: string;
  readonly kind: Kind;
}

/** Canon's CIFF in APP0: a byte order, where the heap begins, and a signature. */
export function isCiff(view: View, start: number, end: number): boolean {
  return start + 14 <= end && /^(II|MM).{4}HEAPJPGM/s.test(view.latin1(start, start + 14));
}

/** The signatures of the blocks that begin right after them. */
export const signatures: readonly Signature[] = [
  { app: 0, text: 'JFIF\0', kind: 'jfif' },
  { app: 0, text: 'JFXX\0', kind: 'jfxx' },
  { app: 1, text: 'Exif\0', kind: 'exif' },
  { app: 1, text: 'http://ns.adobe.com/xap/1.0/\0', kind: 'xmp' },
  { app: 1, text: 'XMP\0://ns.adobe.com/xap/1.0/\0', kind: 'xmp' },
  { app: 1, text: 'http://ns.adobe.com/xmp/extension/\0', kind: 'xmp-extended' },
  { app: 2, text: 'ICC_PROFILE\0', kind: 'icc' },
  { app: 2, text: 'MPF\0', kind: 'mpf' },
  { app: 11, text: 'JP', kind: 'jumbf' },
  { app: 13, text: 'Photoshop 3.0\0', kind: 'photoshop' },
  { app: 14, text: 'Adobe', kind: 'adobe' },
];
