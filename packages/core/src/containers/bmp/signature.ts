// How a Windows bitmap begins.
import type { View } from '../../bytes/view.js';

/** The header of the file, and the length of that of the picture. */
export const fileHeaderBytes = 14;

const minLength = 40;
const maxLength = 1_000_000;

/** A bitmap, by the length of its picture's header too: two letters say little. */
export function isBmp(head: View): boolean {
  if (!head.has(0, fileHeaderBytes + 4) || head.latin1(0, 2) !== 'BM') return false;
  const length = head.u32(fileHeaderBytes, true);
  return length === 12 || length === 16 || (length >= minLength && length < maxLength);
}
