// What an entry of JVC's directory means (ExifTool's JVC.pm).
import type { Conversions } from '../../../tables/conversion.js';
import { toText } from '../../../tables/value.js';

export const jvcConversions: Conversions = {
  Main: {
    tags: {
      // Texts with nulls between.
      CPUVersions: {
        value(value) {
          return toText(value)
            .replace(/(\s*\0)+$/, '')
            .replace(/(\s*\0)+/g, ', ');
        },
      },
    },
  },
};
