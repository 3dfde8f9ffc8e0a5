// The bytes of a cleaned file in their order, read from its source piece by piece.
import { type Piece, smallPieces } from '../bytes/pieces.js';
import type { ByteRange } from '../bytes/scan.js';
import { MetadataError } from '../errors.js';
import type { ByteSource } from '../sources/source.js';

/** Bytes in memory as a source. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async ({ start, end }) => bytes.subarray(start, end) };
}

/** Reads exactly a range. Rejects with `source-failed` where the source has become shorter. */
async function readRange(source: ByteSource, range: ByteRange): Promise<Uint8Array> {
  const bytes = await source.read(range);
  const length = range.end - range.start;
  if (bytes.length < length) {
    throw new MetadataError('source-failed', 'the source is shorter than it was', {
      offset: range.start + bytes.length,
    });
  }
  return bytes.subarray(0, length);
}

/**
 * The bytes of a rewrite's pieces in order, each read while the one before is worked on: where the pieces were planned
 * elsewhere, in another thread say. The source is let go at the end. Rejects with {@link MetadataError} `source-failed`
 * where it has become shorter.
 */
export async function* readInOrder(
  pieces: readonly Piece[],
  source: ByteSource,
): AsyncGenerator<Uint8Array, void> {
  const begin = (piece: Piece): Promise<Uint8Array> => {
    const bytes = piece instanceof Uint8Array ? Promise.resolve(piece) : readRange(source, piece);
    // It is awaited in its turn, or by nobody where the work ends before.
    bytes.catch(() => {});
    return bytes;
  };
  let ahead: Promise<Uint8Array> | undefined;
  try {
    for (const piece of smallPieces(pieces)) {
      const bytes = await ahead;
      ahead = begin(piece);
      if (bytes) yield bytes;
    }
    if (ahead) yield await ahead;
  } finally {
    await ahead?.catch(() => {});
    await source.close?.();
  }
}
