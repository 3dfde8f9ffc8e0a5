// Numbers of coordinates as GPS directories store them (Exif 3.0, 4.6.7.1.3), whatever their type.
import type { TagValue } from '../../types.js';

const numberPattern = /[+-]?(?=\d|\.\d)\d*(?:\.\d*)?(?:[Ee][+-]\d+)?/g;

/** Up to three numbers; none where one of them is degenerate or there is no number at all. */
export function numbersIn(stored: TagValue): number[] | undefined {
  if (typeof stored === 'number') return Number.isFinite(stored) ? [stored] : undefined;
  if (Array.isArray(stored)) {
    const numbers: number[] = [];
    for (let i = 0; i < stored.length && i < 3; i++) {
      const number = Number(stored[i]);
      if (!Number.isFinite(number)) return undefined;
      numbers.push(number);
    }
    return numbers.length > 0 ? numbers : undefined;
  }
  const text = stored instanceof Uint8Array ? textUpToNul(stored) : String(stored);
  if (/\b(inf|undef)\b/.test(text)) return undefined;
  return text.match(numberPattern)?.slice(0, 3).map(Number);
}

function textUpToNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...bytes.subarray(0, Math.min(end < 0 ? bytes.length : end, 64)));
}
