// How byte orders are printed.
import type { Labels } from '../types.js';

export const byteOrderLabels: Labels = {
  II: 'Little-endian (Intel, II)',
  MM: 'Big-endian (Motorola, MM)',
};
