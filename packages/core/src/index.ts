// The door for every runtime: reading and removing image metadata.
export { comment, fileTags } from './blocks/file/index.js';
export { compositeTags } from './composite/index.js';
export { jpeg } from './containers/jpeg/index.js';
export { createEngine, type Engine, type EngineParts, type ReadOptions } from './engine.js';
export { type ErrorCode, MetadataError, type Warning } from './errors.js';
export { defaultLimits, type Limits } from './limits.js';
export {
  type GpsPosition,
  gpsPosition,
  type Orientation,
  readGps,
  readGpsSync,
  readOrientation,
  readThumbnail,
  type Thumbnail,
} from './focused.js';
export type { Metadata, MetadataBase } from './metadata.js';
export { read, readSync } from './read.js';
export type { ByteSource, Source } from './sources/source.js';
export { fromUrl, type UrlOptions } from './sources/url.js';
export type { Block, BlockRef, FileType, Format, Layout, Loaded, Picture, Tag, TagValue, Text } from './types.js';
export { remove, removeSync, type Rewrite } from './remove.js';
export type { Keep, Preset, RemovePolicy } from './remove/policy.js';
