// JPEG: ISO/IEC 10918-1, with the application segments of JFIF, Exif, Adobe and others.
import type { Format } from '../../types.js';
import { scanJpeg } from './scan.js';

/** The JPEG container. */
export const jpeg: Format<'jpeg'> = {
  name: 'jpeg',
  match: (head) => head.has(0, 3) && head.u16(0) === 0xffd8 && head.u8(2) === 0xff,
  scan: scanJpeg,
};
