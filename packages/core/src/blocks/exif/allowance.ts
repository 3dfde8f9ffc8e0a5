// What the typed values of one structure may cost: entries can all point to the same long value.

import type { Limits } from '../../limits.js';
import type { Entry } from '../../structures/tiff/read.js';

/** The bytes of values that may be decoded in one go; binary ones cost what they hold too. */
export class Allowance {
  #left: number;

  constructor(limits: Limits) {
    this.#left = limits.decodedBytes;
  }

  /** Whether this value may still be decoded; it is taken off the allowance. */
  covers(entry: Entry): boolean {
    if (entry.length > this.#left) return false;
    this.#left -= entry.length;
    return true;
  }
}
