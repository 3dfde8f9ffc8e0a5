// Labels that are not looked up by the whole value: of bits, and with hexadecimal leftovers.
import type { Labels, TagValue } from '../../types.js';
import { loosely, words } from './words.js';

/** The label of the whole value, else those of its bits (`Bit0`, `Bit1` ...), 32 in each number. */
export function bitLabels(value: TagValue, labels: Labels): string {
  const text = words(value);
  const whole = labels[text];
  if (whole !== undefined) return whole;
  const names: string[] = [];
  const numbers = text.split(/\s+/).filter(Boolean).map(loosely);
  numbers.slice(0, 64).forEach((number, index) => {
    const flags = number >= 2 ** 64 ? 0xffffffff : number;
    for (let bit = 0; bit < 32; bit++) {
      const place = bit + 32 * index;
      if ((flags >>> bit) & 1) names.push(labels[`Bit${place}`] ?? `[${place}]`);
    }
  });
  return names.join(', ') || '(none)';
}

/** The label, else `Unknown (0x...)`: of a number below 0 in 64 bits. */
export function hexLabel(value: TagValue, labels: Labels): string {
  const text = words(value);
  if (labels[text] !== undefined) return labels[text];
  return `Unknown (${/^-?\d+$/.test(text) ? `0x${BigInt.asUintN(64, BigInt(text)).toString(16)}` : text})`;
}
