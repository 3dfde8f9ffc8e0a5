// Finds where a zlib stream ends (RFC 1950, 1951) by its codes alone: nothing is inflated, nothing is held.
import { join } from './block-view.js';
import {
  CodeTable,
  codeEntry,
  distanceBits,
  END,
  INVALID,
  kindOf,
  kindShift,
  LENGTH,
  LINK,
  literalBits,
  longest,
  restShift,
  WHOLE,
} from './deflate-codes.js';

/** What a stream turned out to be: its length in bytes, `incomplete` where more is missing, or `damaged`. */
export type StreamEnd = number | 'incomplete' | 'damaged';

const maxLengthCodeBytes = 7;
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** Room that the fast loop needs ahead of it: literals, a length and a distance take less than 8 bytes, a read 8 more. */
const margin = 16;
/** More than a block's header may take, which is the longest thing that is read at once. */
const leadBytes = 1024;
const checksumBytes = 4;

const nothing: Uint8Array = new Uint8Array(0);

/** The tables of a block. */
interface Tables {
  readonly literals: CodeTable;
  readonly distances: CodeTable;
}

/** Takes a stream in parts; each is walked as far as it goes. */
export class DeflateEnd {
  #rest = nothing;
  /** Bytes of the stream before `#rest`. */
  #passed = 0;
  /** Bits of `#rest` already walked. */
  #bits = 0;
  #state: 'header' | 'block' | 'codes' | 'stored' | 'done' | 'damaged' = 'header';
  #stored = 0;
  #final = false;
  /** Of the block that is walked; made when codes are met, as stored blocks need none. */
  #tables: Tables | undefined;
  #dynamic: Tables | undefined;

  /** Bytes up to and with the last valid code: where a damaged stream is still sound. */
  get sound(): number {
    return this.#passed + Math.ceil(this.#bits / 8);
  }

