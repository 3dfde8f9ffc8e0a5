// Kodak's maker notes, of a dozen forms, and the directories of its own in its raw files.
import { labels } from '../../../labels/makers/kodak.generated.js';
import type { KodakTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/kodak.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { kodakComposites } from './composites.js';
import { kodakConversions } from './conversions.js';
import { kodakProcesses } from './processes.js';

/** Kodak's notes: values at fixed places, or a directory, in which others may lie behind their own byte order. */
export const kodak: Block<'kodak', NamedValues & KodakTags> = makerBlock('kodak', 'makernote/kodak', {
  rows,
  labels,
  conversions: kodakConversions,
  composites: () => kodakComposites,
  processes: kodakProcesses,
});
