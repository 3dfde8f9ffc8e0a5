// Every block at hand, for what cannot wait for one to be fetched, and for checks that must see what reading sees.
import { app } from '../blocks/app/index.js';
import { geotiff } from '../blocks/geotiff/index.js';
import { gifBlocks } from '../blocks/gif/index.js';
import { quicktime } from '../blocks/heif/index.js';
import { iptc } from '../blocks/iptc/index.js';
import { jumbf } from '../blocks/jumbf/index.js';
import { lens } from '../blocks/lens/index.js';
import { canon } from '../blocks/makernotes/canon/index.js';
import { makerNote } from '../blocks/makernotes/index.js';
import { nikon } from '../blocks/makernotes/nikon/index.js';
import { photoshop } from '../blocks/photoshop/index.js';
import { pngChunks } from '../blocks/png/index.js';
import { riffChunks } from '../blocks/riff/index.js';
import { trailer } from '../blocks/trailer/index.js';
import { xmp } from '../blocks/xmp/index.js';
import type { AnyBlock, Block } from '../types.js';
import { allBlocks } from './lazy-blocks.js';

/** The blocks that are fetched elsewhere. */
const fetched: readonly Block[] = [
  app,
  geotiff,
  gifBlocks,
  iptc,
  photoshop,
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

/** Every block that `read` knows. */
export const blocksAtHand: readonly AnyBlock[] = allBlocks.map(
  (block) => fetched.find(({ name }) => name === block.name) ?? block,
);
