// Apple's maker notes.
import { labels } from '../../../labels/makers/apple.generated.js';
import { durationText } from '../../../present/duration.js';
import type { AppleTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/apple.generated.js';
import type { Block, Composites } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { appleConversions } from './conversions.js';
import { appleProcesses } from './plist-values.js';

const appleComposites: Composites = {
  before: [],
  after: [
    {
      name: 'RunTimeSincePowerUp',
      needs: ['RunTimeValue'],
      compute(tags) {
        const [value, scale] = [tags.number('Apple:RunTimeValue'), tags.number('Apple:RunTimeScale')];
        if (value === undefined || !scale) return undefined;
        return { value: value / scale, text: durationText(value / scale) };
      },
    },
  ],
};

/** Apple's notes: one directory, some of its entries binary property lists. */
export const apple: Block<'apple', NamedValues & AppleTags> = makerBlock('apple', 'makernote/apple', {
  rows,
  labels,
  conversions: [appleConversions],
  composites: () => appleComposites,
  processes: appleProcesses,
});
