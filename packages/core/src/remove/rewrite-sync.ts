// A changed file of bytes in memory, and the ways to take it out at once.

import type { OwnBytes } from '../bytes/allocate.js';
import { joinPieces, type Piece, pieceLength } from '../bytes/pieces.js';
import { Sha256 } from '../bytes/sha256.js';
import { renderingDigest } from './digest.js';
import { imageOf, type RemoveReport } from './removal.js';
import type { ImageDigest } from './rendering.js';
import type { Planned } from './rewrite.js';

/** A cleaned or edited file of bytes in memory. */
export interface RewriteSync<Report = RemoveReport> {
  readonly pieces: readonly Piece[];
  readonly report: Report;
  bytes(): OwnBytes;
  imageDigest(): ImageDigest;
  renderingDigest(): ImageDigest;
}

/** The ways to write what was planned. */
export function rewriteSyncOf<Report>(
  { plan, report, rendering }: Planned<Report>,
  bytes: Uint8Array,
): RewriteSync<Report> {
  return {
    pieces: plan.pieces,
    report,
    bytes: () => joinPieces(plan.pieces, bytes),
    imageDigest: () => {
      const image = imageOf(plan);
      const before = digestSync(image.before, bytes);
      return { before, after: image.after === image.before ? before : digestSync(image.after, bytes) };
    },
    renderingDigest: () => renderingDigest(rendering),
  };
}

function digestSync(pieces: readonly Piece[], bytes: Uint8Array): string {
  const hash = new Sha256();
  for (const piece of pieces) {
    if (pieceLength(piece) === 0) continue;
    hash.update(piece instanceof Uint8Array ? piece : bytes.subarray(piece.start, piece.end));
  }
  return hash.hex();
}
