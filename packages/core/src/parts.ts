// Everything the engine knows, in one list each: a new format or block is one line here.
import { app } from './blocks/app/index.js';
import { exif } from './blocks/exif/index.js';
import { comment } from './blocks/file/index.js';
import { geotiff } from './blocks/geotiff/index.js';
import { gifBlocks } from './blocks/gif/index.js';
import { gps } from './blocks/gps/index.js';
import { quicktime } from './blocks/heif/index.js';
import { icc } from './blocks/icc/index.js';
import { iptc } from './blocks/iptc/index.js';
import { jfif } from './blocks/jfif/index.js';
import { jumbf } from './blocks/jumbf/index.js';
import { mpf } from './blocks/mpf/index.js';
import { photoshop } from './blocks/photoshop/index.js';
import { pngChunks } from './blocks/png/index.js';
import { riffChunks } from './blocks/riff/index.js';
import { xmp } from './blocks/xmp/index.js';
import { gif } from './containers/gif/index.js';
import { heif } from './containers/heif/index.js';
import { jpeg } from './containers/jpeg/index.js';
import { kyocera } from './containers/kyocera/index.js';
import { png } from './containers/png/index.js';
import { tiff } from './containers/tiff/index.js';
import { webp } from './containers/webp/index.js';
import type { Format } from './types.js';

/** Every container format. */
export const allFormats: readonly Format[] = [jpeg, png, webp, heif, gif, tiff, kyocera];

/** The blocks of {@link allBlocks}, as a type. */
export type AllBlocks = readonly [
  typeof jfif,
  typeof exif,
  typeof gps,
  typeof geotiff,
  typeof pngChunks,
  typeof riffChunks,
  typeof quicktime,
  typeof gifBlocks,
  typeof photoshop,
  typeof iptc,
  typeof xmp,
  typeof icc,
  typeof mpf,
  typeof jumbf,
  typeof app,
  typeof comment,
];

/** Every block; those that hold others come first. */
export const allBlocks: AllBlocks = [
  jfif,
  exif,
  gps,
  geotiff,
  pngChunks,
  riffChunks,
  quicktime,
  gifBlocks,
  photoshop,
  iptc,
  xmp,
  icc,
  mpf,
  jumbf,
  app,
  comment,
];
