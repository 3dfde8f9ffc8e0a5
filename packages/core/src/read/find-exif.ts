// The quick way to the EXIF of HEIF and PNG files in memory.
import type { ByteRange } from '../bytes/scan.js';
import { findExifItem } from '../containers/heif/exif-item.js';
import { findExifChunk } from '../containers/png/exif-chunks.js';

/** The file's one TIFF structure; `none` where it has none, `unsure` where only a walk over all of it tells. */
export function findExif(bytes: Uint8Array): ByteRange | 'none' | 'unsure' {
  return bytes[0] === 0x89 ? findExifChunk(bytes) : findExifItem(bytes);
}
