// Checks that a cleaned file shows its picture as before: what decoders go by is read from both and compared.
import { type Piece, scanPieces } from '../bytes/pieces.js';
import type { ByteRange, Scan } from '../bytes/scan.js';
import { Sha256 } from '../bytes/sha256.js';
import { ascii } from '../bytes/text.js';
import { refuse } from '../containers/plan.js';
import { type Fact, factsOf, type Rendering, type RenderingInput } from '../containers/rendering.js';

/** The facts of a source and of the file that is made of it; they are equal. */
export interface RenderingFacts {
  readonly before: readonly Fact[];
  readonly after: readonly Fact[];
}

/** Reads the facts of both files. Throws `unsafe-write` where they differ. */
export function* verifyRendering(
  rendering: Rendering,
  pieces: readonly Piece[],
  source: RenderingInput,
  cleaned: RenderingInput,
): Scan<RenderingFacts> {
  const before = yield* factsOf(rendering, source);
  const after = yield* scanPieces(factsOf(rendering, cleaned), pieces);
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    if (isSame(before[i], after[i])) continue;
    const path = (before[i] ?? after[i])?.path ?? '';
    refuse('unsafe-write', 'the cleaned file would show another picture', 0, path);
  }
  return { before, after };
}

/** Stretches of coded data as a walk over their file takes them. */
export function knownOf(ranges: readonly ByteRange[]): ReadonlyMap<number, number> {
  return new Map(ranges.map(({ start, end }) => [start, end]));
}

function isSame(one: Fact | undefined, other: Fact | undefined): boolean {
  if (one?.path !== other?.path || one?.bytes.length !== other?.bytes.length) return false;
  return one?.bytes.every((byte, i) => byte === other?.bytes[i]) ?? true;
}

/**
 * SHA-256 of the coded picture data in lower-case hexadecimal; the two are equal. It is computed when asked for, as
 * it takes several times as long as the cleaning itself.
 */
export interface ImageDigest {
  readonly before: string;
  readonly after: string;
}

/** The digests of both files' facts. */
export function renderingDigest({ before, after }: RenderingFacts): ImageDigest {
  return { before: digestOf(before), after: digestOf(after) };
}

/** SHA-256 of facts: of each its path, a zero byte, its length in 32 bits, and its bytes. */
function digestOf(facts: readonly Fact[]): string {
  const hash = new Sha256();
  const length = new DataView(new ArrayBuffer(4));
  for (const { path, bytes } of facts) {
    length.setUint32(0, bytes.length);
    for (const part of [ascii(path), Uint8Array.of(0), new Uint8Array(length.buffer), bytes])
      hash.update(part);
  }
  return hash.hex();
}
