// PNG and APNG: PNG third edition (W3C 2025).
import type { Format } from '../../types.js';
import { scanPng } from './scan.js';
import { isPng } from './signature.js';

/** The PNG container, animated ones too. */
export const png: Format<'png'> = {
  name: 'png',
  match: isPng,
  scan: scanPng,
};
