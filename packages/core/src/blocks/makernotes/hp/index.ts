// Hewlett-Packard's maker notes.
import { labels } from '../../../labels/makers/hp.generated.js';
import type { HPTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/hp.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { textProcesses } from '../texts.js';
import { hpConversions } from './conversions.js';

/** Hewlett-Packard's notes: a directory, a record, or texts with a picture. */
export const hp: Block<'hp', NamedValues & HPTags> = makerBlock('hp', 'makernote/hp', {
  rows,
  labels,
  conversions: [hpConversions],
  processes: textProcesses,
});
