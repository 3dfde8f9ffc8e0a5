// Reading at once: all parts are at hand, so this is the larger import.
import { app } from './blocks/app/index.js';
import { fileTags } from './blocks/file/index.js';
import { geotiff } from './blocks/geotiff/index.js';
import { gifBlocks } from './blocks/gif/index.js';
import { quicktime } from './blocks/heif/index.js';
import { jumbf } from './blocks/jumbf/index.js';
import { lens } from './blocks/lens/index.js';
import { canon } from './blocks/makernotes/canon/index.js';
import { makerNote } from './blocks/makernotes/index.js';
import { nikon } from './blocks/makernotes/nikon/index.js';
import { pngChunks } from './blocks/png/index.js';
import { riffChunks } from './blocks/riff/index.js';
import { trailer } from './blocks/trailer/index.js';
import { xmp } from './blocks/xmp/index.js';
import { compositeTags } from './composite/index.js';
import { createEngine, type Engine } from './engine.js';
import { formatsAtHand } from './formats-at-hand.js';
import { type AllBlocks, allBlocks } from './parts.js';
import type { AnyBlock, Block } from './types.js';

/** The blocks that `read` fetches. */
const fetched: readonly Block[] = [
  app,
  geotiff,
  gifBlocks,
  quicktime,
  jumbf,
  lens,
  makerNote,
  canon,
  nikon,
  pngChunks,
  riffChunks,
  trailer,
  xmp,
];

const atHand: readonly AnyBlock[] = allBlocks.map(
  (block) => fetched.find(({ name }) => name === block.name) ?? block,
);

/** Reads all metadata of a file in memory; see {@link Engine.readSync}. */
export const readSync: Engine<AllBlocks>['readSync'] = createEngine({
  formats: formatsAtHand,
  blocks: atHand,
  derived: [fileTags, compositeTags],
}).readSync;
