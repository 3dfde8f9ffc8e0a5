// How a GIF file begins.
import type { View } from '../../bytes/view.js';

/** GIF89a section 17, the older version too. */
export function isGif(head: View): boolean {
  return head.has(0, 6) && /^GIF8[79]a$/.test(head.latin1(0, 6));
}
