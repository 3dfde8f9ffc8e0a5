// The chunks that show a PNG beside its coded data: picture, colour and animation (PNG third edition, section 11).
import type { Chunk } from '../../structures/png/walk.js';

/** Sizes that the kept chunks may have, least and most; a chunk of another size is not what it says. */
const keptSizes: { readonly [type: string]: readonly [number, number] } = {
  PLTE: [3, 768],
  tRNS: [1, 256],
  gAMA: [4, 4],
  cHRM: [32, 32],
  sRGB: [1, 1],
  cICP: [4, 4],
  mDCV: [24, 24],
  cLLI: [8, 8],
  sBIT: [1, 4],
  pHYs: [9, 9],
  bKGD: [1, 6],
  hIST: [2, 512],
  acTL: [8, 8],
  fcTL: [26, 26],
};

/** Colour types (section 11.2.1). */
const GRAY = 0;
const PALETTE = 3;

/** What the sizes of other chunks follow from. */
export interface Shape {
  readonly colourType: number;
  readonly paletteEntries: number;
}

/** Whether a chunk is one of them, and of a size that it may have. */
export function isKept({ type, start, end }: Chunk, { colourType, paletteEntries }: Shape): boolean {
  const sizes = Object.hasOwn(keptSizes, type) ? keptSizes[type] : undefined;
  const length = end - start;
  if (sizes === undefined || length < sizes[0] || length > sizes[1]) return false;
  if (type === 'hIST') return length === 2 * paletteEntries;
  if (type !== 'tRNS') return true;
  if (colourType === PALETTE) return length <= paletteEntries;
  return length === (colourType === GRAY ? 2 : 6);
}
