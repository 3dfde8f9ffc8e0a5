// Nintendo's maker notes.
import { labels } from '../../../labels/makers/nintendo.generated.js';
import type { NintendoTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/nintendo.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { nintendoConversions } from './conversions.js';

/** Nintendo's notes: a directory with one record. */
export const nintendo: Block<'nintendo', NamedValues & NintendoTags> = makerBlock(
  'nintendo',
  'makernote/nintendo',
  {
    rows,
    labels,
    conversions: [nintendoConversions],
  },
);
