// The size of the picture, as the header of a JPEG XL codestream states it (ISO/IEC 18181-1, section D.2).
import type { View } from '../../bytes/view.js';
import type { Picture } from '../../types.js';
import { CODESTREAM } from '../signatures.js';

/** Bytes of a codestream in which its size lies. */
export const sizeBytes = 14;

const lengths = [9, 13, 18, 30];
/** Width over height. */
const ratios = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const;

/** The size in the codestream at `start`; nothing where there is none. Missing bytes are zero. */
export function codestreamSize(view: View, start: number): Picture {
  if (!view.has(start, start + 2) || view.u16(start) !== CODESTREAM) return {};
  let at = 8 * (start + 2);
  const bits = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) {
      const byte = at >> 3;
      if (view.has(byte, byte + 1)) value += ((view.u8(byte) >> (at & 7)) & 1) * 2 ** i;
    }
    return value;
  };
  const isSmall = bits(1) === 1;
  const side = (): number => (isSmall ? 8 * (bits(5) + 1) : bits(lengths[bits(2)]!) + 1);
  const height = side();
  const ratio = ratios[bits(3) - 1];
  const width = ratio ? Math.floor((height * ratio[0]) / ratio[1]) : side();
  return { width, height };
}
