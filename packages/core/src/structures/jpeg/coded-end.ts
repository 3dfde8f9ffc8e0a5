// Finds where coded data of a JPEG ends: the one walk that looks at every byte of a picture, and so at most of a file.
import { findByte, findsFast } from '../../bytes/find.js';
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';

/** How much of coded data is looked at in one piece. */
const windowBytes = 1 << 20;

/** Where the coded data that begins at `start` ends: at the first marker that is no restart (B.1.1.5). */
export function* codedEnd(from: View, start: number): Scan<number> {
  let view = from;
  for (let at = start; ; ) {
    if (!view.has(at, at + 2)) {
      view = yield { start: at, end: at + windowBytes };
      if (!view.has(at, at + 2)) return Math.max(at, view.end);
    }
    const index = findMarker(view.bytes, at - view.start);
    if (index < view.bytes.length - 1) return view.start + index;
    at = view.start + index;
  }
}

/** Index of the first marker but RSTn, or of the last byte if it could begin one, or the length. */
const findMarker: (bytes: Uint8Array, from: number) => number = findsFast ? markerBySearch : markerByWords;

function markerBySearch(bytes: Uint8Array, from: number): number {
  for (let at = from; ; ) {
    const index = findByte(bytes, 0xff, at);
    if (index < 0) return bytes.length;
    const next = bytes[index + 1];
    if (next === undefined) return index;
    if (next === 0xff) at = index + 1;
    else if (next === 0 || (next & 0xf8) === 0xd0) at = index + 2;
    else return index;
  }
}

/** The same without the platform's help, sixteen bytes at a time. */
export function markerByWords(bytes: Uint8Array, from: number): number {
  const { length, buffer, byteOffset } = bytes;
  const aligned = Math.min(length, from + (-(byteOffset + from) & 3));
  const found = markerWithin(bytes, from, aligned);
  if (found >= 0) return found;
  const words = new Int32Array(
    buffer,
    byteOffset + aligned - ((byteOffset + aligned) & 3),
    (length - aligned) >> 2,
  );
  const last = words.length - 3;
  let i = 0;
  for (; i < last; i += 4) {
    const a = words[i]!;
    const b = words[i + 1]!;
    const c = words[i + 2]!;
    const d = words[i + 3]!;
    const some = ((full - a) & a) | ((full - b) & b) | ((full - c) & c) | ((full - d) & d);
    if ((some & highBits) === 0) continue;
    const at = aligned + 4 * i;
    const marker = markerWithin(bytes, at, at + 16);
    if (marker >= 0) return marker;
  }
  const rest = markerWithin(bytes, aligned + 4 * i, length);
  return rest < 0 ? length : rest;
}

/** `(full - word) & word` has a high bit exactly where a byte of the word is 0xff, or above such a byte. */
const full = -0x01010102;
const highBits = 0x80808080 | 0;

/** A marker that begins in `[from, to)`, or a last byte that could; else -1. */
function markerWithin(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1];
    if (next !== 0 && next !== 0xff && ((next ?? 0) & 0xf8) !== 0xd0) return at;
  }
  return -1;
}
