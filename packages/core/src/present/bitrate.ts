// Rates of data as ExifTool prints them.
import { fixed } from './exposure.js';
import { significant } from './number.js';

const units = ['bps', 'kbps', 'Mbps', 'Gbps'];

/** Bits a second with the unit that keeps the number below 1000. */
export function bitrateText(bitsPerSecond: number): string {
  let rate = bitsPerSecond;
  let unit = 0;
  for (; rate >= 1000 && unit < units.length - 1; unit++) rate /= 1000;
  return `${rate < 100 ? significant(rate, 3) : fixed(rate, 0)} ${units[unit]}`;
}
