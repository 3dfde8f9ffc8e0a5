// EXIF of one file for another: the block as it is, or out of a TIFF and into one, the entries that say nothing of how a
// picture is stored.
import type { Scan } from '../../bytes/scan.js';
import type { Limits } from '../../limits.js';
import { fieldSize, LONG, RATIONAL, SRATIONAL } from '../../structures/tiff/field.js';
import type { EntryChange } from '../../structures/tiff/grow.js';
import {
  EXIF_IFD,
  GPS_IFD,
  INTEROP_IFD,
  MAKER_NOTE,
  PIXEL_HEIGHT,
  PIXEL_WIDTH,
} from '../../structures/tiff/ids.js';
import { rawValue, readTiffShape } from '../../structures/tiff/strict.js';
import { type IfdPlace, surveyTiff } from '../../structures/tiff/survey.js';
import { numberBytes } from '../../structures/tiff/write.js';
import type { Picture } from '../../types.js';
import { exifWritings } from './writing.js';

/** Entries by directory, with their byte order. */
export interface CopiedEntries {
  readonly littleEndian: boolean;
  readonly places: ReadonlyMap<IfdPlace, readonly EntryChange[]>;
  /** Whether there is a maker note, which cannot leave its structure. */
  readonly hasNote: boolean;
}

const left: ReadonlySet<number> = new Set([EXIF_IFD, GPS_IFD, INTEROP_IFD, MAKER_NOTE]);

/** The entries of a structure of `size` bytes that another file can have. */
export function* copiedEntries(size: number, limits: Limits): Scan<CopiedEntries> {
  const shape = yield* readTiffShape(0, size);
  const { directories } = yield* surveyTiff(shape, limits);
  const settable = new Set([...exifWritings().values()].filter(({ unsafe }) => !unsafe).map(({ id }) => id));
  const places = new Map<IfdPlace, readonly EntryChange[]>();
  let hasNote = false;
  for (const place of ['IFD0', 'ExifIFD', 'InteropIFD', 'GPS'] as const) {
    const changes: EntryChange[] = [];
    for (const entry of directories.get(place)?.entries ?? []) {
      const { id, type, length, end } = entry;
      if (id === MAKER_NOTE) hasNote = true;
      if (left.has(id) || (place === 'IFD0' && !settable.has(id))) continue;
      if (fieldSize(type) === 0 || length === 0 || length > maxValueBytes || end > size) continue;
      changes.push({ id, type, value: (yield* rawValue(entry)).slice() });
    }
    if (changes.length > 0) places.set(place, changes);
  }
  return { littleEndian: shape.littleEndian, places, hasNote };
}

/** Longer ones have no room in the EXIF of other files. */
const maxValueBytes = 0xffff;

/** The same entries for a picture of another size: where they state one, it is that. */
export function resized(copied: CopiedEntries, { width, height }: Picture): CopiedEntries {
  const sizes = new Map([
    [PIXEL_WIDTH, width],
    [PIXEL_HEIGHT, height],
  ]);
  const own = copied.places.get('ExifIFD')?.map((change): EntryChange => {
    const size = sizes.get(change.id);
    return size ? { ...change, type: LONG, value: numberBytes([size], LONG, copied.littleEndian) } : change;
  });
  return own ? { ...copied, places: new Map([...copied.places, ['ExifIFD', own]]) } : copied;
}

/** The entries in a byte order. */
export function inByteOrder(
  { littleEndian, places }: CopiedEntries,
  wanted: boolean,
): ReadonlyMap<IfdPlace, readonly EntryChange[]> {
  if (littleEndian === wanted) return places;
  return new Map(
    [...places].map(([place, changes]) => [
      place,
      changes.map((change) => ({ ...change, value: change.value && turned(change.value, change.type) })),
    ]),
  );
}

/** Each number of a value turned about; those of fractions are two. */
function turned(value: Uint8Array, type: number): Uint8Array {
  const size = fieldSize(type);
  const unit = type === RATIONAL || type === SRATIONAL ? size / 2 : size;
  const bytes = value.slice();
  for (let at = 0; at + unit <= bytes.length; at += unit) bytes.subarray(at, at + unit).reverse();
  return bytes;
}
