// The door `exifkit/gps`: where a photo was taken, and nothing else.

export { readJpegGps } from './read/jpeg-direct.js';
export { type GpsPosition, readGps } from './read/single-answers.js';
export { readGpsSync } from './read/single-answers-sync.js';
