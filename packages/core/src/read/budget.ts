// What may be decoded of one file in all: entries can share one long value, and lists can be endless.
import type { Limits } from '../limits.js';
import type { Budget } from '../types.js';

/** What a tag costs beside the bytes of its value, and what an item of a list or an entry that is walked does. */
const tagCost = 128;
const itemCost = 16;

/** A budget of `limits.decodedBytes`, and of twice `limits.blockBytes`. */
export class FileBudget implements Budget {
  left: number;
  blockLeft: number;
  readonly #spent: () => void;
  #isCut = false;

  /** `spent` is called once, when a value finds no room. */
  constructor({ decodedBytes, blockBytes }: Limits, spent: () => void) {
    this.left = decodedBytes;
    this.blockLeft = 2 * blockBytes;
    this.#spent = spent;
  }

  tag(bytes: number): boolean {
    return this.#take(tagCost + bytes);
  }

  item(bytes: number): boolean {
    return this.#take(itemCost + bytes);
  }

  block(bytes: number): void {
    this.blockLeft = Math.max(0, this.blockLeft - bytes);
  }

  #take(cost: number): boolean {
    if (cost <= this.left) {
      this.left -= cost;
      return true;
    }
    // A value that was too long leaves room to shorter ones.
    this.left = Math.max(0, this.left - tagCost);
    if (!this.#isCut) this.#spent();
    this.#isCut = true;
    return false;
  }
}
