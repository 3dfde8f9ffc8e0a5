// Single answers that apps ask for: where, which way up, and the thumbnail. Only the EXIF block is loaded.
import { type DirectOrientation, directOrientation, type Orientation } from '../blocks/exif/direct.js';
import { type DirectPosition, directPosition, type GpsPosition } from '../blocks/gps/direct.js';
import type { Scan } from '../bytes/scan.js';
import { byHead } from '../containers/by-head.js';
import { fetched } from '../errors.js';
import { defaultLimits } from '../limits.js';
import { formats } from '../registry/formats.js';
import { type BytesLike, isBytes, plainBytes } from '../sources/platform.js';
import type { Source } from '../sources/source.js';
import type { Format } from '../types.js';
import type { FileFacts } from './context.js';
import { scanOrientation, scanThumbnail, type Thumbnail } from './exif-scan.js';
import type { findExif } from './find-exif.js';
import { jpegOrientation, jpegPosition, startsAsJpeg } from './jpeg-direct.js';
import { fetchFormat, type ReadOptions, withSource } from './with-source.js';

export type { Orientation } from '../blocks/exif/direct.js';
export type { GpsPosition } from '../blocks/gps/direct.js';
export type { Thumbnail } from './exif-scan.js';

/** The place where a photo was taken, from its EXIF. Rejects as {@link Engine.read}. */
export async function readGps(source: Source, options?: ReadOptions): Promise<GpsPosition | undefined> {
  const direct = isBytes(source) ? straightPosition(source, await exifFinder(source)) : 'unsure';
  return direct === 'unsure' ? readFormat(source, fetchGpsScan, options) : stated(direct);
}

async function fetchGpsScan(): Promise<FormatScan<GpsPosition | undefined>> {
  return (await import('./gps-scan.js')).scanGps;
}

/** How the picture is to be turned, from its EXIF. HEIF files state it in a property instead. Rejects as {@link Engine.read}. */
export async function readOrientation(
  source: Source,
  options?: ReadOptions,
): Promise<Orientation | undefined> {
  const direct = isBytes(source) ? straightOrientation(source, await exifFinder(source)) : 'unsure';
  return direct === 'unsure' ? readFormat(source, () => scanOrientation, options) : stated(direct);
}

type ExifFinder = typeof findExif;

/** The code that finds the EXIF of a HEIF or PNG file, where the file may be one. */
async function exifFinder(source: BytesLike): Promise<ExifFinder | undefined> {
  const bytes = plainBytes(source);
  return bytes[0] === 0x89 || bytes[4] === 0x66
    ? (await fetched(import('./find-exif.js'))).findExif
    : undefined;
}

/** The position of a file that is laid out as most writers do it; of HEIF and PNG with `findExif` alone. */
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

/** The JPEG thumbnail that EXIF's IFD1 points to, or that the file has beside EXIF. Rejects as {@link Engine.read}. */
export function readThumbnail(source: Source, options?: ReadOptions): Promise<Thumbnail | undefined> {
  return readFormat(source, () => scanThumbnail, options);
}

/** A walk over a file of any format. */
type FormatScan<Result> = (format: Format, file: FileFacts) => Scan<Result>;

/** Runs a walk over a source of any format; its code and that format's are fetched first. */
function readFormat<Result>(
  source: Source,
  fetchScan: () => FormatScan<Result> | Promise<FormatScan<Result>>,
  options: ReadOptions | undefined,
): Promise<Result> {
  return withSource(source, defaultLimits, options, async (run, file) => {
    const lazy = await run(byHead(formats, 'read'));
    const [format, scan] = await Promise.all([fetchFormat(lazy), fetched(Promise.resolve(fetchScan()))]);
    return run(scan(format, file));
  });
}
