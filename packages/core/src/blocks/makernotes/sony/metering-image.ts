// Pictures of what each part of the picture metered, which ExifTool makes of numbers.
import { binaryText } from '../../../present/plain.js';
import type { Conversion } from '../../../tables/conversion.js';
import { asBytes } from '../../../tables/value.js';

/** Bytes of the TIFF file that is made of 40 by 30 parts. */
const TIFF_BYTES = 7404;

/** Told by the length of the picture, where there are enough numbers for one. */
export const meteringImage = (least: number, length: number = TIFF_BYTES): Conversion => ({
  value: (value) => (asBytes(value).length >= least ? binaryText(length) : undefined),
});
