// How a Kyocera raw file begins.
import type { View } from '../../bytes/view.js';

const maker = 'ARECOYK';
const makerAt = 0x19;

/** The maker's name, spelled backwards as all texts of the header are. */
export function isKyocera(head: View): boolean {
  const end = makerAt + maker.length;
  return head.has(makerAt, end) && head.latin1(makerAt, end) === maker;
}
