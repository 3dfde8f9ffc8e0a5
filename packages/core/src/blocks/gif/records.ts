// The records of GIF files: what their values mean (GIF89a specification).
import type { Conversions } from '../../tables/conversion.js';
import { hexadecimal, number, over, plus, unlessZero, withUnit } from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import { labels, rows } from '../../tags/gif.generated.js';

export const gifConversions: Conversions = {
  Screen: {
    tags: {
      'ColorResolutionDepth BitsPerPixel': { value: plus(1) },
      PixelAspectRatio: { raw: unlessZero, value: number((stored) => (stored + 15) / 64) },
    },
  },
  Animation: { tags: { AnimationIterations: { print: (value) => (value === 0 ? 'Infinite' : value) } } },
  MIDIControl: {
    tags: { ChannelUsage: { print: hexadecimal(4) }, DelayTime: { value: over(100), print: withUnit(' s') } },
  },
};

export const gifRecords: Records = new Records({ rows, labels, conversions: [gifConversions] });
