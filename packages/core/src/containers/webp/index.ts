// WebP: RFC 9649.
import type { Format } from '../../types.js';
import { isWebp } from '../signatures.js';
import { scanWebp } from './scan.js';

/** The WebP container. */
export const webp: Format<'webp'> = {
  name: 'webp',
  match: isWebp,
  scan: scanWebp,
};
