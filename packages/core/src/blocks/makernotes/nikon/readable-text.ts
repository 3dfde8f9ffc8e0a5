// Nikon's texts are in capitals and end in spaces.
import type { Convert } from '../../../tables/conversion.js';
import { toText } from '../../../tables/value.js';

const maxTextBytes = 60;
const capitalize = (_: string, first: string, rest: string): string => first + rest.toLowerCase();

/** Words in capitals with a vowel in them become words with one capital; long texts are cut short. */
export const readable: Convert = (value) => {
  const text = toText(value);
  if (text.length > maxTextBytes) return `${text.slice(0, maxTextBytes - 5)}[...]`;
  const shown = text.replace(/\s+$/, '');
  return /[AEIOUY]/.test(shown) ? withCapitals(shown) : shown;
};

function withCapitals(text: string): string {
  const initial = text.replace(/\b([AEIOUY])([A-Z]+)/g, capitalize);
  // Some models end `VR-OFF` and its like in a stray character behind spaces.
  const cut = initial === text ? text : initial.replace(/\bAf\b/, 'AF').replace(/ {2,}.$/s, '');
  const inner = cut.replace(/\b([A-Z])([A-Z]*[AEIOUY][A-Z]*)/g, capitalize);
  return inner === cut ? cut : inner.replace(/\bRaw\b/, 'RAW');
}
