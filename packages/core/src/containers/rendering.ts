// What shows a picture beside its coded data: facts that are read in the same way before and after a file is cleaned.
import type { Scan } from '../bytes/scan.js';
import { MetadataError } from '../errors.js';
import type { PlanInput } from './plan.js';

/** Something that a decoder goes by: a table, a transparent colour, a frame's delay. */
export interface Fact {
  /** Where in the structure, without what may be numbered or placed anew, e.g. `gif/control`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file to read the facts of; `known` are stretches of coded data, which need not be walked. */
export type RenderingInput = Pick<PlanInput, 'context' | 'known'>;

/**
 * Tells the facts of a format by its own walk over a file, in the order of the file, whatever a plan says of it.
 * What a policy decides about (profile, orientation, further pictures) and offsets, lengths and numbers that a
 * cleaned file has anew are not among them. A MetadataError ends the facts where no more can be read.
 */
export type Rendering = (
  input: RenderingInput,
  tell: (path: string, bytes: ArrayLike<number>) => void,
) => Scan<void>;

/** The facts of a file. */
export function* factsOf(rendering: Rendering, input: RenderingInput): Scan<Fact[]> {
  const facts: Fact[] = [];
  const context = { ...input.context, warn: () => {} };
  try {
    yield* rendering({ ...input, context }, (path, bytes) =>
      facts.push({ path, bytes: Uint8Array.from(bytes) }),
    );
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
  }
  return facts;
}
