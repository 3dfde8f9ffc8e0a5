// Single answers that apps ask for: where, which way up, and the thumbnail. Only the EXIF block is loaded.
import type { Orientation } from '../blocks/exif/direct.js';
import type { GpsPosition } from '../blocks/gps/direct.js';
import { isBytes } from '../sources/platform.js';
import type { Source } from '../sources/source.js';
import { answerGps, exifFinder, readFormat } from './answer.js';
import { scanOrientation, scanThumbnail, type Thumbnail } from './exif-scan.js';
import { scanGps } from './gps-scan.js';
import { stated, straightOrientation } from './straight.js';
import type { ReadOptions } from './with-source.js';

export type { Orientation } from '../blocks/exif/direct.js';
export type { GpsPosition } from '../blocks/gps/direct.js';
export type { Thumbnail } from './exif-scan.js';

/** The place where a photo was taken, from its EXIF. Rejects as {@link Engine.read}. */
export function readGps(source: Source, options?: ReadOptions): Promise<GpsPosition | undefined> {
  return answerGps(source, options, () => scanGps);
}

/** How the picture is to be turned, from its EXIF. HEIF files state it in a property instead. Rejects as {@link Engine.read}. */
export async function readOrientation(
  source: Source,
  options?: ReadOptions,
): Promise<Orientation | undefined> {
  const direct = isBytes(source) ? straightOrientation(source, await exifFinder(source)) : 'unsure';
  return direct === 'unsure' ? readFormat(source, options, () => scanOrientation) : stated(direct);
}

/** The JPEG thumbnail that EXIF's IFD1 points to, or that the file has beside EXIF. Rejects as {@link Engine.read}. */
export function readThumbnail(source: Source, options?: ReadOptions): Promise<Thumbnail | undefined> {
  return readFormat(source, options, () => scanThumbnail);
}
