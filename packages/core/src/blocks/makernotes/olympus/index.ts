// Olympus' and OM System's maker notes, Epson's, and those of other makers that have some of the same tags.

import { labels } from '../../../labels/makers/olympus.generated.js';
import type { OlympusTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/olympus.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { olympusComposites } from './composites.js';
import { olympusConversions } from './conversions/index.js';
import { olympusProcesses } from './processes.js';

/** Olympus' notes: a directory that holds others, each in its entry or behind a pointer. */
export const olympus: Block<'olympus', NamedValues & OlympusTags> = makerBlock(
  'olympus',
  'makernote/olympus',
  {
    rows,
    labels,
    conversions: olympusConversions,
    composites: olympusComposites,
    processes: olympusProcesses,
    others: { Minolta: 'makernote/minolta' },
  },
);
