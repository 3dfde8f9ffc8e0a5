// Sony's maker notes.
import { labels } from '../../../labels/makers/sony.generated.js';
import type { SonyTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/sony.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { sonyComposites } from './composites.js';
import { sonyConversions } from './conversions/index.js';
import { sonyProcesses } from './processes.js';

/** Sony's notes: one directory; since 2010 most of its records are enciphered. */
export const sony: Block<'sony', NamedValues & SonyTags> = makerBlock('sony', 'makernote/sony', {
  rows,
  labels,
  conversions: sonyConversions,
  composites: sonyComposites,
  processes: sonyProcesses,
  others: { Minolta: 'makernote/minolta', MinoltaRaw: 'makernote/minolta' },
});
