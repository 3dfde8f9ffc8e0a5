// The quick way to a JPEG's Exif segments, for one answer out of bytes in memory.
import { APP1, APP15, COM, EOI, SOS } from '../../structures/jpeg/markers.js';

/** Marker, length, `Exif\0\0`: what stands before the TIFF structure. */
export const exifHeaderBytes = 10;

/** No segment of this kind before the picture. */
export const NONE = -1;
/** Something is not as it should be: the walk over all segments says more. */
export const UNSURE = -2;

/** The offset of the first Exif segment at or after the segment at `from`, or {@link NONE}, {@link UNSURE}. */
export function findExifSegment(bytes: Uint8Array, from: number): number {
  for (let at = from; at + exifHeaderBytes <= bytes.length; ) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff) return UNSURE;
    if (marker === SOS || marker === EOI) return NONE;
    if (marker < 0xc0 || (marker > 0xcf && marker < 0xdb) || (marker > APP15 && marker !== COM))
      return UNSURE;
    if (marker === APP1) {
      if (isExif(bytes, at + 4)) return at;
      // The names of XMP begin with an h; EXIF may stand behind anything else.
      if (bytes[at + 4] !== 0x68) return UNSURE;
    }
    const next = segmentEnd(bytes, at);
    if (next < at + 4) return UNSURE;
    at = next;
  }
  return UNSURE;
}

/** Where a segment ends. */
export function segmentEnd(bytes: Uint8Array, at: number): number {
  return at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
}

/** `Exif\0`, and a byte that is 0 as a rule. */
function isExif(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === 0x45 &&
    bytes[at + 1] === 0x78 &&
    bytes[at + 2] === 0x69 &&
    bytes[at + 3] === 0x66 &&
    bytes[at + 4] === 0
  );
}
