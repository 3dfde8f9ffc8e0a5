// Exiv2's files of metadata alone: the segments of a JPEG behind a signature of their own, and no picture. Read, not written.
import type { Format } from '../../types.js';
import { scanSegments } from '../jpeg/scan.js';
import { exvHeadBytes, isExv } from '../signatures.js';

/** The EXV container. */
export const exv: Format<'exv'> = {
  name: 'exv',
  match: isExv,
  scan: (context) =>
    scanSegments(context, exvHeadBytes, { type: 'EXV', extension: 'exv', mimeType: 'image/x-exv' }),
};
