// How a WebP file begins.
import type { View } from '../../bytes/view.js';

/** RFC 9649 section 2.4. */
export function isWebp(head: View): boolean {
  return head.has(0, 12) && head.fourcc(0) === 'RIFF' && head.fourcc(8) === 'WEBP';
}
