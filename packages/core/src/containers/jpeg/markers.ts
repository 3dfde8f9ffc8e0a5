// JPEG markers and the signatures of the application segments (ISO/IEC 10918-1 table B.1, and each standard).
import type { View } from '../../bytes/view.js';

export const SOI = 0xd8;
export const EOI = 0xd9;
export const SOS = 0xda;
export const APP0 = 0xe0;
export const APP1 = 0xe1;
export const APP15 = 0xef;
export const COM = 0xfe;

/** Markers without a length field: TEM, RST0 to RST7, SOI, EOI. */
export function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= EOI);
}

/** SOF0 to SOF15, without DHT, JPG and DAC, which share their range. */
export function isFrame(marker: number): boolean {
  return (marker & 0xf0) === 0xc0 && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** An application segment's block kind by its APPn number and the text it starts with. */
export interface Signature {
  readonly app: number;
  readonly text: string;
  readonly kind: string;
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

/** Whether `[start, end)` of a view begins with an ASCII text. */
export function startsWith(view: View, start: number, end: number, text: string): boolean {
  if (start + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (view.u8(start + i) !== text.charCodeAt(i)) return false;
  return true;
}
