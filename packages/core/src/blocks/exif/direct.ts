// The orientation straight from the bytes of a plain TIFF structure: no walk, no entries, no tables.
import {
  firstEntryOf,
  isOne,
  lastEntry,
  openPlainTiff,
  type PlainTiff,
  pointedTo,
  u16,
} from '../../structures/tiff/direct.js';
import { SHORT } from '../../structures/tiff/field.js';
import { EXIF_IFD, INTEROP_IFD, ORIENTATION } from '../../structures/tiff/ids.js';

/** How a picture is to be turned for showing: EXIF tag 0x0112 (Exif 3.0, 4.6.5.1.6), 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** `none`: there is no such entry. `unsure`: something is not as most are, and takes a closer look. */
export type DirectOrientation = Orientation | 'none' | 'unsure';

/** The orientation that the TIFF structure in `[start, end)` of `bytes` tells: of IFD0, else of those below it. */
export function directOrientation(bytes: Uint8Array, start: number, end: number): DirectOrientation {
  const tiff = openPlainTiff(bytes, start, end);
  if (!tiff) return 'unsure';
  const own = orientationIn(tiff, tiff.first);
  if (own !== 'none') return own;
  let directory = tiff.first;
  for (const pointer of [EXIF_IFD, INTEROP_IFD]) {
    const entry = lastEntry(tiff, directory, pointer);
    if (entry === 0) return 'none';
    directory = pointedTo(tiff, entry);
    if (directory === 0) return 'unsure';
    const told = orientationIn(tiff, directory);
    if (told !== 'none') return told;
  }
  return 'none';
}

function orientationIn(tiff: PlainTiff, directory: number): DirectOrientation {
  const entry = firstEntryOf(tiff, directory, ORIENTATION);
  if (entry === 0) return 'none';
  return (isOne(tiff, entry, SHORT) && asOrientation(u16(tiff, entry + 8))) || 'unsure';
}

/** The number as an orientation; `undefined` where it is none. */
export function asOrientation(value: number | undefined): Orientation | undefined {
  return value !== undefined && value >= 1 && value <= 8 && Number.isInteger(value)
    ? (value as Orientation) // a whole number from 1 to 8
    : undefined;
}
