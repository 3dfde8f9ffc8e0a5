// Where the coded data of a strip or tile ends: what stands behind the last pixel is no picture.
import { DeflateEnd } from '../../bytes/deflate-end.js';
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { faxEnd, lercEnd, xzEnd, zstdEnd } from './stream-end.js';

const UNCOMPRESSED = 1;
const LZW = 5;
const PACK_BITS = 32773;
const ZSTD = 50000;
const LZMA = 34925;
const LERC = 34887;
const T4 = 3;
const T6 = 4;
/** Deflate, its old number, and PixarLog, which is packed with it. */
const deflates: readonly number[] = [8, 32946, 32909];
/** Codes that end fax data: six ends of lines, or two (ITU-T T.4, 4.1.4, T.6, 2.4.1.1). */
const returnToControl = 6;
const endOfBlock = 2;
const windowBytes = 1 << 20;

/** How coded data is packed. */
export interface Packing {
  readonly compression: number;
  /** Whether bits are stored from the lowest on. */
  readonly reversed: boolean;
  /** What packs blobs of LERC once more, as a number of compression. */
  readonly lercPacking: number | undefined;
  /** Whether fax lines are coded in two dimensions. */
  readonly fax2D: boolean;
}

/**
 * Where the data in `range` ends that gives `decoded` bytes; `undefined` where that cannot be told: in other forms of
 * compression, and where it ends before it gave as many.
 */
export function* codedEndOf(
  packing: Packing,
  range: ByteRange,
  decoded: number | undefined,
): Scan<number | undefined> {
  const { compression, reversed, lercPacking, fax2D } = packing;
  if (compression === LERC && lercPacking !== undefined)
    return yield* codedEndOf({ ...packing, compression: lercPacking }, range, undefined);
  if (compression === T6) return yield* faxEnd(range, endOfBlock, false, reversed);
  if (compression === T4) return yield* faxEnd(range, returnToControl, fax2D, reversed);
  if (compression === UNCOMPRESSED || !reversed) return yield* packedEnd(compression, range, decoded);
  return undefined;
}

function* packedEnd(
  compression: number,
  range: ByteRange,
  decoded: number | undefined,
): Scan<number | undefined> {
  const { start, end } = range;
  if (compression === UNCOMPRESSED)
    return decoded !== undefined && start + decoded <= end ? start + decoded : undefined;
  if (deflates.includes(compression)) return yield* deflateEnd(start, end);
  if (compression === ZSTD) return yield* zstdEnd(range);
  if (compression === LZMA) return yield* xzEnd(range);
  if (compression === LERC) return yield* lercEnd(range);
  if (compression !== LZW && compression !== PACK_BITS) return undefined;
  if (decoded === undefined) return undefined;
  const view = yield { start, end };
  if (!view.has(start, end)) return undefined;
  const bytes = view.slice(start, end);
  const length = compression === LZW ? lzwLength(bytes, decoded) : packBitsLength(bytes, decoded);
  return length === undefined ? undefined : start + length;
}

function* deflateEnd(start: number, end: number): Scan<number | undefined> {
  const stream = new DeflateEnd();
  for (let at = start; at < end; at += windowBytes) {
    const stop = Math.min(end, at + windowBytes);
    const found = stream.push((yield { start: at, end: stop }).slice(at, stop));
    if (found === 'damaged') return undefined;
    if (found !== 'incomplete') return start + found;
  }
  const found = stream.finish();
  return typeof found === 'number' ? start + found : undefined;
}

/** PackBits (TIFF 6.0 section 9): runs and literals, each after a byte with their length. */
export function packBitsLength(bytes: Uint8Array, decoded: number): number | undefined {
  let given = 0;
  let at = 0;
  while (given < decoded) {
    const head = bytes[at];
    if (head === undefined) return undefined;
    if (head < 128) {
      given += head + 1;
      at += head + 2;
    } else {
      if (head > 128) given += 257 - head;
      at += head > 128 ? 2 : 1;
    }
  }
  return at <= bytes.length ? at : undefined;
}

const CLEAR = 256;
const LZW_END = 257;
const firstFree = 258;
const maxCodes = 4096;

/** LZW (TIFF 6.0 section 13): the code that gives the last byte, and the end mark where it follows. */
export function lzwLength(bytes: Uint8Array, decoded: number): number | undefined {
  const lengths = new Uint32Array(maxCodes).fill(1, 0, CLEAR);
  let bit = 0;
  let width = 9;
  let free = firstFree;
  let before = 0;
  for (let given = 0; ; ) {
    const code = codeAt(bytes, bit, width);
    if (code === undefined) return given >= decoded ? Math.ceil(bit / 8) : undefined;
    if (bit === 0 && code !== CLEAR) return undefined;
    if (code !== CLEAR && code !== LZW_END && given >= decoded) return Math.ceil(bit / 8);
    bit += width;
    if (code === LZW_END) return Math.ceil(bit / 8);
    if (code === CLEAR) {
      width = 9;
      free = firstFree;
      before = 0;
      continue;
    }
    const length = code < free ? lengths[code]! : before + 1;
    if (code > free || (code === free && before === 0)) return undefined;
    given += length;
    if (before > 0 && free < maxCodes) {
      lengths[free++] = before + 1;
      if (free + 1 >= 1 << width && width < 12) width++;
    }
    before = length;
  }
}

/** The code of `width` bits, highest bit first; `undefined` where the bytes end in it. */
function codeAt(bytes: Uint8Array, bit: number, width: number): number | undefined {
  if (bit + width > bytes.length * 8) return undefined;
  const at = bit >>> 3;
  const three = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return (three >>> (24 - (bit & 7) - width)) & ((1 << width) - 1);
}
