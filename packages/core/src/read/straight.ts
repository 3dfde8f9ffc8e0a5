// Single answers straight from the bytes of a file that is laid out as most writers do it, without its format's walk.
import { type DirectOrientation, directOrientation } from '../blocks/exif/direct.js';
import { type DirectPosition, directPosition } from '../blocks/gps/direct.js';
import { type BytesLike, plainBytes } from '../sources/platform.js';
import type { findExif } from './find-exif.js';
import { jpegOrientation, jpegPosition, startsAsJpeg } from './jpeg-direct.js';

export type ExifFinder = typeof findExif;

/** The position that the file tells; of HEIF and PNG with `findExif` alone. */
export function straightPosition(source: BytesLike, findExif?: ExifFinder): DirectPosition {
  return straight(source, jpegPosition, directPosition, findExif);
}

/** The same for its orientation. */
export function straightOrientation(source: BytesLike, findExif?: ExifFinder): DirectOrientation {
  return straight(source, jpegOrientation, directOrientation, findExif);
}

/** What the one TIFF structure of the file tells, or those of a JPEG. */
function straight<Answer>(
  source: BytesLike,
  ofJpeg: (bytes: Uint8Array) => Answer,
  ofTiff: (bytes: Uint8Array, start: number, end: number) => Answer,
  findExif: ExifFinder | undefined,
): Answer | 'none' | 'unsure' {
  const bytes = source instanceof Uint8Array ? source : plainBytes(source);
  if (startsAsJpeg(bytes)) return ofJpeg(bytes);
  if (bytes[0] === 0x49 || bytes[0] === 0x4d) return ofTiff(bytes, 0, bytes.length);
  const found = findExif?.(bytes) ?? 'unsure';
  return typeof found === 'string' ? found : ofTiff(bytes, found.start, found.end);
}

/** What was found directly, as it is answered. */
export function stated<Answer>(found: Answer | 'none' | 'nowhere'): Answer | undefined {
  return found === 'none' || found === 'nowhere' ? undefined : found;
}
