// Maker notes of Reconyx' wildlife cameras.
import { labels } from '../../../labels/makers/reconyx.generated.js';
import type { ReconyxTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/reconyx.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { reconyxConversions } from './conversions.js';

/** Reconyx' notes: one record, each series' its own. */
export const reconyx: Block<'reconyx', NamedValues & ReconyxTags> = makerBlock(
  'reconyx',
  'makernote/reconyx',
  {
    rows,
    labels,
    conversions: [reconyxConversions],
  },
);
