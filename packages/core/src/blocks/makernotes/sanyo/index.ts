// Sanyo's maker notes.
import { labels } from '../../../labels/makers/sanyo.generated.js';
import type { SanyoTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/sanyo.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { sanyoConversions } from './conversions.js';

/** Sanyo's notes: one directory. */
export const sanyo: Block<'sanyo', NamedValues & SanyoTags> = makerBlock('sanyo', 'makernote/sanyo', {
  rows,
  labels,
  conversions: [sanyoConversions],
});
