// EXIF that a PNG keeps as hexadecimal digits in a text chunk (`Raw profile type exif`, ImageMagick's form).

import type { Scan } from '../../bytes/scan.js';
import { textBytes, textFields } from '../../structures/png/text.js';
import type { Chunk } from '../../structures/png/walk.js';

/** `Exif\0\0`, which some leave out, then the header of TIFF in either order of bytes. */
const header = /^(Exif\0\0)?(?=II\*\0|MM\0\*)/;
const headBytes = 10;
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
  const found = header.exec(String.fromCharCode(...block.subarray(0, headBytes)));
  return found ? block.subarray(found[0].length) : undefined;
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
