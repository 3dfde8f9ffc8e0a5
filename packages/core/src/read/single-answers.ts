// Single answers that apps ask for: where, which way up, and the thumbnail. Only the EXIF block is loaded.
import {
  asOrientation,
  type DirectOrientation,
  directOrientation,
  type Orientation,
} from '../blocks/exif/direct.js';
import { exif, type LoadedExif, type StoredPicture } from '../blocks/exif/index.js';
import { type DirectPosition, directPosition, type GpsPosition } from '../blocks/gps/direct.js';
import { positionOf } from '../blocks/gps/position.js';
import { readAnyGpsDirectory } from '../blocks/gps/read.js';
import { join } from '../bytes/block-view.js';
import type { ByteRange, Scan } from '../bytes/scan.js';
import { byHead } from '../containers/by-head.js';
import { fetched } from '../errors.js';
import { defaultLimits } from '../limits.js';
import { formats } from '../registry/formats.js';
import { type BytesLike, isBytes, plainBytes } from '../sources/platform.js';
import type { Source } from '../sources/source.js';
import type { BlockRef, Format, Layout } from '../types.js';
import { createContext, type FileFacts, fetchFormat, type ReadOptions, withSource } from './engine.js';
import type { findExif } from './find-exif.js';
import { jpegOrientation, jpegPosition, startsAsJpeg } from './jpeg-direct.js';

export type { Orientation } from '../blocks/exif/direct.js';
export type { GpsPosition } from '../blocks/gps/direct.js';
export { gpsPosition } from '../blocks/gps/position.js';

/** The small picture that a camera stores beside the large one. */
export interface Thumbnail {
  readonly bytes: Uint8Array;
  readonly mimeType: 'image/jpeg';
  /** Where it lies in the file; `undefined` where it does not stand there as it is. */
  readonly range: ByteRange | undefined;
}

/** The place where a photo was taken, from its EXIF. Rejects as {@link Engine.read}. */
export async function readGps(source: Source, options?: ReadOptions): Promise<GpsPosition | undefined> {
  const direct = isBytes(source) ? straightPosition(source, await exifFinder(source)) : 'unsure';
  return direct === 'unsure' ? readFormat(source, scanGps, options) : stated(direct);
}

/** How the picture is to be turned, from its EXIF. HEIF files state it in a property instead. Rejects as {@link Engine.read}. */
export async function readOrientation(
  source: Source,
  options?: ReadOptions,
): Promise<Orientation | undefined> {
  const direct = isBytes(source) ? straightOrientation(source, await exifFinder(source)) : 'unsure';
  return direct === 'unsure' ? readFormat(source, scanOrientation, options) : stated(direct);
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
  return readFormat(source, scanThumbnail, options);
}

/** Runs a walk over a source of any format; that format's code is fetched first. */
function readFormat<Result>(
  source: Source,
  scan: (format: Format, file: FileFacts) => Scan<Result>,
  options: ReadOptions | undefined,
): Promise<Result> {
  return withSource(source, defaultLimits, options, async (run, file) => {
    const format = await fetchFormat(await run(byHead(formats, 'read')));
    return run(scan(format, file));
  });
}

function exifRefs({ blocks }: Layout): readonly BlockRef[] {
  return blocks.filter(({ kind }) => kind === 'exif');
}

export function* scanGps(format: Format, file: FileFacts): Scan<GpsPosition | undefined> {
  const context = createContext(defaultLimits, file, [], 'exif');
  for (const ref of exifRefs(yield* format.scan(context))) {
    const directory = yield* readAnyGpsDirectory(ref, context);
    if (directory && directory.entries.length > 0) return positionOf(directory);
  }
  return undefined;
}

interface ScannedExif {
  readonly layout: Layout;
  readonly loaded: LoadedExif | undefined;
}

function* loadExif(format: Format, file: FileFacts): Scan<ScannedExif> {
  const context = createContext(defaultLimits, file, [], 'exif');
  const layout = yield* format.scan(context);
  const refs = exifRefs(layout);
  return { layout, loaded: refs.length ? ((yield* exif.load(refs, context)) as LoadedExif) : undefined };
}

export function* scanOrientation(format: Format, file: FileFacts): Scan<Orientation | undefined> {
  return asOrientation((yield* loadExif(format, file)).loaded?.value()?.Orientation);
}

export function* scanThumbnail(format: Format, file: FileFacts): Scan<Thumbnail | undefined> {
  const { layout, loaded } = yield* loadExif(format, file);
  const picture: Pick<StoredPicture, 'ranges' | 'bytes'> | undefined =
    loaded?.thumbnail ?? (layout.thumbnail && { ranges: [layout.thumbnail] });
  if (!picture) return undefined;
  if (picture.bytes) return { bytes: picture.bytes, mimeType: 'image/jpeg', range: undefined };
  const pieces: Uint8Array[] = [];
  for (const range of picture.ranges) {
    const view = yield range;
    pieces.push(view.slice(range.start, range.end));
  }
  const bytes = pieces.length === 1 ? pieces[0]! : join(pieces);
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  return {
    bytes,
    mimeType: 'image/jpeg',
    range: picture.ranges.length === 1 ? picture.ranges[0] : undefined,
  };
}
