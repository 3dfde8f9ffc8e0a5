// FLIR's maker notes.
import { labels } from '../../../labels/makers/flir.generated.js';
import type { FLIRTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/flir.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { flirNoteConversions } from './conversions.js';

/** FLIR's notes: one directory. What its cameras measure lies in segments. */
export const flirNote: Block<'flir', NamedValues & FLIRTags> = makerBlock('flir', 'makernote/flir', {
  rows,
  labels,
  conversions: [flirNoteConversions],
});
