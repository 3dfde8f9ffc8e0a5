// Definitions of the EXIF, TIFF and DNG tags: generated rows joined with conversions.
import { exifRows } from '../../tags/exif.generated.js';
import { exifConversions } from './conversions.js';
import { type Definitions, defineEntries } from './definition.js';
import { dngConversions } from './dng.js';

let definitions: Definitions | undefined;

/** Definitions by tag id. */
export function exifDefinitions(): Definitions {
  definitions ??= defineEntries(exifRows, { ...exifConversions, ...dngConversions });
  return definitions;
}
