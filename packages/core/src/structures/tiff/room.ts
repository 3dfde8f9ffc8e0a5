// Room for new bytes in a TIFF structure: what became free in it, then its end.
import { firstEndingAfter } from '../../bytes/pieces.js';
import type { ByteRange } from '../../bytes/scan.js';
import { overwrite, type Splice } from '../../bytes/splices.js';
import { MetadataError } from '../../errors.js';
import { mergeOverlaps } from './data-layout.js';

/** The parts of `ranges` that none of `others` has. */
export function without(ranges: readonly ByteRange[], others: readonly ByteRange[]): ByteRange[] {
  const taken = mergeOverlaps(others);
  return mergeOverlaps(ranges).flatMap((range) => {
    const left: ByteRange[] = [];
    let at = range.start;
    for (let i = firstEndingAfter(taken, at); i < taken.length; i++) {
      const { start, end } = taken[i]!;
      if (start >= range.end) break;
      if (at < start) left.push({ start: at, end: start });
      at = Math.max(at, end);
    }
    if (at < range.end) left.push({ start: at, end: range.end });
    return left;
  });
}

/** Gives room on word boundaries, as TIFF 6.0 has it for values and directories. */
export class Room {
  #free: ByteRange[];
  readonly #base: number;
  readonly #end: number;
  readonly #limit: number;
  readonly #written: Splice[] = [];
  readonly #added: Uint8Array[] = [];
  readonly #kept: Uint8Array;
  #length = 0;

  /**
   * In a structure `[base, end)`, whose offsets count from its start and are at most `limit`. What is `kept` stays right
   * behind its end where anything is put there.
   */
  constructor(free: readonly ByteRange[], base: number, end: number, limit: number, kept: Uint8Array) {
    this.#free = joined(free);
    this.#base = base;
    this.#end = end;
    this.#limit = limit;
    this.#kept = kept;
  }

  /** Puts bytes where there is room for them; gives the place. */
  put(bytes: Uint8Array): number {
    const place = this.#fromFree(bytes.length) ?? this.#atEnd(bytes.length);
    if (place - this.#base > this.#limit)
      throw new MetadataError('limit-exceeded', 'no room below 4 GB', { offset: place, path: 'tiff' });
    if (place < this.#end) this.#written.push(overwrite(place, bytes));
    else this.#append(bytes);
    return place;
  }

  /** What was put, and zeros over what stays free. */
  get splices(): Splice[] {
    const zeros = this.#free.map(({ start, end }) => overwrite(start, new Uint8Array(end - start)));
    const added = new Uint8Array(this.#length);
    let at = 0;
    for (const bytes of this.#added) {
      added.set(bytes, at);
      at += bytes.length;
    }
    const end = this.#end;
    return [...zeros, ...this.#written, ...(at > 0 ? [{ start: end, end, bytes: added }] : [])];
  }

  /** The smallest free range that has room. */
  #fromFree(length: number): number | undefined {
    let best: ByteRange | undefined;
    for (const range of this.#free)
      if (
        range.end - this.#even(range.start) >= length &&
        (!best || range.end - range.start < best.end - best.start)
      )
        best = range;
    if (!best) return undefined;
    const place = this.#even(best.start);
    this.#free = this.#free.flatMap((range) =>
      range === best
        ? [
            { start: range.start, end: place },
            { start: place + length, end: range.end },
          ].filter(({ start, end }) => start < end)
        : [range],
    );
    return place;
  }

  #even(place: number): number {
    return place + ((place - this.#base) & 1);
  }

  #atEnd(length: number): number {
    if (this.#length === 0) this.#append(this.#kept);
    const place = this.#end + this.#length;
    if (length > 0 && place !== this.#even(place)) this.#append(new Uint8Array(1));
    return this.#end + this.#length;
  }

  #append(bytes: Uint8Array): void {
    this.#added.push(bytes);
    this.#length += bytes.length;
  }
}

/** Ranges in order, those that touch as one. */
function joined(ranges: readonly ByteRange[]): ByteRange[] {
  const found: ByteRange[] = [];
  for (const range of mergeOverlaps(ranges)) {
    const last = found.at(-1);
    if (last?.end === range.start) found[found.length - 1] = { start: last.start, end: range.end };
    else found.push(range);
  }
  return found;
}
