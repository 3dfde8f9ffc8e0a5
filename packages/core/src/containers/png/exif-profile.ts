// EXIF that a PNG keeps as hexadecimal digits in a text chunk (`Raw profile type exif`, ImageMagick's form).

import type { Scan } from '../../bytes/scan.js';
import { textBytes, textFields } from '../../structures/png/text.js';
import type { Chunk } from '../../structures/png/walk.js';

const keyword = /^raw profile type (exif|app1)$/i;

/** The EXIF block from its TIFF header on, `undefined` where the chunk holds none. */
export function* exifProfile(chunk: Chunk, inflatedBytes: number): Scan<Uint8Array | undefined> {
  const view = yield { start: chunk.start, end: chunk.end };
  if (!view.has(chunk.start, chunk.end)) return undefined;
  const fields = textFields(chunk.type, view, chunk.start, chunk.end);
  if (!fields || !keyword.test(fields.keyword)) return undefined;
  const { bytes } = textBytes(fields, view, { left: inflatedBytes });
  const head = /^\s*\w+\s+\d+\s+/.exec(new TextDecoder('latin1').decode(bytes));
  const block = head ? hexBytes(bytes, head[0].length) : new Uint8Array(0);
  return startsWith(block, name) ? block.subarray(name.length) : isTiff(block) ? block : undefined;
}

/** `Exif`, which mostly stands before the block. */
const name = [0x45, 0x78, 0x69, 0x66, 0, 0];
const littleEndian = [0x49, 0x49, 0x2a, 0];
const bigEndian = [0x4d, 0x4d, 0, 0x2a];

function startsWith(block: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => block[i] === byte);
}

function isTiff(block: Uint8Array): boolean {
  return startsWith(block, littleEndian) || startsWith(block, bigEndian);
}

/** The bytes of pairs of digits from `start` on, white space between them, up to what is neither. */
function hexBytes(text: Uint8Array, start: number): Uint8Array {
  const bytes = new Uint8Array((text.length - start) >> 1);
  let count = 0;
  for (let at = start; at < text.length; at++) {
    const digit = text[at]!;
    if (digit === 0x20 || (digit >= 0x09 && digit <= 0x0d)) continue;
    const lower = digit | 0x20;
    const isLetter = lower >= 0x61 && lower <= 0x66;
    if (!isLetter && (digit < 0x30 || digit > 0x39)) break;
    const nibble = isLetter ? lower - 0x57 : digit - 0x30;
    if (count % 2 === 0) bytes[count >> 1] = nibble << 4;
    else bytes[count >> 1]! |= nibble;
    count++;
  }
  return bytes.subarray(0, count >> 1);
}
