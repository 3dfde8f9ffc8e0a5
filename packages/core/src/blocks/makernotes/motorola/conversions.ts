// What an entry of Motorola's directory needs to be what it seems (ExifTool's Motorola.pm).
import type { Conversions } from '../../../tables/conversion.js';
import { when } from '../../../tables/number-conversions.js';

export const motorolaConversions: Conversions = {
  Main: { choose: { 25632: when(({ format }) => format === 'string') } },
};
