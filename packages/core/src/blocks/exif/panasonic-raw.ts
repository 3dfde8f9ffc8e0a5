// IFD0 of Panasonic and Leica raw files (RW2, RWL, RAW), which has tags of its own under low ids.
import { panasonicRawRows } from '../../tags/panasonic-raw.generated.js';
import { exifConversions } from './conversions.js';
import { type Definitions, defineEntries, type EntryConversions, type ExifConversion } from './definition.js';
import { loosely } from './words.js';

/** The number after the byte order in such files. */
export const panasonicMagic = 0x55;

const per256: ExifConversion = { value: (stored) => loosely(stored) / 256 };

export const panasonicConversions: EntryConversions = {
  'RedBalance BlueBalance HighISOMultiplierRed HighISOMultiplierGreen HighISOMultiplierBlue': per256,
  // No list of colours as EXIF's: a number that has a label.
  CFAPattern: {},
  Gamma: {
    value: (stored) => {
      const gamma = loosely(stored);
      return gamma / (gamma >= 1024 ? 1024 : gamma >= 256 ? 256 : 100);
    },
  },
};

let definitions: Definitions | undefined;

/** Definitions by tag id. */
export function panasonicDefinitions(): Definitions {
  definitions ??= defineEntries(panasonicRawRows, { ...exifConversions, ...panasonicConversions });
  return definitions;
}
