// Finds where a zlib stream ends (RFC 1950, 1951) by its codes alone: nothing is inflated, nothing is held.

/** What a stream turned out to be: its length in bytes, `incomplete` where more is missing, or `damaged`. */
export type StreamEnd = number | 'incomplete' | 'damaged';

/** One lookup covers this many bits; longer codes go on in a second table. */
const firstBits = 12;
const longest = 15;
/** Entries: bits to pass in the low 5, then what they were; a link holds the offset of its second table. */
const LITERALS = 0;
const LENGTH = 1;
const END = 2;
const LINK = 3;
const INVALID = 4;
const kindShift = 5;
const offsetShift = 8;
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** Room that the fast loop needs ahead of it: a length and a distance with their extra bits take 48 bits. */
const margin = 12;
const checksumBytes = 4;

/** Takes a stream in parts; each is walked as far as it goes. */
export class DeflateEnd {
  #rest: Uint8Array = new Uint8Array(0);
  /** Bytes of the stream before `#rest`. */
  #passed = 0;
  /** Bits of `#rest` already walked. */
  #bits = 0;
  #state: 'header' | 'block' | 'codes' | 'stored' | 'done' | 'damaged' = 'header';
  #stored = 0;
  #final = false;
  readonly #literals: Table = newTable();
  readonly #distances: Table = newTable();

  /** Bytes up to and with the last valid code: where a damaged stream is still sound. */
  get sound(): number {
    return this.#passed + Math.ceil(this.#bits / 8);
  }

