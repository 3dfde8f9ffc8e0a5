// The door `exifkit/parts`: what engines are made of, for `createEngine`.

export { fileTags } from './blocks/file/index.js';
export { compositeTags } from './composite/index.js';
export { createEngine, type Engine, type EngineParts, type ReadAllOptions } from './read/engine.js';
export type { ReadOptions } from './read/with-source.js';
export * from './registry/blocks-at-hand.js';
export * from './registry/formats-at-hand.js';
export type {
  AnyBlock,
  AnyFormat,
  Block,
  BlockKind,
  BlockRef,
  Context,
  Format,
  Host,
  Layout,
  LazyBlock,
  LazyFormat,
  Loaded,
} from './types.js';
