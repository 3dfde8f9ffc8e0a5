// DJI's maker notes.
import { labels } from '../../../labels/makers/dji.generated.js';
import type { DJITags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/dji.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { djiConversions } from './conversions.js';
import { djiProcesses } from './texts.js';

/** DJI's notes: a directory, or debugging texts. */
export const djiNote: Block<'dji', NamedValues & DJITags> = makerBlock('dji', 'makernote/dji', {
  rows,
  labels,
  conversions: [djiConversions],
  processes: djiProcesses,
});
