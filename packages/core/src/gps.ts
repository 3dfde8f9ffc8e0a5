// The door `exifkit/gps`: where a photo was taken, and nothing else.

export { type GpsPosition, readGps } from './focused.js';
export { readGpsSync } from './focused-sync.js';
export { readJpegGps } from './jpeg-direct.js';
