// Values on their way from bytes to tags.
import { byteText, plainText } from '../bytes/text.js';
import { perlNumber } from '../present/number.js';

export { byteText };

/** Text, a number, bytes, several of them, or none. */
export type Value = string | number | Uint8Array | readonly (string | number)[] | undefined;

/** Whether there is something: neither nothing, 0, '' nor '0'. */
export function isSet(value: Value): boolean {
  if (typeof value === 'number') return value !== 0;
  if (value === undefined) return false;
  const text = toText(value);
  return text !== '' && text !== '0';
}

/** A value as a number: that with which a text or list begins, 0 where it begins with none. */
export function toNumber(value: Value): number {
  return typeof value === 'number' ? value : numberIn(value);
}

function numberIn(value: Value): number {
  if (value === undefined) return 0;
  // Several values are a text, which has fifteen digits of a number.
  if (Array.isArray(value)) return Number.isSafeInteger(value[0]) ? value[0] : toNumber(toText(value[0]));
  const match = /^\s*([-+]?)(?:(inf|nan)|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?)/i.exec(toText(value));
  if (!match) return 0;
  if (match[2]) return match[2].toLowerCase() === 'nan' ? Number.NaN : match[1] === '-' ? -1 / 0 : 1 / 0;
  return Number(match[0]);
}

/** A value as text: bytes as their characters, several values with spaces between. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (value === undefined) return '';
  if (value instanceof Uint8Array) return byteText(value);
  let text = '';
  for (let i = 0; i < value.length; i++) {
    const item = value[i]!;
    const part = typeof item === 'number' ? numberText(item) : item;
    text += i === 0 ? part : ` ${part}`;
  }
  return text;
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return perlNumber(value);
  return Number.isNaN(value) ? 'NaN' : value < 0 ? '-Inf' : 'Inf';
}

/** A value as bytes: those that are stored, or each character of its text. */
export function asBytes(value: Value): Uint8Array {
  return value instanceof Uint8Array
    ? value
    : Uint8Array.from(toText(value), (letter) => letter.charCodeAt(0));
}

/** Whether it is ASCII without nulls. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0 || code >= 0x80) return false;
  }
  return true;
}

/** The text of bytes that were changed as if each were a character: printed as UTF-8. Other text stays. */
export function textOfBytes(changed: string): string {
  if (isPlain(changed) || /[^\0-\xff]/.test(changed)) return changed;
  return plainText(Uint8Array.from(changed, (letter) => letter.charCodeAt(0)));
}

/** The values of a list, or the words of a text. */
export function wordList(value: Value): readonly (string | number)[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  if (typeof value === 'number') return [value];
  const text = toText(value as string | Uint8Array).trim();
  return text === '' ? [] : text.split(/\s+/);
}
