// Single answers straight from the bytes of a JPEG: the fast path of `readGps` and `readOrientation`.
import { type DirectOrientation, directOrientation } from '../blocks/exif/direct.js';
import { type DirectPosition, directPosition, type GpsPosition } from '../blocks/gps/direct.js';
import { exifHeaderBytes, findExifSegment, NONE, segmentEnd } from '../containers/jpeg/exif-segment.js';
import { SOI } from '../structures/jpeg/markers.js';

/**
 * The place where a photo was taken, from the EXIF of a JPEG, and of nothing else: a few KiB for apps that need
 * no more. `undefined` also where the EXIF is not laid out as cameras do it (damaged, split, over-long): where
 * that matters, use `readGps`, which looks closer and knows every format.
 */
export function readJpegGps(source: Uint8Array | ArrayBuffer): GpsPosition | undefined {
  const bytes = source instanceof Uint8Array ? source : new Uint8Array(source);
  const position = startsAsJpeg(bytes) ? jpegPosition(bytes) : 'none';
  return typeof position === 'string' ? undefined : position;
}

export function startsAsJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff;
}

/** The position that a JPEG's first GPS directory tells. */
export function jpegPosition(bytes: Uint8Array): DirectPosition {
  let at = findExifSegment(bytes, 2);
  while (at > 0) {
    const end = segmentEnd(bytes, at);
    const position = directPosition(bytes, at + exifHeaderBytes, end);
    if (position !== 'none' && position !== 'nowhere') return position;
    at = findExifSegment(bytes, end);
    if (position === 'nowhere') return at === NONE ? 'none' : 'unsure';
  }
  return at === NONE ? 'none' : 'unsure';
}

/** The orientation that a JPEG's one Exif segment tells. */
export function jpegOrientation(bytes: Uint8Array): DirectOrientation {
  const at = findExifSegment(bytes, 2);
  if (at < 0) return at === NONE ? 'none' : 'unsure';
  const end = segmentEnd(bytes, at);
  const orientation = directOrientation(bytes, at + exifHeaderBytes, end);
  if (orientation !== 'none') return orientation;
  return findExifSegment(bytes, end) === NONE ? 'none' : 'unsure';
}
