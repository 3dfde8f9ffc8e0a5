// The main door, `exifkit`: reading and removing on every runtime, with what not every file needs fetched when one does.

export { createEngine, type Engine, type EngineParts, type ReadOptions } from './engine.js';
export { type ErrorCode, MetadataError, type Warning } from './errors.js';
export {
  type GpsPosition,
  gpsPosition,
  type Orientation,
  readGps,
  readOrientation,
  readThumbnail,
  type Thumbnail,
} from './focused.js';
export { defaultLimits, type Limits } from './limits.js';
export type { Metadata, MetadataBase } from './metadata.js';
export { read } from './read.js';
export type { RemoveReport } from './removal.js';
export type { OnlyGroup } from './remove/only/groups.js';
export type { Keep, Preset, RemovePolicy } from './remove/policy.js';
export { type ImageDigest, type Rewrite, remove } from './remove.js';
export type { ByteSource, Source } from './sources/source.js';
export { fromUrl, type UrlOptions } from './sources/url.js';
export type {
  BlockRef,
  FileType,
  Layout,
  Picture,
  Tag,
  TagValue,
  Text,
} from './types.js';
