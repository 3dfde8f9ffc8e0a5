// JPEG: ISO/IEC 10918-1, with the application segments of JFIF, Exif, Adobe and others.
import type { Format } from '../../types.js';
import { isJpeg } from '../signatures.js';
import { scanJpeg } from './scan.js';

/** The JPEG container. */
export const jpeg: Format<'jpeg'> = {
  name: 'jpeg',
  match: isJpeg,
  scan: scanJpeg,
};
