// Nikon's texts are in capitals and end in spaces.
import type { Convert } from '../../../tables/conversion.js';
import { toText } from '../../../tables/value.js';

const maxTextBytes = 60;
const vowels = 'AEIOUY';

/** Words in capitals with a vowel in them become words with one capital; long texts are cut short. */
export const readable: Convert = (value) => {
  const text = toText(value);
  if (text.length > maxTextBytes) return `${text.slice(0, maxTextBytes - 5)}[...]`;
  return withCapitals(text.trimEnd());
};

function withCapitals(text: string): string {
  let shown = '';
  let [startsWithVowel, startsWithOther] = [false, false];
  for (let at = 0; at < text.length; ) {
    const end = at > 0 && isWord(text.charCodeAt(at - 1)) ? at : endOfCapitals(text, at);
    const first = text[at]!;
    const rest = text.slice(at + 1, end);
    const isVowel = vowels.includes(first);
    if (rest === '' || !(isVowel || hasVowel(rest))) {
      shown += text.slice(at, Math.max(end, at + 1));
    } else {
      shown += first + rest.toLowerCase();
      if (isVowel) startsWithVowel = true;
      else startsWithOther = true;
    }
    at = Math.max(end, at + 1);
  }
  // Some models end `VR-OFF` and its like in a stray character behind spaces.
  if (startsWithVowel) shown = shown.replace(/\bAf\b/, 'AF').replace(/ {2,}.$/s, '');
  return startsWithOther ? shown.replace(/\bRaw\b/, 'RAW') : shown;
}

function endOfCapitals(text: string, start: number): number {
  let at = start;
  while (at < text.length && isCapital(text.charCodeAt(at))) at++;
  return at;
}

function hasVowel(text: string): boolean {
  for (const letter of text) if (vowels.includes(letter)) return true;
  return false;
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function isWord(code: number): boolean {
  return isCapital(code) || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;
}
