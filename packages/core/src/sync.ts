// The door `exifkit/sync`: the verbs over bytes in memory, at once. All parts are at hand, so it is the larger import.

export { MetadataError } from './errors.js';
export { readGpsSync, readOrientationSync, readThumbnailSync } from './focused-sync.js';
export { readSync } from './read-sync.js';
export { type RewriteSync, removeSync } from './remove-sync.js';
