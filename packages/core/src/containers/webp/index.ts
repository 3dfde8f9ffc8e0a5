// WebP: RFC 9649.
import type { Format } from '../../types.js';
import { scanWebp } from './scan.js';

/** The WebP container. */
export const webp: Format<'webp'> = {
  name: 'webp',
  match: (head) => head.has(0, 12) && head.fourcc(0) === 'RIFF' && head.fourcc(8) === 'WEBP',
  scan: scanWebp,
};
