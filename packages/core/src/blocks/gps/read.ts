// Finds the GPS directory of an exif block: IFD0 points to it.
import type { Scan } from '../../bytes/scan.js';
import { fetchValues, pointerIn, readDirectory } from '../../structures/tiff/find.js';
import { type OpenTiff, openTiff } from '../../structures/tiff/open.js';
import type { Entry } from '../../structures/tiff/read.js';
import type { BlockRef, Context } from '../../types.js';
import type { GpsDirectoryRef } from '../exif/structure.js';

/** A GPS directory with its values. */
export interface GpsDirectory {
  readonly littleEndian: boolean;
  readonly entries: readonly Entry[];
  /** It tells of another picture than the main one. */
  readonly aside: boolean;
}

const GPS_POINTER = 0x8825;
const EXIF_POINTER = 0x8769;
const pointers = [GPS_POINTER, EXIF_POINTER];
/** Values of a GPS directory lie together; longer ones are no GPS. */
const reach = 8192;

/** The GPS directory of one block; `undefined` where it has none. */
export function* readGpsDirectory(ref: BlockRef, context: Context): Scan<GpsDirectory | undefined> {
  const tiff = yield* openTiff(ref, context);
  if (!tiff) return undefined;
  const first = yield* readDirectory(tiff, tiff.header.first, 'IFD0', context, pointers);
  let start = pointerIn(first, GPS_POINTER, tiff);
  const exif = pointerIn(first, EXIF_POINTER, tiff);
  if (start === undefined && exif !== undefined) {
    start = pointerIn(yield* readDirectory(tiff, exif, 'ExifIFD', context, pointers), GPS_POINTER, tiff);
  }
  return start === undefined ? undefined : yield* readAt(tiff, start, ref, context);
}

/** A GPS directory that the walk over all directories found elsewhere. */
export function* readGpsDirectoryElsewhere(ref: GpsDirectoryRef, context: Context): Scan<GpsDirectory> {
  return yield* readAt(ref.tiff, ref.start, ref, context);
}

function* readAt(tiff: OpenTiff, start: number, ref: BlockRef, context: Context): Scan<GpsDirectory> {
  const entries = yield* readDirectory(tiff, start, 'GPS', context);
  yield* fetchValues(entries, reach);
  return {
    littleEndian: tiff.header.littleEndian,
    entries: entries.filter(({ length }) => length <= reach),
    aside: ref.aside === true,
  };
}
