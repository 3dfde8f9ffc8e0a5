// The door `exifkit/remove`: cleaned files.

export type { PlanEntry } from './containers/plan.js';
export { MetadataError } from './errors.js';
export { readInOrder } from './remove/in-order.js';
export type { Keep, Preset, RemovePolicy } from './remove/policy.js';
export type { RemoveReport } from './remove/removal.js';
export { remove } from './remove/remove.js';
export type { ImageDigest } from './remove/rendering.js';
export type { Rewrite, RewriteOptions } from './remove/rewrite.js';
export type { OnlyGroup } from './remove/selective/groups.js';
