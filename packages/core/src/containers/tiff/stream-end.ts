// Where compressed streams end that say so themselves: Zstandard, LZMA2 in xz, LERC, and fax codes with an end mark.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';

const windowBytes = 64 << 10;

/** A walk through the bytes of a range; `undefined` where it ends before. */
class Reader {
  readonly end: number;
  #view: View | undefined;

  constructor(end: number) {
    this.end = end;
  }

  /** A view that holds `length` bytes from `at` on. */
  *view(at: number, length: number): Scan<View | undefined> {
    if (at + length > this.end) return undefined;
    if (!this.#view?.has(at, at + length))
      this.#view = yield { start: at, end: Math.min(this.end, at + Math.max(length, windowBytes)) };
    return this.#view.has(at, at + length) ? this.#view : undefined;
  }

  /** A byte; NaN behind the end. */
  *u8(at: number): Scan<number> {
    return (yield* this.view(at, 1))?.u8(at) ?? Number.NaN;
  }
}

/** `end` where it lies in the range. */
const within = (end: number, range: ByteRange): number | undefined => (end <= range.end ? end : undefined);

const zstdMagic = 0xfd2fb528;
const runBlock = 1;
const reservedBlock = 3;

/** The end of a Zstandard frame (RFC 8878, 3.1.1). */
export function* zstdEnd(range: ByteRange): Scan<number | undefined> {
  const reader = new Reader(range.end);
  const head = yield* reader.view(range.start, 5);
  if (head?.u32(range.start, true) !== zstdMagic) return undefined;
  const descriptor = head.u8(range.start + 4);
  const single = (descriptor >> 5) & 1;
  const sizeBytes = [single, 2, 4, 8][descriptor >> 6]!;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  let at = range.start + 5 + (1 - single) + dictionaryBytes + sizeBytes;
  for (let isLast = false; !isLast; ) {
    const view = yield* reader.view(at, 3);
    if (!view) return undefined;
    const block = view.u16(at, true) | (view.u8(at + 2) << 16);
    isLast = (block & 1) === 1;
    const type = (block >> 1) & 3;
    if (type === reservedBlock) return undefined;
    at += 3 + (type === runBlock ? 1 : block >> 3);
  }
  return within(at + (descriptor & 4 ? 4 : 0), range);
}

const xzMagic = 'ý7zXZ\0';
const xzHeaderBytes = 12;
/** Bytes of the check behind each block, by the number in the header (xz file format 1.2, 2.1.1.2). */
const checkBytes: readonly number[] = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const align = (length: number): number => (length + 3) & ~3;

/** The end of an xz stream: its blocks of LZMA2, its index, its footer. */
export function* xzEnd(range: ByteRange): Scan<number | undefined> {
  const { start } = range;
  const reader = new Reader(range.end);
  const head = yield* reader.view(start, xzHeaderBytes);
  if (head?.latin1(start, start + 6) !== xzMagic) return undefined;
  const check = checkBytes[head.u8(start + 7) & 15]!;
  let at = start + xzHeaderBytes;
  for (;;) {
    const size = yield* reader.u8(at);
    if (Number.isNaN(size)) return undefined;
    if (size === 0) break;
    const end = yield* lzma2End(reader, at + (size + 1) * 4);
    if (end === undefined) return undefined;
    at = start + align(end - start) + check;
  }
  const records = yield* numberAt(reader, at + 1);
  if (!records) return undefined;
  let place = records.end;
  for (let left = 2 * records.value; left > 0; left--) {
    const number = yield* numberAt(reader, place);
    if (!number) return undefined;
    place = number.end;
  }
  return within(start + align(place - start) + 4 + xzHeaderBytes, range);
}

/** The end of LZMA2 data: chunks behind a byte that says what they are. */
function* lzma2End(reader: Reader, from: number): Scan<number | undefined> {
  for (let at = from; ; ) {
    const control = yield* reader.u8(at);
    if (control === 0) return at + 1;
    const isPacked = control >= 0x80;
    if (Number.isNaN(control) || (!isPacked && control > 2)) return undefined;
    const lengthAt = at + (isPacked ? 3 : 1);
    const length = (yield* reader.view(lengthAt, 2))?.u16(lengthAt);
    if (length === undefined) return undefined;
    at = lengthAt + 2 + (control >= 0xc0 ? 1 : 0) + length + 1;
  }
}

/** A number in groups of seven bits, and where it ends. */
function* numberAt(
  reader: Reader,
  from: number,
): Scan<{ readonly value: number; readonly end: number } | undefined> {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    const byte = yield* reader.u8(from + i);
    if (Number.isNaN(byte)) return undefined;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value, end: from + i + 1 };
  }
  return undefined;
}

const lercKey = 'Lerc2 ';

/** The end of a blob of LERC, which says its length (Lerc2 header, versions 2 to 6). */
export function* lercEnd(range: ByteRange): Scan<number | undefined> {
  const { start } = range;
  const view = yield* new Reader(range.end).view(start, 38);
  if (view?.latin1(start, start + lercKey.length) !== lercKey) return undefined;
  const version = view.u32(start + 6, true);
  if (version < 1 || version > 6) return undefined;
  // Before it: checksum, rows, columns, depth, valid pixels, size of blocks.
  const numbers = 4 + (version >= 3 ? 1 : 0) + (version >= 4 ? 1 : 0);
  const length = view.u32(start + 10 + 4 * numbers, true);
  return length >= 38 ? within(start + length, range) : undefined;
}

/** Zeros before the 1 of an end-of-line code: no other codes give as many (ITU-T T.4, 4.1.2). */
const endOfLineZeros = 11;

/**
 * Behind the first end mark of fax codes: so many end-of-line codes in a row, each with `tagged` bits behind it
 * (T.4, 4.1.4, T.6, 2.4.1.1). `reversed`: the lowest bit of a byte is the first.
 */
export function* faxEnd(
  range: ByteRange,
  codes: number,
  tagged: boolean,
  reversed: boolean,
): Scan<number | undefined> {
  const reader = new Reader(range.end);
  let zeros = 0;
  let found = 0;
  let skip = false;
  for (let at = range.start; at < range.end; at++) {
    const byte = yield* reader.u8(at);
    for (let i = 0; i < 8; i++) {
      const bit = (byte >> (reversed ? i : 7 - i)) & 1;
      if (skip) {
        skip = false;
        if (bit === 0) found = 0;
        if (found === codes) return at + 1;
      } else if (bit === 0) zeros++;
      else {
        const isFollowing = found === 0 ? zeros >= endOfLineZeros : zeros === endOfLineZeros;
        found = isFollowing ? found + 1 : zeros >= endOfLineZeros ? 1 : 0;
        zeros = 0;
        skip = tagged && found > 0;
        if (found === codes && !skip) return at + 1;
      }
    }
  }
  return undefined;
}
