// Inflates zlib streams (RFC 1950) under a ceiling: a bomb costs a few megabytes, a damaged stream gives what it had.
import { Inflate, inflateSync } from 'fflate';
import { join } from './block-view.js';
import { inflateByPlatform } from './platform-zlib.js';

/** What came out of a zlib stream. */
export interface Inflated {
  /** All of it where it is `complete`, else what came out before it ended. */
  readonly bytes: Uint8Array;
  /**
   * How it ended: `complete` with the right checksum, `truncated` where the data ends without one, `limited`
   * where more than the limit would have come out, `damaged` where it is no deflate stream.
   */
  readonly end: 'complete' | 'truncated' | 'limited' | 'damaged';
}

const headerBytes = 2;
const checksumBytes = 4;
/** Input fed at a time: one slice gives at most 1032 times its size. */
const sliceBytes = 4096;
/** A stream up to this size goes in at once, into a buffer of a size that is usual. */
const shortBytes = 32 << 10;
/** Most short streams give less than this many times their size. */
const usualRatio = 16;
/** Input that may go in while nothing comes out, or less than half as much: far above what streams need. */
const idleBytes = 128 << 10;

/** Inflates a zlib stream to at most `limit` bytes. Never throws. */
export function inflate(data: Uint8Array, limit: number): Inflated {
  if (!hasZlibHeader(data)) return { bytes: data.subarray(0, 0), end: 'damaged' };
  if (limit <= 0) return { bytes: data.subarray(0, 0), end: 'limited' };
  const atOnce = inflateByPlatform('inflateSync', data, limit);
  if (atOnce) return { bytes: atOnce, end: 'complete' };
  const { pieces, length, failed } = feedShort(data, limit) ?? feed(data, limit);
  const all = pieces.length === 1 ? pieces[0]! : join(pieces);
  if (length > limit) return { bytes: all.subarray(0, limit), end: 'limited' };
  if (failed) return { bytes: all, end: 'damaged' };
  return { bytes: all, end: holdsChecksum(data, adler32(all)) ? 'complete' : 'truncated' };
}

interface Fed {
  readonly pieces: readonly Uint8Array[];
  readonly length: number;
  readonly failed: boolean;
}

/**
 * A short stream at once: the piecewise way takes a large window for each. `undefined` where it is damaged, cut off,
 * or gives much more than most do.
 */
function feedShort(data: Uint8Array, limit: number): Fed | undefined {
  if (data.length > shortBytes) return undefined;
  const out = new Uint8Array(Math.min(limit, usualRatio * data.length) + 1);
  try {
    const bytes = inflateSync(data.subarray(headerBytes), { out });
    return bytes.length < out.length ? { pieces: [bytes], length: bytes.length, failed: false } : undefined;
  } catch {
    return undefined;
  }
}

function feed(data: Uint8Array, limit: number): Fed {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let at = headerBytes;
  let lastOutput = at;
  const stream = new Inflate((piece) => {
    if (piece.length === 0) return;
    length += piece.length;
    lastOutput = at;
    pieces.push(piece);
  });
  try {
    for (; at < data.length && length <= limit && at < lastOutput + idleBytes; at += sliceBytes) {
      if (at > 2 * length + idleBytes) return { pieces, length, failed: true };
      stream.push(data.subarray(at, at + sliceBytes));
    }
    return { pieces, length, failed: false };
  } catch {
    return { pieces, length, failed: true };
  }
}

function hasZlibHeader(data: Uint8Array): boolean {
  if (data.length < headerBytes + checksumBytes) return false;
  const method = data[0]!;
  const flags = data[1]!;
  return (method & 15) === 8 && (flags & 0x20) === 0 && ((method << 8) | flags) % 31 === 0;
}

/** Whether this checksum stands behind the stream: its last four bytes, or others where bytes follow it. */
function holdsChecksum(data: Uint8Array, checksum: number): boolean {
  for (let at = data.length - checksumBytes; at >= headerBytes; at--) {
    if (data[at] !== checksum >>> 24) continue;
    const found = (data[at]! << 24) | (data[at + 1]! << 16) | (data[at + 2]! << 8) | data[at + 3]!;
    if (found >>> 0 === checksum) return true;
  }
  return false;
}

/** The Adler-32 checksum (RFC 1950 section 8.2), unsigned. */
export function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let at = 0; at < bytes.length; ) {
    // The sums stay below 2^32 for 3800 steps.
    const stop = Math.min(bytes.length, at + 3800);
    for (; at < stop; at++) {
      low += bytes[at]!;
      high += low;
    }
    low %= 65521;
    high %= 65521;
  }
  return ((high << 16) | low) >>> 0;
}
