// TIFF 6.0, BigTIFF, and the raw formats built on TIFF (DNG, CR2, NEF, ARW, RW2, ORF, PEF ...).

import { readHeader } from '../../ifd/read.js';
import type { Format } from '../../types.js';
import { scanTiff } from './scan.js';

/** The TIFF container. */
export const tiff: Format<'tiff'> = {
  name: 'tiff',
  match: (head) =>
    readHeader(head, 0) !== undefined && isKnown(head.u16(2, head.u8(0) === 0x49), head.u8(0) === 0x49),
  scan: scanTiff,
};

/** The numbers after the byte order: TIFF, BigTIFF, Panasonic, Olympus, DNG camera profile, HD Photo. */
function isKnown(magic: number, littleEndian: boolean): boolean {
  return [42, 43, 0x55, 0x4f52, 0x5352, 0x4352].includes(magic) || (littleEndian && (magic & 0xff) === 0xbc);
}
