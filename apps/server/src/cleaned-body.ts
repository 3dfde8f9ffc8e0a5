// The bytes of a cleaned file: ranges of the uploaded file, and new bytes between them.
import type { ByteSource } from 'exifkit';
import { joinChunks, streamOf } from './bytes.js';
import type { Rewrite } from './engine.js';

type Piece = Rewrite['pieces'][number];

/** Length in bytes of the file that the pieces make. */
export function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((size, piece) => size + lengthOf(piece), 0);
}

/** The file: of one in memory at once, of one on disk as it is read. */
export function bodyOf(
  pieces: readonly Piece[],
  source: Uint8Array | ByteSource,
): Uint8Array | ReadableStream<Uint8Array> {
  if (!('read' in source)) return joinChunks(pieces.map((piece) => bytesOf(piece, source)));
  return streamOf(readInOrder(pieces, source));
}

function lengthOf(piece: Piece): number {
  return piece instanceof Uint8Array ? piece.length : piece.end - piece.start;
}

function bytesOf(piece: Piece, source: Uint8Array): Uint8Array {
  return piece instanceof Uint8Array ? piece : source.subarray(piece.start, piece.end);
}

/** Bytes that are read at once. */
const readAtOnce = 256 * 1024;

async function* readInOrder(pieces: readonly Piece[], source: ByteSource): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) {
      yield piece;
      continue;
    }
    for (let start = piece.start; start < piece.end; start += readAtOnce) {
      const end = Math.min(piece.end, start + readAtOnce);
      const bytes = await source.read({ start, end });
      if (bytes.length < end - start) throw new Error('the uploaded file has become shorter');
      yield bytes.subarray(0, end - start);
    }
  }
}
