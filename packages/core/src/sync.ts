// The door `exifkit/sync`: the verbs over bytes in memory, at once. All parts are at hand, so it is the larger import.

export { MetadataError } from './errors.js';
export { readSync } from './read/read-sync.js';
export { readGpsSync, readOrientationSync, readThumbnailSync } from './read/single-answers-sync.js';
export { type RewriteSync, removeSync } from './remove/remove-sync.js';
