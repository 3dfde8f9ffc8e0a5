// Reading with everything the engine knows, the rarer parts fetched when a file has them.
import { fileTags } from './blocks/file/index.js';
import { compositeTags } from './composite/index.js';
import { jpeg } from './containers/jpeg/index.js';
import { createEngine, type Engine } from './read/engine.js';
import { type AllBlocks, blocks } from './registry/blocks.js';
import { formats } from './registry/formats.js';

/** Reads all metadata of a file; see {@link Engine.read}. */
export const read: Engine<AllBlocks>['read'] = createEngine({
  // Most photos are JPEGs: that walk is at hand.
  formats: [jpeg, ...formats.filter(({ name }) => name !== jpeg.name)],
  blocks,
  derived: [fileTags, compositeTags],
}).read;
