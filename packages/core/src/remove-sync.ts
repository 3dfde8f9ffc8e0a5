// Removes metadata from bytes in memory, at once. It has every block at hand, so it is the larger import.
import { joinPieces, type Piece, pieceLength } from './bytes/pieces.js';
import { Sha256 } from './bytes/sha256.js';
import { driveSync } from './engine.js';
import { imageAfter, planRemoval, type RemoveReport } from './removal.js';
import { planOnly } from './remove/only/plan.js';
import type { Preset, RemovePolicy } from './remove/policy.js';
import type { ImageDigest } from './remove.js';

/** A cleaned file of bytes in memory. */
export interface RewriteSync {
  readonly pieces: readonly Piece[];
  readonly report: RemoveReport;
  bytes(): Uint8Array<ArrayBuffer>;
  imageDigest(): ImageDigest;
}

/** The same over bytes in memory, at once. Throws as `remove` rejects. */
export function removeSync(
  source: Uint8Array | ArrayBuffer,
  policy: Preset | RemovePolicy = 'everything',
): RewriteSync {
  const bytes = source instanceof Uint8Array ? source : new Uint8Array(source);
  const { plan, report } = driveSync(bytes, (file) => planRemoval(policy, file, planOnly));
  return {
    pieces: plan.pieces,
    report,
    bytes: () => joinPieces(plan.pieces, bytes),
    imageDigest: () => ({
      before: digestSync(plan.imageData, bytes),
      after: digestSync(imageAfter(plan), bytes),
    }),
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
