// What the entries of FLIR's directory mean (ExifTool's FLIR.pm).
import type { Conversions } from '../../../tables/conversion.js';
import { decimals } from '../../../tables/number-conversions.js';

export const flirNoteConversions: Conversions = { Main: { tags: { Emissivity: { print: decimals(2) } } } };
