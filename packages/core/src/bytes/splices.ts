// Changes of a file as splices: bytes in place of others, as many or not. What they make of it is a list of pieces.
import { MetadataError } from '../errors.js';
import type { Piece } from './pieces.js';
import type { ByteRange } from './scan.js';

/** Bytes for those of `[start, end)`; inserted before `start` where that is empty. */
export interface Splice extends ByteRange {
  readonly bytes: Uint8Array;
  /** Of what is inserted where one part of a file ends and another begins: a place in the one that it belongs to. */
  readonly within?: number;
}

/** As many bytes as there are in `bytes`, written over. */
export function overwrite(start: number, bytes: Uint8Array): Splice {
  return { start, end: start + bytes.length, bytes };
}

/** By how many bytes the file grows. */
export function growthOf(splices: readonly Splice[]): number {
  let growth = 0;
  for (const { start, end, bytes } of splices) growth += bytes.length - (end - start);
  return growth;
}

/** Whether anything behind a splice comes to lie elsewhere. */
export function moves({ start, end, bytes }: Splice): boolean {
  return bytes.length !== end - start;
}

/** Splices in the order of the file. Throws `unsafe-write` where two change the same bytes. */
export function inOrder(splices: readonly Splice[]): readonly Splice[] {
  const ordered = [...splices].sort((a, b) => a.start - b.start || a.end - b.end);
  for (let i = 1; i < ordered.length; i++) {
    const { start: offset } = ordered[i]!;
    if (offset < ordered[i - 1]!.end)
      throw new MetadataError('unsafe-write', 'two changes of the same bytes', { offset });
  }
  return ordered;
}

/** What ordered splices within `[start, end)` make of it. */
export function spliced(splices: readonly Splice[], start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (const splice of splices) {
    if (at < splice.start) pieces.push({ start: at, end: splice.start });
    if (splice.bytes.length > 0) pieces.push(splice.bytes);
    at = splice.end;
  }
  if (at < end) pieces.push({ start: at, end });
  return pieces;
}

/** Where a byte of the file that stays comes to lie through ordered splices. */
export function placeAfter(splices: readonly Splice[], offset: number): number {
  let place = offset;
  for (const splice of splices) {
    if (splice.end > offset) break;
    place += splice.bytes.length - (splice.end - splice.start);
  }
  return place;
}

/** Ranges less what ordered splices write anew in them. */
export function outside(ranges: readonly ByteRange[], splices: readonly Splice[]): ByteRange[] {
  return ranges.flatMap((range) => {
    const left: ByteRange[] = [];
    let at = range.start;
    for (const { start, end } of splices) {
      if (end <= at || start >= range.end) continue;
      if (at < start) left.push({ start: at, end: start });
      at = end;
    }
    if (at < range.end) left.push({ start: at, end: range.end });
    return left;
  });
}

/** Splices that move nothing as one where they touch, later ones over earlier ones. */
export function joinOverwrites(splices: readonly Splice[]): Splice[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of [...splices].sort((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  const joined = spans.map(({ start, end }) => ({ start, end, bytes: new Uint8Array(end - start) }));
  for (const { start, bytes } of splices) {
    const into = lastStartingBy(joined, start)!;
    into.bytes.set(bytes, start - into.start);
  }
  return joined;
}

/** The last of the ordered, disjoint ranges that does not start behind `offset`. */
export function lastStartingBy<Range extends ByteRange>(
  ranges: readonly Range[],
  offset: number,
): Range | undefined {
  let low = -1;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ranges[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return ranges[low];
}
