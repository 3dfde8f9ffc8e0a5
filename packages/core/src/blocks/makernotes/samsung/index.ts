// Samsung's maker notes.
import { labels } from '../../../labels/makers/samsung.generated.js';
import type { SamsungTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/samsung.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { samsungComposites } from './composites.js';
import { samsungConversions } from './conversions.js';

/** Samsung's notes: a directory, some of its numbers enciphered, or a record that tells where a preview lies. */
export const samsungNote: Block<'samsung', NamedValues & SamsungTags> = makerBlock(
  'samsung',
  'makernote/samsung',
  {
    rows,
    labels,
    conversions: [samsungConversions],
    composites: () => samsungComposites,
  },
);
