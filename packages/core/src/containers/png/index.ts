// PNG and APNG: PNG third edition (W3C 2025).
import type { Format } from '../../types.js';
import { scanPng } from './scan.js';

/** The PNG container, animated ones too. */
export const png: Format<'png'> = {
  name: 'png',
  match: (head) => head.has(0, 8) && head.u32(0) === 0x89504e47 && head.u32(4) === 0x0d0a1a0a,
  scan: scanPng,
};
