// Finds the GPS directory of an exif block: IFD0 points to it, or its ExifIFD, or any other directory.
import type { Scan } from '../../bytes/scan.js';
import { areHeld, fetchValues, pointerIn, pointersOf, readOneIfd } from '../../structures/tiff/find.js';
import { EXIF_IFD, GPS_IFD, INTEROP_IFD, SUB_IFDS } from '../../structures/tiff/ids.js';
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

const pointers = [GPS_IFD, EXIF_IFD];
/** Values of a GPS directory lie together; longer ones are no GPS. */
const reach = 8192;

/** The GPS directory of one block; `undefined` where it has none. */
export function* readGpsDirectory(ref: BlockRef, context: Context): Scan<GpsDirectory | undefined> {
  const tiff = yield* openTiff(ref, context);
  if (!tiff || ref.first === 'GPS') return tiff && (yield* readAt(tiff, tiff.header.first, ref, context));
  const { entries: first } = yield* readOneIfd(tiff, tiff.header.first, 'IFD0', context, pointers);
  let start = pointerIn(first, GPS_IFD, tiff);
  const exif = pointerIn(first, EXIF_IFD, tiff);
  if (start === undefined && exif !== undefined) {
    const { entries } = yield* readOneIfd(tiff, exif, 'ExifIFD', context, pointers);
    start = pointerIn(entries, GPS_IFD, tiff);
  }
  return start === undefined ? undefined : yield* readAt(tiff, start, ref, context);
}

/** The same, where there is none or it is empty the last one that holds something of those that others point to. */
export function* readAnyGpsDirectory(ref: BlockRef, context: Context): Scan<GpsDirectory | undefined> {
  const usual = yield* readGpsDirectory(ref, context);
  if (usual && usual.entries.length > 0) return usual;
  const tiff = yield* openTiff(ref, context);
  if (!tiff) return undefined;
  const starts = yield* gpsPointers(tiff, context);
  for (const start of starts.reverse()) {
    const directory = yield* readAt(tiff, start, ref, context);
    if (directory.entries.length > 0) return directory;
  }
  return undefined;
}

const allPointers = [SUB_IFDS, EXIF_IFD, GPS_IFD, INTEROP_IFD];

/** Where the GPS directories lie that any directory points to, in the order in which these are met. */
function* gpsPointers(tiff: OpenTiff, context: Context): Scan<number[]> {
  const found = new Set<number>();
  const seen = new Set<number>();
  const waiting = [{ at: tiff.header.first, inChain: true }];
  for (let one = waiting.pop(); one && seen.size < context.limits.ifds; one = waiting.pop()) {
    const { at, inChain } = one;
    if (seen.has(at)) continue;
    seen.add(at);
    const { entries, next } = yield* readOneIfd(tiff, at, 'IFD', context, allPointers);
    yield* fetchValues(entries, reach);
    const gps = pointerIn(entries, GPS_IFD, tiff);
    if (gps !== undefined) found.add(gps);
    if (inChain && next !== undefined) waiting.push({ at: next, inChain });
    const inner = entries.filter(({ id }) => id !== GPS_IFD);
    const below = inner.flatMap((entry) =>
      pointersOf(entry, tiff).map((start) => ({ at: start, inChain: entry.id === SUB_IFDS })),
    );
    waiting.push(...below.reverse());
  }
  return [...found];
}

/** A GPS directory that the walk over all directories met. */
export function* readMetDirectory(ref: GpsDirectoryRef, context: Context): Scan<GpsDirectory> {
  return yield* readAt(ref.tiff, ref.start, ref, context);
}

function* readAt(tiff: OpenTiff, start: number, ref: BlockRef, context: Context): Scan<GpsDirectory> {
  const { entries } = yield* readOneIfd(tiff, start, 'GPS', context);
  if (!areHeld(entries)) yield* fetchValues(entries, reach);
  return {
    littleEndian: tiff.header.littleEndian,
    entries: entries.some(isLong) ? entries.filter((entry) => !isLong(entry)) : entries,
    aside: ref.aside === true,
  };
}

function isLong({ length }: Entry): boolean {
  return length > reach;
}
