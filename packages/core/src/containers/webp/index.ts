// WebP: RFC 9649.
import type { Format } from '../../types.js';
import { scanWebp } from './scan.js';
import { isWebp } from './signature.js';

/** The WebP container. */
export const webp: Format<'webp'> = {
  name: 'webp',
  match: isWebp,
  scan: scanWebp,
};
