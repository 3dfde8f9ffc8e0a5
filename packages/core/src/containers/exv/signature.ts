// How a file of Exiv2's begins.
import type { View } from '../../bytes/view.js';

const signature = '\xff\x01Exiv2';
export const exvHeadBytes: number = signature.length;

export function isExv(head: View): boolean {
  return head.has(0, exvHeadBytes) && head.latin1(0, exvHeadBytes) === signature;
}
