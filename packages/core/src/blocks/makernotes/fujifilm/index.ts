// FujiFilm's maker notes, which some of General Imaging are like.
import { labels } from '../../../labels/makers/fujifilm.generated.js';
import type { FujiFilmTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/fujifilm.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { makerBlock } from '../maker.js';
import { fujifilmConversions } from './conversions.js';
import { fujifilmProcesses } from './faces.js';

/** FujiFilm's notes: one directory, with settings and registered faces in some entries. */
export const fujifilm: Block<'fujifilm', NamedValues & FujiFilmTags> = makerBlock(
  'fujifilm',
  'makernote/fujifilm',
  {
    rows,
    labels,
    conversions: [fujifilmConversions],
    processes: fujifilmProcesses,
  },
);
