// How icons and cursors of Windows begin.
import type { View } from '../../bytes/view.js';

/** An icon or a cursor, with fewer than 256 pictures. */
export function isIco(head: View): boolean {
  if (!head.has(0, 6)) return false;
  const kind = head.u16(2, true);
  const count = head.u16(4, true);
  return head.u16(0, true) === 0 && (kind === 1 || kind === 2) && count > 0 && count < 256;
}
