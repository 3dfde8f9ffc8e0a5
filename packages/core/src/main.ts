// The main door, `exifkit`: reading and removing on every runtime, with what not every file needs fetched when one does.

export type { Gps } from './blocks/gps/index.js';
export { gpsPosition } from './blocks/gps/position.js';
export type { Piece } from './bytes/pieces.js';
export type { ByteRange } from './bytes/scan.js';
export { StoredBytes } from './bytes/stored-bytes.js';
export type { Changes } from './changes.js';
export type { Common, CommonPlace } from './common/index.js';
export type { PlanEntry } from './containers/plan.js';
export { type CopyOptions, copyMetadata } from './edit/copy.js';
export type { CopyGroup } from './edit/copy-groups.js';
export { edit } from './edit/edit.js';
export type { EditReport } from './edit/plan.js';
export type { TagChange } from './edit/verify.js';
export { type ErrorCode, MetadataError, type Warning } from './errors.js';
export { defaultLimits, type Limits } from './limits.js';
export { numericText } from './present/numeric.js';
export type { PlainTag, PlainValue } from './present/plain-value.js';
export { createEngine, type Engine, type EngineParts, type ReadAllOptions } from './read/engine.js';
export type { Metadata, MetadataBase } from './read/metadata.js';
export type { FlatMetadata, PlainMetadata, PlainOptions } from './read/plain-result.js';
export {
  type GpsPosition,
  type Orientation,
  readGps,
  readOrientation,
  readThumbnail,
  type Thumbnail,
} from './read/single-answers.js';
export type { ReadOptions } from './read/with-source.js';
export { read } from './read.js';
export type { Keep, Preset, RemovePolicy } from './remove/policy.js';
export type { RemoveReport } from './remove/removal.js';
export { remove } from './remove/remove.js';
export type { ImageDigest } from './remove/rendering.js';
export type { Rewrite, RewriteOptions } from './remove/rewrite.js';
export type { OnlyGroup } from './remove/selective/groups.js';
export type {
  BlobLike,
  BytesLike,
  PlatformBlob,
  PlatformSignal,
  PlatformStream,
  ResponseLike,
  SignalLike,
  StreamLike,
  UrlLike,
} from './sources/platform.js';
export type { ByteSource, Source } from './sources/source.js';
export { fromUrl, type UrlOptions } from './sources/url.js';
export type {
  GeoTiffTags,
  GifTags,
  IccTags,
  IptcTags,
  JfifTags,
  MpfTags,
  PhotoshopTags,
  PngTags,
  RiffTags,
  XmpAuxTags,
  XmpCrsTags,
  XmpDcTags,
  XmpExifEXTags,
  XmpExifTags,
  XmpIptcCoreTags,
  XmpIptcExtTags,
  XmpPhotoshopTags,
  XmpTags,
  XmpTiffTags,
  XmpXmpMMTags,
  XmpXmpRightsTags,
  XmpXmpTags,
} from './tags/block-types.generated.js';
export type { ExifTags, GpsTags } from './tags/exif-types.generated.js';
export type {
  AppleTags,
  CanonTags,
  CasioTags,
  DJITags,
  FLIRTags,
  FujiFilmTags,
  GETags,
  GoogleTags,
  HPTags,
  JVCTags,
  KodakTags,
  KyoceraTags,
  MinoltaTags,
  MotorolaTags,
  NikonTags,
  NintendoTags,
  OlympusTags,
  PanasonicTags,
  PentaxTags,
  PhaseOneTags,
  ReconyxTags,
  RicohTags,
  SamsungTags,
  SanyoTags,
  SigmaTags,
  SonyTags,
} from './tags/maker-types.generated.js';
export type {
  BlockKind,
  BlockRef,
  FileType,
  Host,
  Layout,
  NamedValues,
  Picture,
  Tag,
  TagValue,
  Text,
} from './types.js';
