// The position in a file of any format, by its walk: for files that are not laid out as most are, or not in memory.
import type { GpsPosition } from '../blocks/gps/direct.js';
import { positionOf } from '../blocks/gps/position.js';
import { readAnyGpsDirectory } from '../blocks/gps/read.js';
import type { Scan } from '../bytes/scan.js';
import { defaultLimits } from '../limits.js';
import type { Format } from '../types.js';
import { createContext, type FileFacts } from './context.js';

export function* scanGps(format: Format, file: FileFacts): Scan<GpsPosition | undefined> {
  const context = createContext(defaultLimits, file, [], 'exif');
  for (const ref of (yield* format.scan(context)).blocks) {
    if (ref.kind !== 'exif') continue;
    const directory = yield* readAnyGpsDirectory(ref, context);
    if (directory && directory.entries.length > 0) return positionOf(directory);
  }
  return undefined;
}
