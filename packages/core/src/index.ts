// The door for every runtime: reading and removing image metadata.

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
export { createEngine, type Engine, type EngineParts, type ReadOptions } from './engine.js';
export { type ErrorCode, MetadataError, type Warning } from './errors.js';
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
export { readJpegGps } from './jpeg-gps.js';
export { defaultLimits, type Limits } from './limits.js';
export type { Metadata, MetadataBase } from './metadata.js';
export { read } from './read.js';
export { readSync } from './read-sync.js';
export type { RemoveReport } from './removal.js';
export type { OnlyGroup } from './remove/only/groups.js';
export type { Keep, Preset, RemovePolicy } from './remove/policy.js';
export type { ImageDigest } from './remove/rendering.js';
export { type Rewrite, remove } from './remove.js';
export { type RewriteSync, removeSync } from './remove-sync.js';
export type { ByteSource, Source } from './sources/source.js';
export { fromUrl, type UrlOptions } from './sources/url.js';
export type {
  AnyBlock,
  AnyFormat,
  Block,
  BlockRef,
  FileType,
  Format,
  Layout,
  LazyBlock,
  LazyFormat,
  Loaded,
  Picture,
  Tag,
  TagValue,
  Text,
} from './types.js';
