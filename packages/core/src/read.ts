// Reading with everything the engine knows, the rarer parts fetched when a file has them.
import { fileTags } from './blocks/file/index.js';
import { compositeTags } from './composite/index.js';
import { createEngine, type Engine } from './read/engine.js';
import { type AllBlocks, allBlocks } from './registry/lazy-blocks.js';
import { lazyFormats } from './registry/lazy-formats.js';

/** Reads all metadata of a file; see {@link Engine.read}. */
export const read: Engine<AllBlocks>['read'] = createEngine({
  formats: lazyFormats,
  blocks: allBlocks,
  derived: [fileTags, compositeTags],
}).read;
