// Reading at once: all parts are at hand, so this is the larger import.
import { fileTags } from '../blocks/file/index.js';
import { compositeTags } from '../composite/index.js';
import type { AllBlocks } from '../registry/blocks.js';
import { everyBlock } from '../registry/every-block.js';
import { everyFormat } from '../registry/every-format.js';
import { createEngine, type Engine } from './engine.js';

/** Reads all metadata of a file in memory; see {@link Engine.readSync}. */
export const readSync: Engine<AllBlocks>['readSync'] = createEngine({
  formats: everyFormat,
  blocks: everyBlock,
  derived: [fileTags, compositeTags],
}).readSync;
