// JVC's maker notes.
import { labels } from '../../../labels/makers/jvc.generated.js';
import type { JVCTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/jvc.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { jvcConversions } from './conversions.js';
import { jvcProcesses } from './text.js';

/** JVC's notes: a directory, or a text. */
export const jvc: Block<'jvc', NamedValues & JVCTags> = makerBlock('jvc', 'makernote/jvc', {
  rows,
  labels,
  conversions: [jvcConversions],
  processes: jvcProcesses,
});
