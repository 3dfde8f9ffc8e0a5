// EXIF that a PNG keeps as hexadecimal digits in a text chunk (`Raw profile type exif`, ImageMagick's form).

import type { Scan } from '../../bytes/scan.js';
import { textBytes, textFields } from '../../structures/png/text.js';
import type { Chunk } from '../../structures/png/walk.js';

/** `Exif\0\0`, which some leave out, then the header of TIFF in either order of bytes. */
const start = /^(457869660000)?(?=49492a00|4d4d002a)/i;
const keyword = /^raw profile type (exif|app1)$/i;

/** The EXIF block from its TIFF header on, `undefined` where the chunk holds none. */
export function* exifProfile(chunk: Chunk, inflatedBytes: number): Scan<Uint8Array | undefined> {
  const view = yield { start: chunk.start, end: chunk.end };
  if (!view.has(chunk.start, chunk.end)) return undefined;
  const fields = textFields(chunk.type, view, chunk.start, chunk.end);
  if (!fields || !keyword.test(fields.keyword)) return undefined;
  const { bytes } = textBytes(fields, view, { left: inflatedBytes });
  const digits = /^\s*\w+\s+\d+\s+([0-9a-f\s]*)/i
    .exec(new TextDecoder('latin1').decode(bytes))?.[1]
    ?.replace(/\s+/g, '');
  const header = digits && start.exec(digits);
  if (!header) return undefined;
  const from = header[0].length;
  return Uint8Array.from({ length: (digits.length - from) >> 1 }, (_, i) =>
    Number.parseInt(digits.slice(from + i * 2, from + 2 + i * 2), 16),
  );
}
