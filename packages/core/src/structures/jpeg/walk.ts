// The one walk over the segments of a JPEG (ISO/IEC 10918-1 annex B): from marker to marker. What is wrong is for its
// callers to judge: a reader goes on, a writer refuses. `containers/jpeg/exif-segment.ts` passes it by, for speed.
import { findByte } from '../../bytes/find.js';
import type { ByteRange } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { standsAlone } from './marker-kinds.js';

/** How much is read at once where no marker is in its place. */
const searchBytes = 65_536;

/**
 * The segment that it has come to. {@link advance} goes to the next one, and where the bytes for that are not at hand
 * gives the range to put into `view` before it is called again:
 * `for (let range = walk.advance(); range; range = walk.advance()) walk.view = yield range;`
 */
export class JpegWalk {
  view: View;
  /** The byte behind the last 0xff; 0 where the file ends before another marker. */
  marker = 0;
  /** Where the segment before it ends: between that and `start` are fill bytes, or bytes of nothing. */
  after: number;
  /** Where its last 0xff stands. */
  start: number;
  /** Behind what its length says: less than four bytes on where it has none, or none that is valid. */
  end: number;
  /** Whether what stands between is more than fill bytes. */
  strays = false;
  #place: number;
  #asked = -1;
  readonly #maxSearch: number;

  /**
   * `view`: anything of the file that is at hand; `at`: where the first segment is looked for; `maxSearch`: over how many
   * bytes a marker is looked for that does not follow fill bytes alone.
   */
  constructor(view: View, at: number, maxSearch: number = Number.POSITIVE_INFINITY) {
    this.view = view;
    this.#maxSearch = maxSearch;
    this.after = at;
    this.start = at;
    this.end = at;
    this.#place = at;
  }

  /** Goes on at `at`, as where the coded data ends that follows the header of a scan. */
  moveTo(at: number): void {
    this.end = at;
    this.#place = at;
  }

  advance(): ByteRange | undefined {
    if (this.#place === this.end) {
      this.after = this.end;
      this.strays = false;
    }
    const { bytes, start } = this.view;
    let index = this.#place - start;
    if (index < 0) return this.#ask(this.#place, this.#place + 4);
    while (index >= 0 && index + 1 < bytes.length) {
      const next = bytes[index + 1]!;
      if (bytes[index] === 0xff && next !== 0xff && next !== 0) return this.#found(start + index, next);
      if (bytes[index] !== 0xff || next === 0) this.strays = true;
      if (bytes[index] !== 0xff) index = next === 0xff ? index + 1 : findByte(bytes, 0xff, index + 2);
      else if (next === 0) index += 2;
      // A file can be all fill bytes.
      else for (index++; bytes[index + 1] === 0xff; index++);
    }
    const moved = (index < 0 ? bytes.length : index) + start;
    if (this.strays && moved - this.after >= this.#maxSearch) return this.#stop(moved);
    const size = moved === this.after ? 4 : searchBytes;
    this.#place = moved;
    return this.#ask(moved, moved + size);
  }

  #found(start: number, marker: number): ByteRange | undefined {
    if (this.strays && start - this.after >= this.#maxSearch) return this.#stop(start);
    const alone = standsAlone(marker);
    const known = alone || this.view.has(start, start + 4);
    if (!known && this.#asked !== start) {
      this.#place = start;
      return this.#ask(start, start + 4);
    }
    this.marker = marker;
    this.start = start;
    this.end = start + 2 + (alone || !known ? 0 : this.view.u16(start + 2));
    this.#place = this.end;
    return undefined;
  }

  /** The range to be read; where it was read before, the walk ends here. */
  #ask(start: number, end: number): ByteRange | undefined {
    if (this.#asked === start) return this.#stop(start);
    this.#asked = start;
    return { start, end };
  }

  #stop(at: number): undefined {
    this.marker = 0;
    this.start = at;
  }
}
