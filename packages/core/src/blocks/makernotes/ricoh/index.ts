// Ricoh's own maker notes; late cameras write Pentax'.
import { labels } from '../../../labels/makers/ricoh.generated.js';
import type { RicohTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/ricoh.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { ricohComposites } from './composites.js';
import { ricohConversions } from './conversions.js';
import { ricohProcesses } from './processes.js';

/** Ricoh's notes: a directory, in which another may lie, or a text. */
export const ricoh: Block<'ricoh', NamedValues & RicohTags> = makerBlock('ricoh', 'makernote/ricoh', {
  rows,
  labels,
  conversions: ricohConversions,
  composites: () => ricohComposites,
  processes: ricohProcesses,
});
