// GIF data sub-blocks: pieces of up to 255 bytes, each behind its length, the last one empty (GIF89a section 15).
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';

/** A run of sub-blocks that was walked. */
export interface SubBlocks {
  /** Offset behind the empty sub-block that ends the run, or where the file ends. */
  readonly end: number;
  /** Whether the run ended before the file did. */
  readonly whole: boolean;
  /** A view that holds the end. */
  readonly view: View;
}

/** Read at a time from a source that is not in memory. */
const windowBytes = 64 << 10;

/** Walks the sub-blocks from `start`; their data goes to `data` where given. */
export function* walkSubBlocks(view: View, start: number, data?: Collected): Scan<SubBlocks> {
  let current = view;
  let at = start;
  for (;;) {
    if (!current.has(at, at + 1)) current = yield { start: at, end: at + windowBytes };
    if (!current.has(at, at + 1)) return { end: current.end, whole: false, view: current };
    const length = current.u8(at);
    const end = at + 1 + length;
    if (length === 0) return { end, whole: true, view: current };
    if (data) {
      if (!current.has(at, end)) current = yield { start: at, end: at + windowBytes };
      data.add(current.slice(at + 1, end));
    }
    at = end;
  }
}

/** Bytes gathered from sub-blocks, no more than a limit. */
export class Collected {
  readonly #limit: number;
  #bytes: Uint8Array = new Uint8Array(1024);
  #length = 0;
  #limited = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(piece: Uint8Array): void {
    const end = this.#length + piece.length;
    if (end > this.#limit) {
      this.#limited = true;
      return;
    }
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = end;
  }

  /** Whether something did not fit under the limit. */
  get limited(): boolean {
    return this.#limited;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
