// The header of Kyocera's raw files.
import { labels } from '../../../labels/makers/kyocera.generated.js';
import type { Conversions, Convert } from '../../../tables/conversion.js';
import { digits, exposureTimeText, powerOfTwo, withUnit } from '../../../tables/number-conversions.js';
import { toText } from '../../../tables/value.js';
import { rows } from '../../../tags/makers/kyocera.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';

/** Texts stand from right to left. */
const reversed: Convert = (value) => [...toText(value)].reverse().join('');
const aperture = { value: powerOfTwo((value) => value / 16), print: digits(2) };

export const kyoceraConversions: Conversions = {
  Main: {
    tags: {
      'FirmwareVersion Model Make DateTimeOriginal': { value: reversed },
      ExposureTime: { value: powerOfTwo((value) => value / 8, 1 / 16_000), print: exposureTimeText },
      'FNumber MaxAperture': aperture,
      FocalLength: { print: withUnit(' mm') },
    },
  },
};

/** The header of the Contax N Digital's raw files. */
export const kyoceraHeader: Block<'kyocera', NamedValues> = makerBlock('kyocera', 'makernote/kyocera', {
  rows,
  labels,
  conversions: [kyoceraConversions],
});
