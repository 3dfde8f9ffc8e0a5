// The door `exifkit/all`: every other door in one, for where a single file is wanted and nothing can be fetched later.

export * from './main.js';
export * from './parts.js';
export { readJpegGps } from './read/jpeg-direct.js';
export * from './report.js';
export * from './sync.js';
