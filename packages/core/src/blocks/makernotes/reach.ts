// The bytes a maker note may point to: those of the structure it lies in, fetched where they are not at hand.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { OpenTiff } from '../../structures/tiff/open.js';

/** Bytes of values outside the note that are fetched in all. */
const maxFetched = 1 << 20;

/** Gives views on a TIFF structure. */
export class Reach {
  readonly tiff: OpenTiff;
  readonly start: number;
  readonly end: number;
  /** Whether the structure is a block in a file of another kind. */
  readonly isBlock: boolean;
  #view: View;
  #left = maxFetched;

  constructor(tiff: OpenTiff, view: View) {
    this.start = tiff.source.start;
    this.end = tiff.source.end;
    this.isBlock = !tiff.source.wholeFile;
    this.#view = view;
    this.tiff = tiff;
  }

  /** The view at hand, where it holds `[start, end)`. */
  held(start: number, end: number): View | undefined {
    return this.#view.has(start, end) ? this.#view : undefined;
  }

  /** A view that holds `[start, end)`; `undefined` where there is none. */
  *view(start: number, end: number): Scan<View | undefined> {
    if (this.#view.has(start, end)) return this.#view;
    if (this.tiff.joined || start < this.start || end > this.end || end - start > this.#left)
      return undefined;
    this.#left -= end - start;
    const view = yield* need(this.#view, start, end);
    return view.has(start, end) ? view : undefined;
  }
}
