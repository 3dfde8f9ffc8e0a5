// The door `exifkit/gps`: where a photo was taken, and nothing else.

export type { GpsPosition } from './blocks/gps/direct.js';
export { readGpsAlone as readGps } from './read/gps-answer.js';
export { readJpegGps } from './read/jpeg-direct.js';
export { readGpsSync } from './read/single-answers-sync.js';
