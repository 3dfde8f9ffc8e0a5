// The bytes of a cleaned file: ranges of the uploaded file, and new bytes between them.
import type { ByteSource } from 'exifkit';
import { readInOrder } from 'exifkit/remove';
import { joinChunks, streamOf } from './bytes.js';
import type { Rewrite } from './engine.js';
import type { Entry } from './storage/store.js';

/** The file: of one in memory at once, of one on disk as it is read. */
export function bodyOf(pieces: Rewrite['pieces'], source: Uint8Array | ByteSource): Entry['body'] {
  if ('read' in source) return { size: sizeOf(pieces), stream: streamOf(readInOrder(pieces, source)) };
  return joinChunks(
    pieces.map((piece) => (piece instanceof Uint8Array ? piece : source.subarray(piece.start, piece.end))),
  );
}

function sizeOf(pieces: Rewrite['pieces']): number {
  return pieces.reduce(
    (size, piece) => size + (piece instanceof Uint8Array ? piece.length : piece.end - piece.start),
    0,
  );
}
