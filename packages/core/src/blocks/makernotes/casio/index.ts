// Casio's maker notes, and those of other makers' cameras that Casio made.
import { labels } from '../../../labels/makers/casio.generated.js';
import type { CasioTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/casio.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { casioConversions } from './conversions.js';

/** Casio's notes: a directory of one of two kinds. */
export const casio: Block<'casio', NamedValues & CasioTags> = makerBlock('casio', 'makernote/casio', {
  rows,
  labels,
  conversions: casioConversions,
});
