// Checks that a cleaned file shows its picture as before: what decoders go by is read from both and compared.
import { type Piece, scanPieces } from '../bytes/pieces.js';
import type { Scan } from '../bytes/scan.js';
import { KnownData, refuse } from '../containers/plan.js';
import { factsOf, type Rendering, type RenderingInput, type ShownFacts } from '../containers/rendering.js';
import type { Layout } from '../types.js';

/** What shows the picture of a source and of the file that is made of it; the two are equal. */
export interface RenderingFacts {
  readonly before: ShownFacts;
  readonly after: ShownFacts;
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
  const path = firstDifference(before, after);
  if (path !== undefined) refuse('unsafe-write', 'the new file would show another picture', 0, path);
  return { before, after };
}

/** The path of the first fact that is not the same in both. */
function firstDifference(before: ShownFacts, after: ShownFacts): string | undefined {
  const [bytes, others] = [before.bytes, after.bytes];
  let at = 0;
  for (let i = 0; i < Math.max(before.paths.length, after.paths.length); i++) {
    const path = before.paths[i];
    const end = before.ends[i];
    if (path === undefined || end === undefined) return after.paths[i];
    if (path !== after.paths[i] || end !== after.ends[i]) return path;
    for (; at < end; at++) if (bytes[at] !== others[at]) return path;
  }
  return undefined;
}

/** Stretches of coded data as a walk over their file takes them, and what was read of that file. */
export function knownOf({ imageData, readings }: Pick<Layout, 'imageData' | 'readings'>): KnownData {
  const known = new KnownData();
  for (const { start, end } of imageData) known.set(start, end);
  for (const [reader, made] of readings ?? []) known.readings.set(reader, made);
  return known;
}

/**
 * SHA-256 in lower-case hexadecimal of what a picture is made of, before and after; the two are equal. It is
 * computed when asked for, as it takes several times as long as the cleaning itself.
 */
export interface ImageDigest {
  readonly before: string;
  readonly after: string;
}
