// Labels that are not looked up by the whole value: of bits, and with hexadecimal leftovers.
import { plain } from '../../present/plain.js';
import type { Labels, TagValue } from '../../types.js';

/** The label of the whole value, else those of its bits (`Bit0`, `Bit1` ...), 32 in each number. */
export function bitLabels(value: TagValue, labels: Labels): string {
  const whole = labels[String(value)];
  if (whole !== undefined) return whole;
  const words = Array.isArray(value) ? value : [value];
  const names: string[] = [];
  words.slice(0, 64).forEach((word, index) => {
    for (let bit = 0; bit < 32; bit++) {
      const place = bit + 32 * index;
      if ((Number(word) >>> bit) & 1) names.push(labels[`Bit${place}`] ?? `[${place}]`);
    }
  });
  return names.join(', ') || '(none)';
}

/** The label, else `Unknown (0x...)`. */
export function hexLabel(value: TagValue, labels: Labels): string {
  const printed = plain(value);
  const text = typeof printed === 'string' ? printed : String(value);
  return (
    labels[text] ?? (/^\d+$/.test(text) ? `Unknown (0x${Number(text).toString(16)})` : `Unknown (${text})`)
  );
}
