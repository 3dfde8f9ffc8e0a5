// Metadata blocks inside PNG text chunks: XMP, and the hex-coded "Raw profile type" texts of ImageMagick.

import { View } from '../../bytes/view.js';
import { type InflateBudget, textBytes, textFields } from '../../structures/png/text.js';
import { xmpKeyword } from '../../structures/png/write.js';
import type { BlockRef, Context } from '../../types.js';
import { isIccProfile } from './icc.js';

const rawProfile = /^raw profile type (APP1|exif|icc|icm|iptc|xmp|8bim)$/i;
const xmpHeader = 'http://ns.adobe.com/xap/1.0/\0';
const maxKeywordBytes = 80;

/** Whether the chunk's keyword says that it holds a block and no text of its own. */
export function holdsBlock(view: View, start: number, end: number): boolean {
  const head = view.latin1(start, Math.min(end, view.end, start + maxKeywordBytes));
  const keyword = head.slice(0, Math.max(0, head.indexOf('\0')));
  return keyword === xmpKeyword || rawProfile.test(keyword);
}

/** The block in a text chunk that {@link holdsBlock}; `undefined` where its form is not understood. */
export function textBlock(
  type: string,
  view: View,
  start: number,
  end: number,
  budget: InflateBudget,
  context: Context,
): BlockRef | undefined {
  const path = `png/${type}`;
  const fields = textFields(type, view, start, end);
  if (!fields) return undefined;
  const { bytes, end: state } = textBytes(fields, view, budget);
  if (state !== 'complete') {
    context.warn('malformed', `the compressed data is ${state}`, start, path);
    return undefined;
  }
  const ranges = [{ start: fields.start, end: fields.end }];
  if (fields.keyword === xmpKeyword)
    return fields.compression === undefined
      ? { kind: 'xmp', ranges, path }
      : { kind: 'xmp', ranges, path, bytes };
  const digits = fields.compression === undefined ? bytes.length : 0;
  if (digits > 2 * budget.left) {
    context.warn('limit-exceeded', 'too much in raw profiles', start, path);
    return undefined;
  }
  budget.left -= digits / 2;
  const profile = hexProfile(bytes);
  const block = profile && identify(rawProfile.exec(fields.keyword)![1]!.toLowerCase(), profile);
  if (block) return { ...block, ranges, path, host: 'png' };
  context.warn('malformed', `${fields.keyword} is not understood`, start, path);
  return undefined;
}

/** The bytes of `\n<name>\n<length>\n<hexadecimal digits>`. */
function hexProfile(text: Uint8Array): Uint8Array | undefined {
  if (text[0] !== 0x0a) return undefined;
  const nameEnd = text.indexOf(0x0a, 1);
  const lengthEnd = nameEnd < 0 ? -1 : nextLine(text, nameEnd + 1);
  return lengthEnd < 0 ? undefined : unhex(text.subarray(lengthEnd));
}

/** The offset behind a line that holds just a number, white space before it allowed; else -1. */
function nextLine(text: Uint8Array, start: number): number {
  let at = start;
  while (at < text.length && isSpace(text[at]!)) at++;
  const digits = at;
  while (at < text.length && text[at]! >= 0x30 && text[at]! <= 0x39) at++;
  return at > digits && text[at] === 0x0a ? at + 1 : -1;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

const space = 16;
/** By byte: the value of a digit, whatever other byte stands for one; {@link space} for white space. */
const digitValues = Uint8Array.from({ length: 256 }, (_, byte) =>
  isSpace(byte) ? space : (byte >= 0x40 ? byte + 9 : byte) & 15,
);

function unhex(digits: Uint8Array): Uint8Array {
  const bytes = new Uint8Array((digits.length + 1) >> 1);
  let length = 0;
  /** The first digit of a byte whose second has not come, or -1. */
  let first = -1;
  for (let at = 0; at < digits.length; at++) {
    if (first < 0) {
      for (; at + 1 < digits.length; at += 2) {
        const high = digitValues[digits[at]!]!;
        const low = digitValues[digits[at + 1]!]!;
        if (high >= space || low >= space) break;
        bytes[length++] = (high << 4) | low;
      }
      if (at >= digits.length) break;
    }
    const value = digitValues[digits[at]!]!;
    if (value === space) continue;
    if (first < 0) first = value;
    else {
      bytes[length++] = (first << 4) | value;
      first = -1;
    }
  }
  if (first >= 0) bytes[length++] = first << 4;
  return bytes.subarray(0, length);
}

/** What a profile of this type holds, by the bytes it starts with. */
function identify(type: string, bytes: Uint8Array): Pick<BlockRef, 'kind' | 'bytes'> | undefined {
  const view = new View(bytes);
  const starts = (text: string): boolean =>
    bytes.length >= text.length && view.latin1(0, text.length) === text;
  switch (type) {
    case 'icc':
    case 'icm':
      return isIccProfile(bytes) ? { kind: 'icc', bytes } : undefined;
    case 'xmp':
      return bytes.length > 0 ? { kind: 'xmp', bytes } : undefined;
    case 'iptc':
      return bytes[0] === 0x1c ? { kind: 'iptc', bytes } : photoshop(bytes);
    case '8bim':
      return photoshop(bytes);
    default:
      if (starts('Exif\0\0')) return { kind: 'exif', bytes: bytes.subarray(6) };
      if (starts(xmpHeader)) return { kind: 'xmp', bytes: bytes.subarray(xmpHeader.length) };
      return starts('II*\0') || starts('MM\0*') ? { kind: 'exif', bytes } : undefined;
  }
}

function photoshop(bytes: Uint8Array): Pick<BlockRef, 'kind' | 'bytes'> | undefined {
  return bytes.length > 0 ? { kind: 'photoshop', bytes } : undefined;
}
