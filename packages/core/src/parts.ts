// The door `exifkit/parts`: what engines are made of, for `createEngine`.

export { app } from './blocks/app/index.js';
export { exif } from './blocks/exif/index.js';
export { comment, fileTags } from './blocks/file/index.js';
export { geotiff } from './blocks/geotiff/index.js';
export { gifBlocks } from './blocks/gif/index.js';
export { gps } from './blocks/gps/index.js';
export { quicktime } from './blocks/heif/index.js';
export { icc } from './blocks/icc/index.js';
export { iptc } from './blocks/iptc/index.js';
export { jfif } from './blocks/jfif/index.js';
export { jumbf } from './blocks/jumbf/index.js';
export { lens } from './blocks/lens/index.js';
export { canon } from './blocks/makernotes/canon/index.js';
export { makerNote } from './blocks/makernotes/index.js';
export { nikon } from './blocks/makernotes/nikon/index.js';
export { mpf } from './blocks/mpf/index.js';
export { photoshop } from './blocks/photoshop/index.js';
export { pngChunks } from './blocks/png/index.js';
export { riffChunks } from './blocks/riff/index.js';
export { trailer } from './blocks/trailer/index.js';
export { xmp } from './blocks/xmp/index.js';
export { compositeTags } from './composite/index.js';
export { gif } from './containers/gif/index.js';
export { heif } from './containers/heif/index.js';
export { jpeg } from './containers/jpeg/index.js';
export { kyocera } from './containers/kyocera/index.js';
export { png } from './containers/png/index.js';
export { tiff } from './containers/tiff/index.js';
export { webp } from './containers/webp/index.js';
export { createEngine, type Engine, type EngineParts, type ReadOptions } from './read/engine.js';
export type {
  AnyBlock,
  AnyFormat,
  Block,
  BlockRef,
  Context,
  Format,
  Layout,
  LazyBlock,
  LazyFormat,
  Loaded,
} from './types.js';
