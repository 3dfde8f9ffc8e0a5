// The media data of a cleaned HEIF file: the stretches of the source that something still owns, side by side.
import type { ByteRange } from '../../../bytes/scan.js';

/** Stretches of the source in its order, each byte once, and where they come to lie. */
export class MediaData {
  readonly ranges: readonly ByteRange[];
  readonly length: number;
  readonly #places: readonly number[];

  constructor(owned: Iterable<ByteRange>) {
    this.ranges = union(owned);
    const places: number[] = [];
    let length = 0;
    for (const { start, end } of this.ranges) {
      places.push(length);
      length += end - start;
    }
    this.#places = places;
    this.length = length;
  }

  /** Where a byte of the source lies, from the start of the data; 0 for one that nothing owns. */
  placeOf(offset: number): number {
    const index = lastStartingAt(this.ranges, offset);
    const range = this.ranges[index];
    return range && offset < range.end ? this.#places[index]! + offset - range.start : 0;
  }

  /** Ranges of the source as ranges of the data; those that follow each other become one. */
  moved(ranges: readonly ByteRange[]): ByteRange[] {
    const [first] = ranges;
    if (first && ranges.length === 1) {
      const place = this.placeOf(first.start);
      return [{ start: place, end: place + first.end - first.start }];
    }
    const moved: ByteRange[] = [];
    for (const { start, end } of ranges) {
      const place = this.placeOf(start);
      const last = moved.at(-1);
      if (last?.end === place) moved[moved.length - 1] = { start: last.start, end: place + end - start };
      else moved.push({ start: place, end: place + end - start });
    }
    return moved;
  }

  /** Whether any byte of `[start, end)` is in the data. */
  touches({ start, end }: ByteRange): boolean {
    const index = lastStartingAt(this.ranges, end - 1);
    return start < end && index >= 0 && this.ranges[index]!.end > start;
  }

  /** Whether all bytes of `[start, end)` are in the data. */
  covers({ start, end }: ByteRange): boolean {
    const range = this.ranges[lastStartingAt(this.ranges, start)];
    return start >= end || (range !== undefined && range.end >= end);
  }

  /** The parts of `[start, end)` that are not in the data. */
  gaps(start: number, end: number): ByteRange[] {
    const gaps: ByteRange[] = [];
    let at = start;
    for (let i = Math.max(0, lastStartingAt(this.ranges, start)); i < this.ranges.length; i++) {
      const range = this.ranges[i]!;
      if (range.start >= end) break;
      if (range.start > at) gaps.push({ start: at, end: range.start });
      at = Math.max(at, range.end);
    }
    if (at < end) gaps.push({ start: at, end });
    return gaps;
  }
}

/** By their starts, as they mostly are. */
function inOrder(ranges: ByteRange[]): ByteRange[] {
  for (let i = 1; i < ranges.length; i++)
    if (ranges[i - 1]!.start > ranges[i]!.start) return ranges.sort((a, b) => a.start - b.start);
  return ranges;
}

/** The same bytes as sorted ranges that do not touch. */
function union(ranges: Iterable<ByteRange>): ByteRange[] {
  const joined: ByteRange[] = [];
  for (const range of inOrder([...ranges])) {
    const last = joined.at(-1);
    if (range.start >= range.end) continue;
    if (!last || range.start > last.end) joined.push(range);
    else if (range.end > last.end) joined[joined.length - 1] = { start: last.start, end: range.end };
  }
  return joined;
}

/** Index of the last of the sorted ranges that starts at or before `offset`; -1 for none. */
function lastStartingAt(ranges: readonly ByteRange[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
