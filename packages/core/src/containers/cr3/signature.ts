// How Canon's raw files of the third kind begin.
import type { View } from '../../bytes/view.js';

/** A file type box whose major brand is `crx `: pictures (CR3) and videos (CRM). */
export function isCr3(head: View): boolean {
  return head.has(0, 12) && head.fourcc(4) === 'ftyp' && head.fourcc(8) === 'crx ';
}
