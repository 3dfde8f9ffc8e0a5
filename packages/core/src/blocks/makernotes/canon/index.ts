// Canon's maker notes.

import { labels } from '../../../labels/makers/canon.generated.js';
import type { CanonTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/canon.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { ciffProcesses } from './ciff.js';
import { canonComposites } from './composites.js';
import { canonConversions } from './conversions/index.js';
import { canonProcesses } from './processes.js';

/** Canon's notes: one directory, most of its entries records. */
export const canon: Block<'canon', NamedValues & CanonTags> = makerBlock('canon', 'makernote/canon', {
  rows,
  labels,
  conversions: canonConversions,
  composites: canonComposites,
  processes: { ...canonProcesses, ...ciffProcesses },
});
