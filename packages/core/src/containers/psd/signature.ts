// How a Photoshop document begins (Adobe Photoshop File Formats Specification, "File Header Section").
import type { View } from '../../bytes/view.js';

export const psdHeaderBytes = 26;
const versionAt = 4;
const large = 2;

/** A document, or a large one (PSB). */
export function isPsd(head: View): boolean {
  return head.has(0, psdHeaderBytes) && /^8BPS\0[\x01\x02]/.test(head.latin1(0, 6));
}

/** Whether lengths of large parts have eight bytes. */
export function isLarge(head: View): boolean {
  return head.u16(versionAt) === large;
}
