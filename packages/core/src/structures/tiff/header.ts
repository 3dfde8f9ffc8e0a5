// How a TIFF structure begins (TIFF 6.0 section 2; BigTIFF). Apart from the walk, as telling formats needs no more.
import type { View } from '../../bytes/view.js';

/** What the eight (BigTIFF: sixteen) bytes at the start say. */
export interface TiffHeader {
  readonly littleEndian: boolean;
  readonly big: boolean;
  /** The number after the byte order: 42 for TIFF, 43 for BigTIFF, others for some raw formats. */
  readonly magic: number;
  /** Absolute offset of IFD0. */
  readonly first: number;
}

/** The header at `start`, `undefined` where it is none. */
export function readHeader(view: View, start: number): TiffHeader | undefined {
  if (!view.has(start, start + 8)) return undefined;
  const order = view.u16(start);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const littleEndian = order === 0x4949;
  const magic = view.u16(start + 2, littleEndian);
  const big = magic === 43 && view.u16(start + 4, littleEndian) === 8 && view.has(start, start + 16);
  const first = big ? view.u64(start + 8, littleEndian) : view.u32(start + 4, littleEndian);
  return first < 8 ? undefined : { littleEndian, big, magic, first: start + first };
}
