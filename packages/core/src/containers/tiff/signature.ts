// How a TIFF file begins.
import type { View } from '../../bytes/view.js';
import { readHeader } from '../../structures/tiff/header.js';

/** TIFF 6.0 section 2, BigTIFF, and the raw formats built on TIFF. */
export function isTiff(head: View): boolean {
  if (readHeader(head, 0) === undefined) return false;
  const littleEndian = head.u8(0) === 0x49;
  return isKnown(head.u16(2, littleEndian), littleEndian);
}

/** The numbers after the byte order: TIFF, BigTIFF, Panasonic, Olympus, DNG camera profile, HD Photo. */
function isKnown(magic: number, littleEndian: boolean): boolean {
  return [42, 43, 0x55, 0x4f52, 0x5352, 0x4352].includes(magic) || (littleEndian && (magic & 0xff) === 0xbc);
}
