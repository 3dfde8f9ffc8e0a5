// What the fields of Hewlett-Packard's records mean (ExifTool's HP.pm).
import type { Conversions } from '../../../tables/conversion.js';
import { exposureTimeText, over } from '../../../tables/number-conversions.js';
import { toText } from '../../../tables/value.js';

export const hpConversions: Conversions = {
  'Type4 Type6': {
    tags: {
      ExposureTime: { value: over(1e6), print: exposureTimeText },
      SerialNumber: { raw: (value) => /^SERIAL NUMBER:(.*)/s.exec(toText(value))?.[1] },
    },
  },
  Type4: { tags: { MaxAperture: { value: over(10) } } },
  Type6: { tags: { FNumber: { value: over(10) } } },
};
