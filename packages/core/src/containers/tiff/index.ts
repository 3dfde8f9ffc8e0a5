// TIFF 6.0, BigTIFF, and the raw formats built on TIFF (DNG, CR2, NEF, ARW, RW2, ORF, PEF ...).
import type { Format } from '../../types.js';
import { isTiff } from '../signatures.js';
import { scanTiff } from './scan.js';

/** The TIFF container. */
export const tiff: Format<'tiff'> = { name: 'tiff', match: isTiff, scan: scanTiff };
