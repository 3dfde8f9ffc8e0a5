// What may be decoded of one file in all: entries can share one long value, and lists can be endless.
import type { Limits } from '../limits.js';
import type { Budget } from '../types.js';

/** What a tag costs beside the bytes of its value, and what an item of a list or an entry that is walked does. */
const tagCost = 160;
const itemCost = 20;
/** A file may have a block for so many bytes of its budget. */
const bytesPerBlock = 1024;

/** A budget of `limits.decodedBytes`, and of twice `limits.blockBytes`. */
export class FileBudget implements Budget {
  left: number;
  blockLeft: number;
  #blocksLeft: number;
  readonly #spent: () => void;
  #isCut = false;

  /** `spent` is called once, when a value finds no room. */
  constructor({ decodedBytes, blockBytes }: Limits, spent: () => void) {
    this.left = decodedBytes;
    this.blockLeft = 2 * blockBytes;
    this.#blocksLeft = Math.ceil(decodedBytes / bytesPerBlock);
    this.#spent = spent;
  }

  tag(bytes: number, tags = 1): boolean {
    return this.#take(tags * tagCost + bytes);
  }

  item(bytes: number): boolean {
    return this.#take(itemCost + bytes);
  }

  enter(): boolean {
    if (--this.#blocksLeft >= 0 && this.left > 0) return true;
    this.#cut();
    return false;
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
    this.#cut();
    return false;
  }

  #cut(): void {
    if (!this.#isCut) this.#spent();
    this.#isCut = true;
  }
}
