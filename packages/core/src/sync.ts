// The door `exifkit/sync`: the verbs over bytes in memory, at once. All parts are at hand, so it is the larger import.

export type { Changes } from './changes.js';
export { editSync } from './edit/edit-sync.js';
export type { EditReport } from './edit/plan.js';
export { MetadataError } from './errors.js';
export { readSync } from './read/read-sync.js';
export { readGpsSync, readOrientationSync, readThumbnailSync } from './read/single-answers-sync.js';
export { removeSync } from './remove/remove-sync.js';
export type { RewriteSync } from './remove/rewrite-sync.js';
