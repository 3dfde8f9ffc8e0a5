// What the standard demands of a directory that is new (Exif 3.0, 4.6.8), with the values that claim nothing.
import { BYTE, LONG, RATIONAL, SHORT, UNDEFINED } from '../../structures/tiff/field.js';
import type { EntryChange } from '../../structures/tiff/grow.js';
import {
  CHROMA_POSITION,
  COLOR_SPACE,
  COMPONENTS,
  EXIF_VERSION,
  FLASHPIX_VERSION,
  GPS_VERSION,
  INTEROP_VERSION,
  PIXEL_HEIGHT,
  PIXEL_WIDTH,
  RESOLUTION_UNIT,
  X_RESOLUTION,
  Y_RESOLUTION,
} from '../../structures/tiff/ids.js';
import type { IfdPlace } from '../../structures/tiff/survey.js';
import { numberBytes } from '../../structures/tiff/write.js';
import type { Host } from '../../types.js';

const uncalibrated = 0xffff;

/** What the file itself states of its picture. */
export interface PictureFacts {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Dots across and down to an inch (2) or a centimetre (3). */
  readonly density?: readonly [across: number, down: number, unit: number] | undefined;
}

/**
 * The entries of a new directory. A TIFF states its resolution itself, and only JPEG has components to arrange and states
 * its size here too.
 */
export function demanded(
  place: IfdPlace,
  host: Host | undefined,
  littleEndian: boolean,
  { width, height, density = [72, 72, 2] }: PictureFacts = {},
): EntryChange[] {
  const short = (id: number, value: number): EntryChange => ({
    id,
    type: SHORT,
    value: numberBytes([value], SHORT, littleEndian),
  });
  const bytes = (id: number, type: number, value: readonly number[] | string): EntryChange => ({
    id,
    type,
    value: typeof value === 'string' ? new TextEncoder().encode(value) : Uint8Array.from(value),
  });
  const dots = (id: number, number: number): EntryChange => ({
    id,
    type: RATIONAL,
    value: numberBytes([number, 1], LONG, littleEndian),
  });
  switch (place) {
    case 'IFD0': {
      if (host === 'tiff') return [];
      const [across, down, unit] = density;
      const resolution = [dots(X_RESOLUTION, across), dots(Y_RESOLUTION, down), short(RESOLUTION_UNIT, unit)];
      return host === 'jpeg' ? [...resolution, short(CHROMA_POSITION, 1)] : resolution;
    }
    case 'ExifIFD':
      return [
        bytes(EXIF_VERSION, UNDEFINED, '0232'),
        ...(host === 'jpeg' ? [bytes(COMPONENTS, UNDEFINED, [1, 2, 3, 0])] : []),
        bytes(FLASHPIX_VERSION, UNDEFINED, '0100'),
        short(COLOR_SPACE, uncalibrated),
        ...(host === 'jpeg' && width && height
          ? [short(PIXEL_WIDTH, width), short(PIXEL_HEIGHT, height)]
          : []),
      ];
    case 'InteropIFD':
      return [bytes(INTEROP_VERSION, UNDEFINED, '0100')];
    case 'GPS':
      return [bytes(GPS_VERSION, BYTE, [2, 3, 0, 0])];
    default:
      return [];
  }
}

/** The names of all that may come with a new directory. */
export const demandedNames: ReadonlySet<string> = new Set([
  ...['XResolution', 'YResolution', 'ResolutionUnit', 'YCbCrPositioning'],
  ...['ExifVersion', 'ComponentsConfiguration', 'FlashpixVersion', 'ColorSpace'],
  ...['ExifImageWidth', 'ExifImageHeight'],
  ...['InteropVersion', 'GPSVersionID'],
]);
