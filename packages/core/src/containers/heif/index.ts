// HEIF: ISO/IEC 23008-12 pictures and sequences in ISO base media files (HEIC, HEIF, AVIF).
import type { Format } from '../../types.js';
import { isHeif } from './brands.js';
import { scanHeif } from './scan.js';

export { readHeif } from './scan.js';

/** The HEIF container: HEIC, HEIF and AVIF, stills and sequences. */
export const heif: Format<'heif'> = { name: 'heif', match: isHeif, scan: scanHeif };
