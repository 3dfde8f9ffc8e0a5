// IFD0 of Panasonic and Leica raw files (RW2, RWL, RAW), which has tags of its own under low ids.

import { panasonicRawLabels } from '../../labels/panasonic-raw.generated.js';
import { SHORT } from '../../structures/tiff/field.js';
import {
  ARTIST,
  COPYRIGHT,
  MAKE,
  MODEL,
  STRIP_BYTE_COUNTS,
  STRIP_OFFSETS,
} from '../../structures/tiff/ids.js';
import { panasonicRawRows } from '../../tags/panasonic-raw.generated.js';
import { exifConversions } from './conversions.js';
import { type Definitions, defineEntries, type ExifConversion } from './definition.js';
import { loosely } from './words.js';

/** The number after the byte order in such files. */
export const panasonicMagic = 0x55;

const per256: ExifConversion = { value: (stored) => loosely(stored) / 256 };

const conversions: { readonly [id: number]: ExifConversion } = {
  ...Object.fromEntries(
    [MAKE, MODEL, STRIP_OFFSETS, STRIP_BYTE_COUNTS, ARTIST, COPYRIGHT].map((id) => [
      id,
      exifConversions[id]!,
    ]),
  ),
  17: per256,
  18: per256,
  24: per256,
  25: per256,
  26: per256,
  27: { as: SHORT },
  46: { binary: true },
  280: { offset: true },
  284: {
    value: (stored) => {
      const gamma = loosely(stored);
      return gamma / (gamma >= 1024 ? 1024 : gamma >= 256 ? 256 : 100);
    },
  },
  295: { binary: true },
};

let definitions: Definitions | undefined;

/** Definitions by tag id. */
export function panasonicDefinitions(): Definitions {
  definitions ??= defineEntries(panasonicRawRows, panasonicRawLabels, conversions);
  return definitions;
}
