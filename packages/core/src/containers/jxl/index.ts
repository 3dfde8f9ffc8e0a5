// JPEG XL (ISO/IEC 18181): a codestream, bare or in boxes with metadata beside it.
import { fetchBrotli } from '../../bytes/brotli.js';
import type { Format } from '../../types.js';
import { scanJxl } from './scan.js';
import { isJxl } from './signature.js';

/** The JPEG XL container. Packed metadata are read where the platform has Brotli, as Node has. */
export const jxl: Format<'jxl'> = { name: 'jxl', match: isJxl, scan: scanJxl };

/** The same, where reading may wait: a decoder of Brotli is fetched if the platform has none. */
export async function jxlWithBrotli(): Promise<Format<'jxl'>> {
  await fetchBrotli();
  return jxl;
}
