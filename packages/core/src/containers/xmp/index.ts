// XMP sidecars: the packet is the file.

import { type ByteRange, need, type Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import type { Context, Format } from '../../types.js';
import { isXmp } from '../signatures.js';

/** The XMP container. */
export const xmpFile: Format<'xmp'> = {
  name: 'xmp',
  match: isXmp,
  *scan(context) {
    return {
      fileType: { type: 'XMP', extension: 'xmp', mimeType: 'application/rdf+xml' },
      picture: {},
      blocks: [{ kind: 'xmp', ranges: [yield* wholeFile(context)], path: 'xmp' }],
      imageData: [],
    };
  },
};

/** All of the file, up to the longest block that is read. */
export function* wholeFile({ size, limits }: Pick<Context, 'size' | 'limits'>): Scan<ByteRange> {
  const end = size ?? (yield* need(new View(new Uint8Array(0)), 0, limits.blockBytes)).end;
  return { start: 0, end };
}
