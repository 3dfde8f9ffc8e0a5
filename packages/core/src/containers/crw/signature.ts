// How a Canon raw file of CIFF begins (CIFF specification 1.0 revision 4): a byte order, where its heap begins, and a signature.
import type { View } from '../../bytes/view.js';

const headBytes = 14;

export function isCrw(head: View): boolean {
  return head.has(0, headBytes) && /^(II|MM).{4}HEAP(CCDR|JPGM)/s.test(head.latin1(0, headBytes));
}
