// JPEG XL where reading may wait: a decoder of Brotli is fetched if the platform has none.
import { giveBrotli, lacksBrotli } from '../../bytes/brotli.js';
import type { Format } from '../../types.js';
import { jxl } from './index.js';

export async function jxlWithBrotli(): Promise<Format<'jxl'>> {
  if (!lacksBrotli()) return jxl;
  const { decompressBrotli } = await import('../../bytes/brotli-decoder.js');
  if (decompressBrotli) giveBrotli(decompressBrotli);
  return jxl;
}
