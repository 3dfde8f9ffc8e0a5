// PNG and APNG: PNG third edition (W3C 2025).
import type { Format } from '../../types.js';
import { isPng } from '../signatures.js';
import { scanPng } from './scan.js';

/** The PNG container, animated ones too. */
export const png: Format<'png'> = {
  name: 'png',
  match: isPng,
  scan: scanPng,
};
