// What shows a picture beside its coded data: facts that are read in the same way before and after a file is cleaned.
import type { Scan } from '../bytes/scan.js';
import { MetadataError } from '../errors.js';
import type { PlanInput } from './plan.js';

/** A file to read the facts of; `known` are stretches of coded data, which need not be walked. */
export interface RenderingInput extends Pick<PlanInput, 'context' | 'known'> {
  /** Ids of entries of a TIFF that are to be other than before: they are no facts. */
  readonly changing?: ReadonlySet<number> | undefined;
}

/**
 * Tells the facts of a format by its own walk over a file, in the order of the file, whatever a plan says of it:
 * a table, a transparent colour, a frame's delay. What a policy decides about (profile, orientation, further
 * pictures) and offsets, lengths and numbers that a cleaned file has anew are not among them. A MetadataError ends
 * the facts where no more can be read.
 */
export type Rendering = (input: RenderingInput, facts: ShownFacts) => Scan<void>;

/** So few are copied sooner than another array is made of them. */
const fewBytes = 32;

/** Facts in their order: each a path and bytes. */
export class ShownFacts {
  readonly paths: string[] = [];
  /** Where each ends in {@link bytes}. */
  readonly ends: number[] = [];
  #bytes = new Uint8Array(4096);
  #length = 0;

  /** `path` is where in the structure, without numbers that may be given anew; the fact is `bytes[from, to)`. */
  emit(path: string, bytes: Uint8Array | readonly number[], from = 0, to: number = bytes.length): void {
    const end = this.#length + to - from;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    if (bytes instanceof Uint8Array && to - from > fewBytes)
      this.#bytes.set(bytes.subarray(from, to), this.#length);
    else for (let i = from; i < to; i++) this.#bytes[this.#length + i - from] = bytes[i]!;
    this.#length = end;
    this.paths.push(path);
    this.ends.push(end);
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** The facts of a file. */
export function* factsOf(rendering: Rendering, input: RenderingInput): Scan<ShownFacts> {
  const facts = new ShownFacts();
  try {
    yield* rendering({ ...input, context: { ...input.context, warn: () => {} } }, facts);
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
  }
  return facts;
}
