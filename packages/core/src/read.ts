// Reading with everything the engine knows.
import { comment, fileTags } from './blocks/file/index.js';
import { compositeTags } from './composite/index.js';
import { jpeg } from './containers/jpeg/index.js';
import { createEngine, type Engine } from './engine.js';

const engine: Engine<readonly [typeof comment]> = createEngine({
  formats: [jpeg],
  blocks: [comment],
  derived: [fileTags, compositeTags],
});

/** Reads all metadata of a file; see {@link Engine.read}. */
export const read: typeof engine.read = engine.read;
/** Reads all metadata of a file in memory; see {@link Engine.readSync}. */
export const readSync: typeof engine.readSync = engine.readSync;
