// How a FujiFilm raw file begins.
import type { View } from '../../bytes/view.js';

export const rafHeaderBytes = 0x94;
/** The shortest header: the JPEG stands right behind it in the first versions. */
const leastHeaderBytes = 0x70;

/** `FUJIFILMCCD-RAW`, or another word behind the maker's name. */
export function isRaf(head: View): boolean {
  return head.has(0, leastHeaderBytes) && head.latin1(0, 8) === 'FUJIFILM';
}
