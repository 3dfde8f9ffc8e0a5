// Look-up tables for the prefix codes of deflate streams (RFC 1951 section 3.2), for passing codes, not for inflating.

/**
 * An entry holds in its low 5 bits how many bits to pass, above them what it is, and above that what depends on it:
 * of a code the length without its extra bits, of a link where its second table is.
 */
export const WHOLE = 0;
export const LENGTH = 1;
export const END = 2;
export const LINK = 3;
export const INVALID = 4;
export const kindShift = 5;
export const restShift = 8;
const kindMask = 7 << kindShift;

/** Bits that one look-up covers; longer codes go on in a second table, all of one size. */
export const literalBits = 11;
export const distanceBits = 9;
export const longest = 15;

/** The entry of a code with its extra bits. */
export function codeEntry(kind: number, bits: number, extra: number): number {
  return (bits + extra) | (kind << kindShift) | (bits << restShift);
}

/** Tells what an entry is. */
export function kindOf(entry: number): number {
  return (entry >> kindShift) & 7;
}

export class CodeTable {
  /** By the next `bits` bits; then the second tables. */
  readonly entries: Int32Array;
  readonly bits: number;

  constructor(bits: number, symbols: number) {
    this.bits = bits;
    this.entries = new Int32Array((1 << bits) + (symbols << (longest - bits)));
  }

  /** Fills the table from code lengths (section 3.2.2); `false` where they are more than a full tree. */
  fill(lengths: Uint8Array, entryOf: (symbol: number, bits: number) => number): boolean {
    const next = firstCodes(lengths);
    if (next[longest + 1]! > 2 << longest) return false;
    const { entries, bits: first } = this;
    const size = 1 << first;
    const second = 1 << (longest - first);
    let free = size;
    entries.fill(INVALID << kindShift, 0, size);
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const bits = lengths[symbol]!;
      if (bits === 0) continue;
      const code = reverse(next[bits]!++, bits);
      const entry = entryOf(symbol, bits);
      if (bits <= first) {
        for (let i = code; i < size; i += 1 << bits) entries[i] = entry;
        continue;
      }
      const head = code & (size - 1);
      if (kindOf(entries[head]!) !== LINK) {
        entries[head] = (LINK << kindShift) | (free << restShift);
        entries.fill(INVALID << kindShift, free, free + second);
        free += second;
      }
      const from = entries[head]! >> restShift;
      for (let i = code >> first; i < second; i += 1 << (bits - first)) entries[from + i] = entry;
    }
    return true;
  }

  /** Makes the entries of a table of literals and lengths pass as many codes as one look-up covers. */
  join(distances: CodeTable): void {
    const { entries, bits } = this;
    const others = distances.entries;
    const mask = (1 << distances.bits) - 1;
    // From the top down: the codes that follow lie lower, where entries are still single.
    for (let i = (1 << bits) - 1; i >= 0; i--) {
      let joined = entries[i]!;
      let total = 0;
      while (total < bits) {
        const entry = entries[i >>> total]!;
        const kind = entry & kindMask;
        if (kind > LENGTH << kindShift || total + (entry >> restShift) > bits) break;
        total += entry & 31;
        joined = total;
        if (kind === 0) continue;
        joined |= LENGTH << kindShift;
        if (total >= bits) break;
        const distance = others[(i >>> total) & mask]!;
        if ((distance & kindMask) !== 0 || total + (distance >> restShift) > bits) break;
        total += distance & 31;
        joined = total;
      }
      entries[i] = joined;
    }
  }
}

/** The first code of each length, and after them what shows whether the tree is overfull. */
function firstCodes(lengths: Uint8Array): Uint32Array {
  const counts = new Uint16Array(longest + 1);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  const next = new Uint32Array(longest + 2);
  for (let bits = 1; bits <= longest; bits++) next[bits + 1] = (next[bits]! + counts[bits]!) << 1;
  return next;
}

function reverse(code: number, bits: number): number {
  let reversed = 0;
  for (let i = 0; i < bits; i++) reversed |= ((code >> i) & 1) << (bits - 1 - i);
  return reversed;
}