  /** Goes on with the next bytes. Gives the length of the stream as soon as it is known. */
  push(bytes: Uint8Array): StreamEnd {
    const rest = this.#rest;
    if (rest.length === 0) return this.#walk(bytes, bytes.length);
    const lead = join([rest, bytes.subarray(0, leadBytes)]);
    const found = this.#walk(lead, lead.length);
    if (found !== 'incomplete' || bytes.length <= leadBytes) return found;
    // The lead is long enough for the walk to have left the rest behind.
    const next = bytes.subarray(leadBytes - this.#rest.length);
    return this.#walk(next, next.length);
  }

  /** Says that no more bytes follow. */
  finish(): StreamEnd {
    return this.#walk(join([this.#rest, new Uint8Array(leadBytes)]), this.#rest.length);
  }

  /** Walks `bytes`, of which the first `length` are the stream's and the others padding. */
  #walk(bytes: Uint8Array, length: number): StreamEnd {
    const reader = new Bits(bytes, this.#bits);
    while (this.#step(reader, length)) {}
    const end = Math.ceil(reader.at / 8) + checksumBytes;
    if (this.#state === 'done' && end <= length) return this.#passed + end;
    const whole = Math.min(reader.at >>> 3, length);
    this.#rest = whole < length ? bytes.slice(whole, length) : nothing;
    this.#passed += whole;
    this.#bits = reader.at - whole * 8;
    return this.#state === 'damaged' ? 'damaged' : 'incomplete';
  }

  /** One header, block header, or run of codes; `false` when bytes run out or the stream is at its end. */
  #step(reader: Bits, length: number): boolean {
    const before = reader.at;
    if (this.#state === 'header') {
      const head = reader.take(16);
      if (reader.at > length * 8) return rewind(reader, before);
      const valid =
        (head & 15) === 8 && ((head & 255) * 256 + (head >>> 8)) % 31 === 0 && (head & 0x2000) === 0;
      this.#state = valid ? 'block' : 'damaged';
      return valid;
    }
    if (this.#state === 'block') return this.#block(reader, length);
    if (this.#state === 'stored') return this.#skipStored(reader, length);
    if (this.#state === 'codes') return this.#codes(reader, length);
    return false;
  }

  #block(reader: Bits, length: number): boolean {
    const before = reader.at;
    this.#final = reader.take(1) === 1;
    const type = reader.take(2);
    let valid = type !== 3;
    if (type === 0) {
      reader.at = Math.ceil(reader.at / 8) * 8;
      this.#stored = reader.take(16);
      valid = (this.#stored ^ reader.take(16)) === 0xffff;
    } else if (type === 1) this.#tables = fixedTables();
    else if (type === 2) {
      this.#dynamic ??= newTables();
      this.#tables = this.#dynamic;
      valid = fillDynamic(reader, this.#tables);
    }
    if (reader.at > length * 8) return rewind(reader, before);
    this.#state = !valid ? 'damaged' : type === 0 ? 'stored' : 'codes';
    if (!valid) reader.at = before;
    return valid;
  }

  #skipStored(reader: Bits, length: number): boolean {
    const there = Math.min(this.#stored, length - reader.at / 8);
    reader.at += there * 8;
    this.#stored -= there;
    if (this.#stored > 0) return false;
    this.#endBlock();
    return true;
  }

  #endBlock(): void {
    this.#state = this.#final ? 'done' : 'block';
  }

  #codes(reader: Bits, length: number): boolean {
    const { literals, distances } = this.#tables ?? fixedTables();
    const limit = (reader.bytes.length - margin) * 8;
    const outcome = walkCodes(reader, limit, literals.entries, distances.entries);
    if (outcome === WHOLE || reader.at > length * 8) return false;
    if (outcome === END) this.#endBlock();
    else this.#state = 'damaged';
    return outcome === END;
  }
}

function rewind(reader: Bits, at: number): false {
  reader.at = at;
  return false;
}

/** Bits from the lowest of each byte up (RFC 1951 section 3.1.1). */
class Bits {
  readonly bytes: Uint8Array;
  /** Bits passed. */
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Up to 16 bits; zeros past the end. */
  take(count: number): number {
    const byte = this.at >>> 3;
    const { bytes } = this;
    const held = (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8) | ((bytes[byte + 2] ?? 0) << 16);
    const value = (held >>> (this.at & 7)) & ((1 << count) - 1);
    this.at += count;
    return value;
  }
}

/** Passes codes until the block ends, `limit` is reached (WHOLE) or a code is invalid. */
function walkCodes(reader: Bits, limit: number, literals: Int32Array, distances: Int32Array): number {
  const { buffer, byteOffset, byteLength } = reader.bytes;
  const data = new DataView(buffer, byteOffset, byteLength);
  let at = reader.at;
  while (at < limit) {
    const byte = at >>> 3;
    const low = data.getInt32(byte, true);
    let passed = at & 7;
    let entry = literals[(low >>> passed) & literalMask]!;
    if (entry < anyLength) {
      // At most 7 + 24 bits: a second look-up goes on into the next word.
      passed += entry;
      const held = (low >>> passed) | (data.getInt32(byte + 4, true) << (32 - passed));
      entry = literals[held & literalMask]!;
      if (entry < anyLength) {
        at = byte * 8 + passed + entry;
        continue;
      }
    }
    at = byte * 8 + passed;
    if (kindOf(entry) === LINK) {
      entry = literals[(entry >> restShift) + ((bitsAt(data, at) >>> literalBits) & literalRestMask)]!;
    }
    const kind = kindOf(entry);
    if (kind === INVALID) return stop(reader, at, INVALID);
    at += entry & 31;
    if (kind === END) return stop(reader, at, END);
    if (kind === WHOLE) continue;
    const held = bitsAt(data, at);
    entry = distances[held & distanceMask]!;
    if (kindOf(entry) === LINK) {
      entry = distances[(entry >> restShift) + ((held >>> distanceBits) & distanceRestMask)]!;
    }
    if (kindOf(entry) === INVALID) return stop(reader, at, INVALID);
    at += entry & 31;
  }
  return stop(reader, at, WHOLE);
}

/** At least 25 bits from a place on. */
function bitsAt(data: DataView, at: number): number {
  return data.getInt32(at >>> 3, true) >>> (at & 7);
}

function stop(reader: Bits, at: number, outcome: number): number {
  reader.at = at;
  return outcome;
}

const anyLength = LENGTH << kindShift;
const literalMask = (1 << literalBits) - 1;
const literalRestMask = (1 << (longest - literalBits)) - 1;
const distanceMask = (1 << distanceBits) - 1;
const distanceRestMask = (1 << (longest - distanceBits)) - 1;

/** Extra bits of length symbols 257 to 285 and of distances (RFC 1951 section 3.2.5). */
function extraLengthBits(symbol: number): number {
  return symbol < 265 || symbol === 285 ? 0 : (symbol - 261) >> 2;
}
function literalEntry(symbol: number, bits: number): number {
  if (symbol < 256) return codeEntry(WHOLE, bits, 0);
  if (symbol === 256) return codeEntry(END, bits, 0);
  return symbol > 285 ? codeEntry(INVALID, 0, 0) : codeEntry(LENGTH, bits, extraLengthBits(symbol));
}
function distanceEntry(symbol: number, bits: number): number {
  if (symbol > 29) return codeEntry(INVALID, 0, 0);
  return codeEntry(WHOLE, bits, symbol < 4 ? 0 : (symbol - 2) >> 1);
}

const fixedLengths = Uint8Array.from({ length: 288 }, (_, i) =>
  i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8,
);
const fixedDistances = new Uint8Array(30).fill(5);

function newTables(): Tables {
  return { literals: new CodeTable(literalBits, 288), distances: new CodeTable(distanceBits, 32) };
}

let fixed: Tables | undefined;

/** The tables of all blocks with fixed codes (RFC 1951 section 3.2.6). */
function fixedTables(): Tables {
  if (fixed) return fixed;
  fixed = newTables();
  fixed.literals.fill(fixedLengths, literalEntry);
  fixed.distances.fill(fixedDistances, distanceEntry);
  fixed.literals.join(fixed.distances);
  return fixed;
}

/** Reads the code lengths of a dynamic block (RFC 1951 section 3.2.7). */
function fillDynamic(reader: Bits, { literals, distances }: Tables): boolean {
  const literalCount = reader.take(5) + 257;
  const distanceCount = reader.take(5) + 1;
  const codeCount = reader.take(4) + 4;
  const codeLengths = new Uint8Array(19);
  for (let i = 0; i < codeCount; i++) codeLengths[lengthOrder[i]!] = reader.take(3);
  const all = new Uint8Array(literalCount + distanceCount);
  if (!distances.fill(codeLengths, codeLengthEntry)) return false;
  for (let i = 0; i < all.length; ) {
    const entry = distances.entries[peek(reader)]!;
    if ((entry & 31) === 0) {
      reader.at += maxLengthCodeBytes;
      return false;
    }
    reader.at += entry & 31;
    const symbol = entry >> restShift;
    if (symbol < 16) {
      all[i++] = symbol;
      continue;
    }
    const repeat =
      symbol === 16 ? reader.take(2) + 3 : symbol === 17 ? reader.take(3) + 3 : reader.take(7) + 11;
    if ((symbol === 16 && i === 0) || i + repeat > all.length) return false;
    all.fill(symbol === 16 ? all[i - 1]! : 0, i, i + repeat);
    i += repeat;
  }
  if (all[256] === 0 || !literals.fill(all.subarray(0, literalCount), literalEntry)) return false;
  if (!distances.fill(all.subarray(literalCount), distanceEntry)) return false;
  literals.join(distances);
  return true;
}

function codeLengthEntry(symbol: number, bits: number): number {
  return (symbol << restShift) | bits;
}

function peek(reader: Bits): number {
  const value = reader.take(distanceBits);
  reader.at -= distanceBits;
  return value;
}
