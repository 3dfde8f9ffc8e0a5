// Bytes to text in the encodings metadata uses; damaged text never throws.
import { asciiText, latin1Slice } from './latin.js';
import type { View } from './view.js';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const utf16be = new TextDecoder('utf-16be', { ignoreBOM: true });
const utf16le = new TextDecoder('utf-16le', { ignoreBOM: true });

/** Each byte as the character of its number. */
export function byteText(bytes: Uint8Array): string {
  if (latin1Slice) return latin1Slice.call(bytes, 0, bytes.length);
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096)
    text += String.fromCharCode.apply(null, bytes.subarray(i, i + 4096) as unknown as number[]);
  return text;
}

/** UTF-8 text; each byte that belongs to no valid sequence becomes `?`, as in ExifTool's JSON. */
export function utf8Text(bytes: Uint8Array): string {
  const ascii = asciiText(bytes);
  if (ascii !== undefined) return ascii;
  const text = utf8.decode(bytes);
  return text.includes('\ufffd') ? repairedUtf8(bytes) : text;
}

/** UTF-16 text up to its first null: big-endian unless a byte order mark says otherwise. */
export function utf16Text(bytes: Uint8Array): string {
  const swapped = bytes[0] === 0xff && bytes[1] === 0xfe;
  const marked = swapped || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const even = bytes.subarray(marked ? 2 : 0, bytes.length & ~1);
  return beforeNull((swapped ? utf16le : utf16be).decode(even));
}

/** The text before its first null character. */
export function beforeNull(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

/** The bytes before the first null byte. */
export function bytesBeforeNull(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** Bytes that are text to be printed as they are: UTF-8 without nulls. */
export function plainText(bytes: Uint8Array): string {
  const ascii = asciiText(bytes);
  if (ascii !== undefined) return ascii.includes('\0') ? ascii.replaceAll('\0', '') : ascii;
  return utf8Text(bytes.includes(0) ? bytes.filter((byte) => byte !== 0) : bytes);
}

/** The bytes without the nulls at their end. */
export function withoutEndNulls(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}

function repairedUtf8(bytes: Uint8Array): string {
  const fixed = bytes.slice();
  for (let at = 0; at < fixed.length; ) {
    const length = sequenceLength(fixed, at);
    if (length === 0) fixed[at] = 0x3f;
    at += length || 1;
  }
  return utf8.decode(fixed);
}

/** Length of the valid sequence that starts at `at` (Unicode 15 table 3-7), 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  const overlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const outside = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
  return overlong || outside ? 0 : length;
}

/** The bytes of ASCII text. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

const hexDigits = '0123456789abcdef';

/** Bytes in lower-case hexadecimal. */
export function toHex(bytes: Uint8Array | readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += hexDigits[bytes[i]! >> 4]! + hexDigits[bytes[i]! & 15]!;
  return text;
}

/** Whether `[start, end)` of a view, which holds it, begins with a text of Latin-1. */
export function beginsWithText(view: View, start: number, end: number, text: string): boolean {
  if (start + text.length > end) return false;
  const { bytes } = view;
  const from = start - view.start;
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text.charCodeAt(i)) return false;
  return true;
}
