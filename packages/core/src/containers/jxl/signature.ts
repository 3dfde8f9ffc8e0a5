// How a JPEG XL file begins (ISO/IEC 18181-2, section 4).
import type { View } from '../../bytes/view.js';

/** The first bytes of a codestream. */
export const CODESTREAM = 0xff0a;

/** A file of boxes, or a bare codestream. */
export function isJxl(head: View): boolean {
  return isCodestream(head) || (head.has(0, 12) && head.fourcc(4) === 'JXL ' && head.u32(8) === 0x0d0a870a);
}

/** A codestream without boxes around it. */
export function isCodestream(head: View): boolean {
  return head.has(0, 2) && head.u16(0) === CODESTREAM;
}
