// The single answers out of bytes in memory, at once: every format is at hand.
import type { Orientation } from '../blocks/exif/direct.js';
import type { GpsPosition } from '../blocks/gps/direct.js';
import type { Scan } from '../bytes/scan.js';
import { byHead } from '../containers/by-head.js';
import { everyFormat } from '../registry/every-format.js';
import type { BytesLike } from '../sources/platform.js';
import type { Format } from '../types.js';
import type { FileFacts } from './context.js';
import { scanOrientation, scanThumbnail, type Thumbnail } from './exif-scan.js';
import { findExif } from './find-exif.js';
import { scanGps } from './gps-scan.js';
import { stated, straightOrientation, straightPosition } from './straight.js';
import { driveSync } from './with-source.js';

/** As `readGps`, over bytes in memory. Throws as it rejects. */
export function readGpsSync(source: BytesLike): GpsPosition | undefined {
  const direct = straightPosition(source, findExif);
  return direct === 'unsure' ? atOnce(source, scanGps) : stated(direct);
}

/** As `readOrientation`, over bytes in memory. Throws as it rejects. */
export function readOrientationSync(source: BytesLike): Orientation | undefined {
  const direct = straightOrientation(source, findExif);
  return direct === 'unsure' ? atOnce(source, scanOrientation) : stated(direct);
}

/** As `readThumbnail`, over bytes in memory. Throws as it rejects. */
export function readThumbnailSync(source: BytesLike): Thumbnail | undefined {
  return atOnce(source, scanThumbnail);
}

function atOnce<Answer>(source: BytesLike, scan: (format: Format, file: FileFacts) => Scan<Answer>): Answer {
  return driveSync(source, function* (file) {
    return yield* scan(yield* byHead(everyFormat, 'read'), file);
  });
}
