// Definitions of the EXIF, TIFF and DNG tags: generated rows joined with labels and conversions.
import { exifLabels } from '../../labels/exif.generated.js';
import { exifRows } from '../../tags/exif.generated.js';
import { exifConversions } from './conversions.js';
import type { Definition } from './definition.js';
import { defineEntries } from './definition.js';
import { dngConversions } from './dng.js';

let definitions: ReadonlyMap<number, Definition> | undefined;

/** Definitions by tag id. */
export function exifDefinitions(): ReadonlyMap<number, Definition> {
  definitions ??= defineEntries(exifRows, exifLabels, { ...exifConversions, ...dngConversions });
  return definitions;
}
