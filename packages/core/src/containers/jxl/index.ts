// JPEG XL (ISO/IEC 18181): a codestream, bare or in boxes with metadata beside it.
import type { Format } from '../../types.js';
import { isJxl } from '../signatures.js';
import { scanJxl } from './scan.js';

/** The JPEG XL container. Packed metadata are read where there is a decoder of Brotli, as in Node. */
export const jxl: Format<'jxl'> = { name: 'jxl', match: isJxl, scan: scanJxl };