  /** Goes on with the next bytes. Gives the length of the stream as soon as it is known. */
  push(bytes: Uint8Array): StreamEnd {
    const joined = new Uint8Array(this.#rest.length + bytes.length);
    joined.set(this.#rest);
    joined.set(bytes, this.#rest.length);
    return this.#walk(joined, joined.length);
  }

  /** Says that no more bytes follow. */
  finish(): StreamEnd {
    const padded = new Uint8Array(this.#rest.length + 1024);
    padded.set(this.#rest);
    return this.#walk(padded, this.#rest.length);
  }

  /** Walks `bytes`, of which the first `length` are the stream's and the others padding. */
  #walk(bytes: Uint8Array, length: number): StreamEnd {
    const reader = new Bits(bytes, this.#bits);
    while (this.#step(reader, length)) {}
    const end = Math.ceil(reader.at / 8) + checksumBytes;
    if (this.#state === 'done' && end <= length) return this.#passed + end;
    const whole = Math.min(reader.at >>> 3, length);
    this.#rest = bytes.subarray(whole, length);
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
    } else if (type === 1) fixedTables(this.#literals, this.#distances);
    else if (type === 2) valid = dynamicTables(reader, this.#literals, this.#distances);
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
    const limit = (reader.bytes.length - margin) * 8;
    const outcome = walkCodes(reader, limit, this.#literals.entries, this.#distances.entries);
    if (outcome === LITERALS || reader.at > length * 8) return false;
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
  readonly data: DataView;
  /** Bits passed. */
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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

/** Passes codes until the block ends, `limit` is reached (LITERALS) or a code is invalid. */
function walkCodes(reader: Bits, limit: number, literals: Int32Array, distances: Int32Array): number {
  const { data } = reader;
  const mask = (1 << firstBits) - 1;
  let at = reader.at;
  let outcome = LITERALS;
  while (at < limit) {
    let held = data.getUint32(at >>> 3, true) >>> (at & 7);
    let entry = literals[held & mask]!;
    if (entry < 1 << kindShift) {
      at += entry;
      entry = literals[(held >>> entry) & mask]!;
      if (entry < 1 << kindShift) {
        at += entry;
        continue;
      }
      held = data.getUint32(at >>> 3, true) >>> (at & 7);
    }
    let kind = (entry >> kindShift) & 7;
    if (kind === LINK) {
      entry = literals[(entry >> offsetShift) + ((held >>> firstBits) & 7)]!;
      kind = (entry >> kindShift) & 7;
    }
    at += entry & 31;
    if (kind === LITERALS) continue;
    if (kind !== LENGTH) {
      outcome = kind;
      break;
    }
    held = data.getUint32(at >>> 3, true) >>> (at & 7);
    entry = distances[held & mask]!;
    if (((entry >> kindShift) & 7) === LINK) {
      entry = distances[(entry >> offsetShift) + ((held >>> firstBits) & 7)]!;
    }
    if (((entry >> kindShift) & 7) === INVALID) {
      outcome = INVALID;
      break;
    }
    at += entry & 31;
  }
  reader.at = at;
  return outcome;
}

interface Table {
  /** 2^12 entries by the next bits, then the second tables of 8 entries each. */
  readonly entries: Int32Array;
}

function newTable(): Table {
  return { entries: new Int32Array((1 << firstBits) + 8 * 320) };
}

/** Extra bits of length symbols 257 to 285 and of distances (RFC 1951 section 3.2.5). */
function extraLengthBits(symbol: number): number {
  return symbol < 265 || symbol === 285 ? 0 : (symbol - 261) >> 2;
}
function literalEntry(symbol: number, bits: number): number {
  if (symbol < 256) return bits | (LITERALS << kindShift);
  if (symbol === 256) return bits | (END << kindShift);
  if (symbol > 285) return INVALID << kindShift;
  return (bits + extraLengthBits(symbol)) | (LENGTH << kindShift);
}
function distanceEntry(symbol: number, bits: number): number {
  if (symbol > 29) return INVALID << kindShift;
  return bits + (symbol < 4 ? 0 : (symbol - 2) >> 1);
}

/** Fills a table from code lengths (RFC 1951 section 3.2.2); `false` where they are more than a full tree. */
function fill(table: Table, lengths: Uint8Array, entryOf: (symbol: number, bits: number) => number): boolean {
  const { entries } = table;
  entries.fill(INVALID << kindShift);
  const counts = new Uint16Array(longest + 1);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  const next = new Uint32Array(longest + 2);
  for (let bits = 1; bits <= longest; bits++) next[bits + 1] = (next[bits]! + counts[bits]!) << 1;
  if (next[longest + 1]! > 2 << longest) return false;
  let free = 1 << firstBits;
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const bits = lengths[symbol]!;
    if (bits === 0) continue;
    const code = reverse(next[bits]!++, bits);
    const entry = entryOf(symbol, bits);
    if (bits <= firstBits) {
      for (let i = code; i < 1 << firstBits; i += 1 << bits) entries[i] = entry;
      continue;
    }
    const head = code & ((1 << firstBits) - 1);
    if (((entries[head]! >> kindShift) & 7) !== LINK) {
      entries[head] = (LINK << kindShift) | (free << offsetShift);
      free += 8;
    }
    const second = entries[head]! >> offsetShift;
    for (let i = code >> firstBits; i < 8; i += 1 << (bits - firstBits)) entries[second + i] = entry;
  }
  return true;
}

function reverse(code: number, bits: number): number {
  let reversed = 0;
  for (let i = 0; i < bits; i++) reversed |= ((code >> i) & 1) << (bits - 1 - i);
  return reversed;
}

/** Makes entries of literals pass the literals after them too, as far as the looked-up bits go. */
function joinLiterals({ entries }: Table): void {
  for (let i = (1 << firstBits) - 1; i >= 0; i--) {
    let total = entries[i]!;
    if (total >= 1 << kindShift) continue;
    for (;;) {
      const follower = singleLiteral(entries, i >>> total);
      if (follower === 0 || total + follower > firstBits) break;
      total += follower;
    }
    joined[i] = total;
  }
  for (let i = 0; i < 1 << firstBits; i++) if (entries[i]! < 1 << kindShift) entries[i] = joined[i]!;
}
const joined = new Uint8Array(1 << firstBits);

function singleLiteral(entries: Int32Array, index: number): number {
  const entry = entries[index]!;
  return entry < 1 << kindShift ? entry : 0;
}

const fixedLengths = Uint8Array.from({ length: 288 }, (_, i) =>
  i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8,
);
const fixedDistances = new Uint8Array(30).fill(5);

function fixedTables(literals: Table, distances: Table): void {
  fill(literals, fixedLengths, literalEntry);
  joinLiterals(literals);
  fill(distances, fixedDistances, distanceEntry);
}

/** Reads the code lengths of a dynamic block (RFC 1951 section 3.2.7). */
function dynamicTables(reader: Bits, literals: Table, distances: Table): boolean {
  const literalCount = reader.take(5) + 257;
  const distanceCount = reader.take(5) + 1;
  const codeCount = reader.take(4) + 4;
  const codeLengths = new Uint8Array(19);
  for (let i = 0; i < codeCount; i++) codeLengths[lengthOrder[i]!] = reader.take(3);
  const all = new Uint8Array(literalCount + distanceCount);
  if (!fill(distances, codeLengths, (symbol, bits) => (symbol << 4) | bits)) return false;
  for (let i = 0; i < all.length; ) {
    const entry = distances.entries[peek(reader)]!;
    if ((entry & 15) === 0) {
      reader.at += firstBits;
      return false;
    }
    reader.at += entry & 15;
    const symbol = entry >> 4;
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
  if (all[256] === 0 || !fill(literals, all.subarray(0, literalCount), literalEntry)) return false;
  joinLiterals(literals);
  return fill(distances, all.subarray(literalCount), distanceEntry);
}

function peek(reader: Bits): number {
  const value = reader.take(firstBits);
  reader.at -= firstBits;
  return value;
}
