// Reading with everything the engine knows.
import { fileTags } from './blocks/file/index.js';
import { compositeTags } from './composite/index.js';
import { createEngine, type Engine } from './engine.js';
import { type AllBlocks, allBlocks, allFormats } from './parts.js';

const engine: Engine<AllBlocks> = createEngine({
  formats: allFormats,
  blocks: allBlocks,
  derived: [fileTags, compositeTags],
});

/** Reads all metadata of a file; see {@link Engine.read}. */
export const read: Engine<AllBlocks>['read'] = engine.read;
/** Reads all metadata of a file in memory; see {@link Engine.readSync}. */
export const readSync: Engine<AllBlocks>['readSync'] = engine.readSync;
