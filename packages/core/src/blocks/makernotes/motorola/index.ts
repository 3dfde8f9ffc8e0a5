// Motorola's maker notes.
import { labels } from '../../../labels/makers/motorola.generated.js';
import type { MotorolaTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/motorola.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { motorolaConversions } from './conversions.js';

/** Motorola's notes: one directory. */
export const motorola: Block<'motorola', NamedValues & MotorolaTags> = makerBlock(
  'motorola',
  'makernote/motorola',
  {
    rows,
    labels,
    conversions: [motorolaConversions],
  },
);
