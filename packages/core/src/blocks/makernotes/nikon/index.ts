// Nikon's maker notes.

import { labels } from '../../../labels/makers/nikon.generated.js';
import type { NikonTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/nikon.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { nikonComposites } from './composites.js';
import { nikonConversions } from './conversions/index.js';
import { findKeys, nikonProcesses } from './processes.js';

/** Nikon's notes: some of their records are enciphered with the camera's serial number and shutter count. */
export const nikon: Block<'nikon', NamedValues & NikonTags> = makerBlock('nikon', 'makernote/nikon', {
  rows,
  labels,
  conversions: nikonConversions,
  composites: nikonComposites,
  processes: nikonProcesses,
  prepare: findKeys,
  holds: ['iptc'],
});
