// MPF tags (CIPA DC-007 section 5.2): what their values mean.
import type { Conversions } from '../../tables/conversion.js';
import { withUnit } from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import { isSet, toNumber } from '../../tables/value.js';
import { labels, rows } from '../../tags/mpf.generated.js';

export const mpfConversions: Conversions = {
  Main: {
    tags: {
      PanOrientation: {
        value: (stored) => [24, 16, 8, 0].map((shift) => (toNumber(stored) >>> shift) & 255),
        prints: [withUnit(' rows'), withUnit(' columns')],
      },
    },
  },
  MPImage: { tags: { MPImageStart: { isOffset: isSet } } },
};

export const mpfRecords: Records = new Records({ rows, labels, conversions: [mpfConversions] });
