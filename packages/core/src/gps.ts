// The door `exifkit/gps`: where a photo was taken, and nothing else.

export { MetadataError } from './errors.js';
export { type GpsPosition, readGps } from './focused.js';
export { readGpsSync } from './focused-sync.js';
export { readJpegGps } from './jpeg-direct.js';
