// A new file as a list of pieces: ranges of the source, which are never held, and new bytes between them.
import type { OwnBytes } from './allocate.js';
import { allocate } from './allocate.js';
import type { ByteRange, Scan } from './scan.js';
import { View } from './view.js';

/** New bytes, or a range of the source. */
export type Piece = Uint8Array | ByteRange;

export function pieceLength(piece: Piece): number {
  return piece instanceof Uint8Array ? piece.length : piece.end - piece.start;
}

/** Length in bytes of the file that `pieces` make. */
export function totalLength(pieces: readonly Piece[]): number {
  let length = 0;
  for (const piece of pieces) length += pieceLength(piece);
  return length;
}

/** The file that `pieces` make of a source in memory. Throws a RangeError where one is not in the source. */
export function joinPieces(pieces: readonly Piece[], source: Uint8Array): OwnBytes {
  const bytes = allocate(totalLength(pieces));
  let at = 0;
  for (const piece of pieces) {
    const part = piece instanceof Uint8Array ? piece : source.subarray(piece.start, piece.end);
    if (part.length !== pieceLength(piece)) throw new RangeError('a piece lies outside the source');
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The pieces cut to `[start, end)` of the file they make. */
export function slicePieces(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = pieceLength(piece);
    const from = Math.max(0, start - at);
    const to = Math.min(length, end - at);
    if (from < to) {
      if (piece instanceof Uint8Array) cut.push(piece.subarray(from, to));
      else cut.push({ start: piece.start + from, end: piece.start + to });
    }
    at += length;
    if (at >= end) break;
  }
  return cut;
}

/** The same pieces, ranges that follow each other joined. */
export function joinRanges(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece instanceof Uint8Array || !last || last instanceof Uint8Array || last.end !== piece.start)
      joined.push(piece);
    else joined[joined.length - 1] = { start: last.start, end: piece.end };
  }
  return joined;
}

/** Where `ranges` of the source lie in the file that `pieces` make; parts that are not in it are left out. */
export function locate(pieces: readonly Piece[], ranges: readonly ByteRange[]): ByteRange[] {
  const found: ByteRange[] = [];
  let at = 0;
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  for (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) {
      for (let i = firstEndingAfter(sorted, piece.start); i < sorted.length; i++) {
        const range = sorted[i]!;
        if (range.start >= piece.end) break;
        const start = Math.max(range.start, piece.start);
        const end = Math.min(range.end, piece.end);
        if (start < end) found.push({ start: at + start - piece.start, end: at + end - piece.start });
      }
    }
    at += pieceLength(piece);
  }
  return found;
}

/** Index of the first of the sorted, disjoint `ranges` that ends after `offset`. */
export function firstEndingAfter(ranges: readonly ByteRange[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Runs a walk over the file that `pieces` make, as a walk over the source they are taken from. */
export function* scanPieces<Result>(scan: Scan<Result>, pieces: readonly Piece[]): Scan<Result> {
  const starts = startsOf(pieces);
  let view: View | undefined;
  let step = scan.next();
  while (!step.done) {
    const { start, end } = step.value;
    if (!view?.has(start, end)) view = yield* pieceView(pieces, starts, step.value);
    step = scan.next(view);
  }
  return step.value;
}

/** Where each piece begins in the file that `pieces` make. */
function startsOf(pieces: readonly Piece[]): number[] {
  let at = 0;
  return pieces.map((piece) => {
    at += pieceLength(piece);
    return at - pieceLength(piece);
  });
}

/** A view of the new file that holds the range; where one piece does, all of that piece that is at hand. */
function* pieceView(pieces: readonly Piece[], starts: readonly number[], range: ByteRange): Scan<View> {
  const first = lastStartingAt(starts, range.start);
  const piece = pieces[first];
  if (piece && range.end <= starts[first]! + pieceLength(piece)) {
    return yield* viewWithin(piece, starts[first]!, range);
  }
  const parts: Uint8Array[] = [];
  const from = starts[first] ?? 0;
  const touched = pieces.slice(first, lastStartingAt(starts, range.end) + 1);
  for (const part of slicePieces(touched, range.start - from, range.end - from)) {
    if (part instanceof Uint8Array) parts.push(part);
    else parts.push((yield part).slice(part.start, part.end));
  }
  return new View(joinPieces(parts, noBytes), range.start);
}

/** Index of the last of ascending numbers that is not above `offset`. */
function lastStartingAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function* viewWithin(piece: Piece, at: number, range: ByteRange): Scan<View> {
  if (piece instanceof Uint8Array) return new View(piece, at);
  const shift = piece.start - at;
  const view = yield { start: range.start + shift, end: range.end + shift };
  const start = Math.max(piece.start, view.start);
  return new View(view.slice(start, Math.min(piece.end, view.end)), start - shift);
}

/** Ranges up to this length are joined with what stands beside them. */
const nearBytes = 1 << 16;
/** So much is joined of a file. */
const maxJoined = 1 << 22;

/** The same file, where short ranges and new bytes follow each other as bytes in one piece: so a walk finds them at once. */
export function* joinNear(pieces: readonly Piece[]): Scan<Piece[]> {
  const joined: Piece[] = [];
  let run: Uint8Array[] = [];
  let room = maxJoined;
  const endRun = (): void => {
    if (run.length > 0) joined.push(run.length === 1 ? run[0]! : joinPieces(run, noBytes));
    run = [];
  };
  for (const piece of pieces) {
    const length = pieceLength(piece);
    const isNear = length <= Math.min(nearBytes, room);
    if (isNear && !(piece instanceof Uint8Array)) run.push((yield piece).slice(piece.start, piece.end));
    else if (isNear && piece instanceof Uint8Array) run.push(piece);
    else {
      endRun();
      joined.push(piece);
    }
    if (isNear) room -= length;
  }
  endRun();
  return joined;
}

const noBytes = new Uint8Array(0);
const streamedAtOnce = 1 << 20;

/** Cuts ranges of the source so that none is longer than what is streamed at once. */
export function* smallPieces(pieces: readonly Piece[]): Generator<Piece> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else {
      for (let start = piece.start; start < piece.end; start += streamedAtOnce) {
        yield { start, end: Math.min(piece.end, start + streamedAtOnce) };
      }
    }
  }
}
