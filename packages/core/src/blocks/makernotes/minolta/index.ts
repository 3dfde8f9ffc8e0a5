// Minolta's and Konica Minolta's maker notes.
import { labels } from '../../../labels/makers/minolta.generated.js';
import type { MinoltaTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/minolta.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { minoltaComposites } from './composites.js';
import { minoltaConversions } from './conversions.js';
import { minoltaProcesses } from './processes.js';

/** Minolta's notes; Sony's first DSLR holds one too, and its raw files hold Minolta's records. */
export const minolta: Block<'minolta', NamedValues & MinoltaTags> = makerBlock(
  'minolta',
  'makernote/minolta',
  {
    rows,
    labels,
    conversions: minoltaConversions,
    composites: minoltaComposites,
    processes: minoltaProcesses,
  },
);
