// Reading with everything the engine knows, the rarer parts fetched when a file has them.
import { fileTags } from './blocks/file/index.js';
import { compositeTags } from './composite/index.js';
import { createEngine, type Engine } from './engine.js';
import { lazyFormats } from './lazy-formats.js';
import { type AllBlocks, allBlocks } from './parts.js';

/** Reads all metadata of a file; see {@link Engine.read}. */
export const read: Engine<AllBlocks>['read'] = createEngine({
  formats: lazyFormats,
  blocks: allBlocks,
  derived: [fileTags, compositeTags],
}).read;
