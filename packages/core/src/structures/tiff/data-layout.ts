// Where the data of a TIFF comes to lie: in the order of the source, bytes that several offsets point to once.
import { join } from '../../bytes/block-view.js';
import { type Piece, pieceLength } from '../../bytes/pieces.js';
import type { ByteRange } from '../../bytes/scan.js';
import { MetadataError } from '../../errors.js';
import type { Datum } from './write.js';

/** Lays data out. */
export class DataLayout {
  readonly pieces: Piece[] = [];
  /** Ranges of the source in order, disjoint, and where each begins in the layout. */
  readonly #ranges: readonly ByteRange[];
  readonly #offsets: number[] = [];
  readonly #data = new Map<Datum, readonly Piece[]>();

  constructor(data: readonly Datum[]) {
    const ranges: ByteRange[] = [];
    /** New bytes, by the place in the source that they stand before. */
    const inserted = new Map<number, Uint8Array>();
    for (const datum of data) {
      const pieces = piecesOf(datum);
      this.#data.set(datum, pieces);
      let end = 0;
      pieces.forEach((piece, i) => {
        if (!(piece instanceof Uint8Array)) {
          ranges.push(piece);
          ({ end } = piece);
          return;
        }
        const next = pieces[i + 1];
        inserted.set(next && 'start' in next ? next.start : end, piece);
      });
    }
    this.#ranges = mergeOverlaps(ranges, inserted);
    let at = 0;
    for (const range of this.#ranges) {
      const before = inserted.get(range.start);
      at += this.#add(before);
      this.#offsets.push(at);
      at += this.#add(range);
      inserted.delete(range.start);
    }
  }

  #add(piece: Piece | undefined): number {
    if (!piece) return 0;
    this.pieces.push(piece);
    return pieceLength(piece);
  }

  /**
   * Offset of one of the data from the first byte of all; `undefined` of what is empty. Throws `malformed` where its
   * pieces do not follow each other, as others lie between them.
   */
  placeOf(datum: Datum): number | undefined {
    let place: number | undefined;
    let end: number | undefined;
    let unplaced = 0;
    for (const piece of this.#data.get(datum) ?? []) {
      const length = pieceLength(piece);
      if (piece instanceof Uint8Array) {
        unplaced += length;
        continue;
      }
      const start = this.#offsetOf(piece.start);
      if (
        (end !== undefined && start !== end + unplaced) ||
        this.#offsetOf(piece.end - 1) !== start + length - 1
      )
        refuseShared(piece.start);
      place ??= start - unplaced;
      end = start + length;
      unplaced = 0;
    }
    if (unplaced > 0) refuseShared(0);
    return place;
  }

  /** Where a byte of the source lies. */
  #offsetOf(at: number): number {
    let low = 0;
    let high = this.#ranges.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#ranges[middle]!.start <= at) low = middle;
      else high = middle - 1;
    }
    return this.#offsets[low]! + at - this.#ranges[low]!.start;
  }
}

function refuseShared(offset: number): never {
  throw new MetadataError('malformed', 'picture data that shares bytes with other data', {
    offset,
    path: 'tiff',
  });
}

function piecesOf(datum: Datum): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const piece of 'start' in datum ? [datum] : datum) {
    const last = pieces.at(-1);
    if (pieceLength(piece) === 0) continue;
    if (piece instanceof Uint8Array && last instanceof Uint8Array)
      pieces[pieces.length - 1] = join([last, piece]);
    else pieces.push(piece);
  }
  return pieces;
}

/** Ranges in the order of the source, those that share bytes joined, and cut at `places`; empty ones left out. */
export function mergeOverlaps(
  ranges: readonly ByteRange[],
  places: { has(at: number): boolean } = new Set(),
): ByteRange[] {
  const merged: ByteRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (range.start >= range.end) continue;
    if (last && range.start < last.end && (range.start === last.start || !places.has(range.start))) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else merged.push(range);
  }
  return merged;
}
