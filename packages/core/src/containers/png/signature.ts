// How a PNG file begins.
import type { View } from '../../bytes/view.js';

/** PNG third edition section 5.2. */
export function isPng(head: View): boolean {
  return head.has(0, 8) && head.u32(0) === 0x89504e47 && head.u32(4) === 0x0d0a1a0a;
}
