// How a GIF file begins.
import type { View } from '../../bytes/view.js';

/** GIF89a sections 17 and 18, the older version too: not without its screen descriptor. */
export function isGif(head: View): boolean {
  return head.has(0, 13) && /^GIF8[79]a$/.test(head.latin1(0, 6));
}
