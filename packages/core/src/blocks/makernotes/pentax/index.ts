// Pentax' and Asahi's maker notes, those of late cameras of Ricoh, and of Samsung's that Pentax made.
import { labels } from '../../../labels/makers/pentax.generated.js';
import type { PentaxTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/pentax.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { lensIdComposite } from '../lens-composite.js';
import { makerBlock } from '../maker.js';
import { textProcesses } from '../texts.js';
import { pentaxConversions } from './conversions/index.js';

/** Pentax' notes: one directory, many of its entries records; the shutter count is enciphered. */
export const pentax: Block<'pentax', NamedValues & PentaxTags> = makerBlock('pentax', 'makernote/pentax', {
  rows,
  labels,
  conversions: pentaxConversions,
  composites: (tables) => ({
    before: [lensIdComposite(tables, 'Pentax', 'Pentax::LensRec', 'Pentax ')],
    after: [],
  }),
  processes: textProcesses,
});
