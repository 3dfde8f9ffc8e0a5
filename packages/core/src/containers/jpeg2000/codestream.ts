// JPEG 2000 codestreams (ISO/IEC 15444-1, annex A) without what is no picture: comments, and what stands behind the end.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { refuse } from '../plan.js';

/** A stretch that goes, or that other bytes stand for. */
export interface Edit extends ByteRange {
  readonly bytes?: Uint8Array;
}

const SOC = 0xff4f;
const SOT = 0xff90;
const SOD = 0xff93;
const EOC = 0xffd9;
const TLM = 0xff55;
const COM = 0xff64;
/**
 * Marker segments that decoders go by, of part 1 (table A.2), part 2 (A.2: from DCO to ATK) and part 15 (CAP, CPF), by
 * their second byte.
 */
const decoded: ReadonlySet<number> = new Set([
  ...[0x50, 0x51, 0x52, 0x53, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5c, 0x5d, 0x5e, 0x5f, 0x60, 0x61, 0x63],
  ...[0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79],
]);
/** Bytes of a marker with the length behind it, and of the segment that begins a tile-part. */
const headBytes = 4;
const tilePartBytes = 12;
/** Where that tells the length of the tile-part, from its marker on. */
const lengthAt = 6;
const windowBytes = 4096;
const maxMarkers = 1 << 20;

/** Whether a codestream begins at `start`. */
export function* beginsCodestream(start: number, end: number): Scan<boolean> {
  const view = yield { start, end: Math.min(end, start + 2) };
  return end - start >= 2 && view.has(start, start + 2) && view.u16(start) === SOC;
}

/**
 * What goes from the codestream that begins at `start`, in order: comments and all behind its end mark. Throws where it
 * cannot be followed up to there, or has marker segments that are not known.
 */
export function* codestreamEdits(start: number, end: number, path: string): Scan<Edit[]> {
  return yield* new Codestream(start, end, path).edits();
}

class Codestream {
  readonly #start: number;
  readonly #end: number;
  readonly #path: string;
  readonly #edits: Edit[] = [];
  #view: View | undefined;
  #markersLeft = maxMarkers;

  constructor(start: number, end: number, path: string) {
    this.#start = start;
    this.#end = end;
    this.#path = path;
  }

  *edits(): Scan<Edit[]> {
    if ((yield* this.#marker(this.#start)) !== SOC)
      this.#refuse('no JPEG 2000 where one should be', this.#start);
    const lengths: ByteRange[] = [];
    let at = yield* this.#segments(this.#start + 2, SOT, lengths);
    let isShorter = false;
    while (at < this.#end) {
      const marker = yield* this.#marker(at);
      if (marker === EOC) {
        if (at + 2 < this.#end) this.#edits.push({ start: at + 2, end: this.#end });
        break;
      }
      if (marker !== SOT) this.#refuse('a tile-part of JPEG 2000 that does not end where it says', at);
      const part = yield* this.#tilePart(at);
      isShorter ||= part.isShorter;
      at = part.end;
    }
    // Lengths of tile-parts, which decoders can do without.
    if (isShorter) this.#edits.push(...lengths);
    return this.#edits.sort((a, b) => a.start - b.start);
  }

  /** A tile-part: its comments go, and its length is told anew. */
  *#tilePart(start: number): Scan<{ readonly end: number; readonly isShorter: boolean }> {
    const head = (yield* this.#bytes(start, start + tilePartBytes)).slice(start, start + tilePartBytes);
    const length = new DataView(head.buffer, head.byteOffset).getUint32(lengthAt);
    const before = this.#edits.length;
    const data = yield* this.#segments(start + tilePartBytes, SOD, []);
    const end = length === 0 ? yield* this.#findEnd(data) : start + length;
    if (end < data + 2 || end > this.#end)
      this.#refuse('a tile-part of JPEG 2000 with an impossible length', start);
    const gone = this.#edits.slice(before).reduce((sum, edit) => sum + edit.end - edit.start, 0);
    if (gone > 0 && length > 0) {
      const bytes = head.slice();
      new DataView(bytes.buffer).setUint32(lengthAt, length - gone);
      this.#edits.push({ start, end: start + tilePartBytes, bytes });
    }
    return { end, isShorter: gone > 0 };
  }

  /** Where the marker segments from `at` on end at the marker `last`; comments among them go. */
  *#segments(start: number, last: number, lengths: ByteRange[]): Scan<number> {
    for (let at = start; ; ) {
      const marker = yield* this.#marker(at);
      if (marker === last) return at;
      const end = at + 2 + (yield* this.#bytes(at, at + headBytes)).u16(at + 2);
      if (end < at + headBytes || end > this.#end) this.#refuse('a marker segment that does not fit', at);
      if (marker === COM) this.#edits.push({ start: at, end });
      else if (!decoded.has(marker - 0xff00)) this.#refuse('an unknown marker segment of JPEG 2000', at);
      else if (marker === TLM) lengths.push({ start: at, end });
      at = end;
    }
  }

  /** Where the end mark is: no two bytes of coded data look like it (annex A.1). */
  *#findEnd(from: number): Scan<number> {
    for (let at = from; at + 2 <= this.#end; at += windowBytes) {
      const stop = Math.min(this.#end, at + windowBytes + 1);
      const view = yield* this.#bytes(at, stop);
      for (let place = at; place + 2 <= stop; place++) if (view.u16(place) === EOC) return place;
    }
    return this.#end;
  }

  *#marker(at: number): Scan<number> {
    if (--this.#markersLeft < 0) refuse('limit-exceeded', 'too many marker segments', at, this.#path);
    return (yield* this.#bytes(at, at + 2)).u16(at);
  }

  /** A view that holds these bytes, with some that follow. Throws where the codestream ends before. */
  *#bytes(start: number, end: number): Scan<View> {
    if (end > this.#end) refuse('truncated', 'a JPEG 2000 picture is cut off', start, this.#path);
    if (!this.#view?.has(start, end))
      this.#view = yield { start, end: Math.min(this.#end, Math.max(end, start + windowBytes)) };
    if (!this.#view.has(start, end)) refuse('truncated', 'a JPEG 2000 picture is cut off', start, this.#path);
    return this.#view;
  }

  #refuse(message: string, at: number): never {
    return refuse('malformed', message, at, this.#path);
  }
}
