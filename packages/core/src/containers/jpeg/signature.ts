// How a JPEG file begins.
import type { View } from '../../bytes/view.js';

/** SOI and the first byte of a marker (ISO/IEC 10918-1 B.2.1). */
export function isJpeg(head: View): boolean {
  return head.has(0, 3) && head.u16(0) === 0xffd8 && head.u8(2) === 0xff;
}
