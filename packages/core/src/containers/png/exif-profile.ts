// EXIF that a PNG keeps as hexadecimal digits in a text chunk (`Raw profile type exif`, ImageMagick's form).

import type { Scan } from '../../bytes/scan.js';
import { textBytes, textFields } from '../../structures/png/text.js';
import type { Chunk } from '../../structures/png/walk.js';

const keywords = ['Raw profile type exif', 'Raw profile type APP1'];

/** The EXIF block from its TIFF header on, `undefined` where the chunk holds none. */
export function* exifProfile(chunk: Chunk, inflatedBytes: number): Scan<Uint8Array | undefined> {
  const view = yield { start: chunk.start, end: chunk.end };
  if (!view.has(chunk.start, chunk.end)) return undefined;
  const fields = textFields(chunk.type, view, chunk.start, chunk.end);
  if (!fields || !keywords.includes(fields.keyword)) return undefined;
  const { bytes } = textBytes(fields, view, { left: inflatedBytes });
  const digits = /^\s*\w+\s+\d+\s+([0-9a-f\s]*)/i
    .exec(new TextDecoder('latin1').decode(bytes))?.[1]
    ?.replace(/\s+/g, '');
  if (!digits?.startsWith('457869660000')) return undefined;
  return Uint8Array.from({ length: (digits.length - 12) >> 1 }, (_, i) =>
    Number.parseInt(digits.slice(12 + i * 2, 14 + i * 2), 16),
  );
}
