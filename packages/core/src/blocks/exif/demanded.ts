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
  RESOLUTION_UNIT,
  X_RESOLUTION,
  Y_RESOLUTION,
} from '../../structures/tiff/ids.js';
import type { IfdPlace } from '../../structures/tiff/survey.js';
import { numberBytes } from '../../structures/tiff/write.js';
import type { Host } from '../../types.js';

const uncalibrated = 0xffff;

/** The entries of a new directory. A TIFF states its resolution itself, and only JPEG has components to arrange. */
export function demanded(place: IfdPlace, host: Host | undefined, littleEndian: boolean): EntryChange[] {
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
  const perInch = (id: number): EntryChange => ({
    id,
    type: RATIONAL,
    value: numberBytes([72, 1], LONG, littleEndian),
  });
  switch (place) {
    case 'IFD0': {
      if (host === 'tiff') return [];
      const resolution = [perInch(X_RESOLUTION), perInch(Y_RESOLUTION), short(RESOLUTION_UNIT, 2)];
      return host === 'jpeg' ? [...resolution, short(CHROMA_POSITION, 1)] : resolution;
    }
    case 'ExifIFD':
      return [
        bytes(EXIF_VERSION, UNDEFINED, '0232'),
        ...(host === 'jpeg' ? [bytes(COMPONENTS, UNDEFINED, [1, 2, 3, 0])] : []),
        bytes(FLASHPIX_VERSION, UNDEFINED, '0100'),
        short(COLOR_SPACE, uncalibrated),
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
  ...['InteropVersion', 'GPSVersionID'],
]);
