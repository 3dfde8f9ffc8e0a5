// The bytes a maker note may point to: those of the structure it lies in. What is not at hand is noted, to be fetched
// when the note has been read as far as that goes; then the note is read again.
import type { ByteRange, Scan } from '../../bytes/scan.js';
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
  readonly #view: View;
  /** What has been fetched, and what is not there, by its range. */
  readonly #fetched = new Map<string, View | undefined>();
  #missing: ByteRange[] = [];
  #left = maxFetched;

  constructor(tiff: OpenTiff, view: View) {
    this.start = tiff.source.start;
    this.end = tiff.source.end;
    this.isBlock = !tiff.source.wholeFile;
    this.#view = view;
    this.tiff = tiff;
  }

  /** A view that holds `[start, end)`; `undefined` where there is none, or none yet. */
  view(start: number, end: number): View | undefined {
    if (this.isOutside(this.#view, start, end)) return undefined;
    return this.#view.has(start, end) ? this.#view : this.#elsewhere(start, end);
  }

  /** Whether bytes of a view of the file lie outside the structure, of which the view may hold more. */
  isOutside(view: View, start: number, end: number): boolean {
    return view === this.#view && this.isBlock && !this.tiff.joined && (start < this.start || end > this.end);
  }

  #elsewhere(start: number, end: number): View | undefined {
    if (this.tiff.joined || start < this.start || end > this.end) return undefined;
    const key = `${start} ${end}`;
    const isAsked = this.#fetched.has(key);
    if (!isAsked && end - start <= this.#left) {
      this.#left -= end - start;
      this.#missing.push({ start, end });
      this.#fetched.set(key, undefined);
    }
    return this.#fetched.get(key);
  }

  /** Fetches what was missing; whether anything was. */
  *fetch(): Scan<boolean> {
    const missing = this.#missing;
    this.#missing = [];
    for (const { start, end } of missing) {
      const view = yield { start, end };
      if (view.has(start, end)) this.#fetched.set(`${start} ${end}`, view);
    }
    return missing.length > 0;
  }
}
