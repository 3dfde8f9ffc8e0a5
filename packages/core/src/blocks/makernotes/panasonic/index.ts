// Maker notes of Panasonic and of Leica, which has some of Panasonic's forms and others of its own.
import { labels } from '../../../labels/makers/panasonic.generated.js';
import type { PanasonicTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/panasonic.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { panasonicComposites } from './composites.js';
import { panasonicNoteConversions } from './conversions.js';
import { leicaConversions } from './leica-conversions.js';

/** Panasonic's and Leica's notes: one directory, some of its entries records. */
export const panasonic: Block<'panasonic', NamedValues & PanasonicTags> = makerBlock(
  'panasonic',
  'makernote/panasonic',
  {
    rows,
    labels,
    conversions: [panasonicNoteConversions, leicaConversions],
    composites: panasonicComposites,
  },
);
