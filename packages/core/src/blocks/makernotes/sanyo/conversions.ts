// Which of two things an entry of Sanyo's directory is (ExifTool's Sanyo.pm).
import type { Conversions } from '../../../tables/conversion.js';

export const sanyoConversions: Conversions = {
  Main: { choose: { 547: ({ format }) => (format === 'rational64u' ? 0 : 1) } },
};
