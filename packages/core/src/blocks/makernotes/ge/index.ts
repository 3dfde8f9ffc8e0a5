// Maker notes of General Imaging, but for those that are like FujiFilm's.
import { labels } from '../../../labels/makers/ge.generated.js';
import type { GETags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/ge.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';

/** The notes of General Imaging: one directory. */
export const ge: Block<'ge', NamedValues & GETags> = makerBlock('ge', 'makernote/ge', {
  rows,
  labels,
  conversions: [],
});
