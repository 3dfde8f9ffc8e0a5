// Checks a cleaned file: planned again, it must come out as it is.
import { locate, type Piece, scanPieces, totalLength } from '../bytes/pieces.js';
import type { Scan } from '../bytes/scan.js';
import { type Plan, type PlanInput, type Planner, refuse, standsAt } from '../containers/plan.js';
import { knownOf, type RenderingFacts, verifyRendering } from './rendering.js';

/**
 * Walks the file that `plan` makes with the same strictness, coded data apart, and compares what shows its picture.
 * Throws `unsafe-write` where it finds anything that should have gone, or the picture would be shown otherwise.
 */
export function* verify(planner: Planner, plan: Plan, input: PlanInput): Scan<RenderingFacts> {
  const known = knownOf({ imageData: locate(plan.pieces, plan.imageData) });
  const context = { ...input.context, size: totalLength(plan.pieces), warn: () => {} };
  yield* scanPieces(again(planner, { ...input, context, known }), plan.pieces);
  return yield* verifyRendering(planner.rendering, plan.pieces, input, { context, known });
}

function* again(planner: Planner, input: PlanInput): Scan<void> {
  const size = input.context.size ?? 0;
  const second = yield* planner.plan(input);
  let at = 0;
  for (const piece of second.pieces) {
    if (!(yield* isAsPlanned(piece, at))) {
      refuse('unsafe-write', 'the cleaned file did not pass its own check', at, planner.name);
    }
    at += piece instanceof Uint8Array ? piece.length : piece.end - piece.start;
  }
  if (at !== size) refuse('unsafe-write', 'the cleaned file has bytes that should be gone', at, planner.name);
}

function* isAsPlanned(piece: Piece, at: number): Scan<boolean> {
  if (!(piece instanceof Uint8Array)) return piece.start === at;
  return piece.length === 0 || (yield* standsAt(piece, at));
}
