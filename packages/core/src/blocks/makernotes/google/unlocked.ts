// Google's HDR+ notes as they are stored: a mark with a version, then gzip under the numbers of a xorshift generator.
import { gunzip } from '../../../bytes/gunzip.js';

/** A note that has been unpacked. */
export interface Unlocked {
  readonly version: number;
  readonly bytes: Uint8Array;
}

const mark = [0x48, 0x44, 0x52, 0x50];
const seed = 0x2515606b4a7791cdn;
const factor = 0x2545f4914f6cdd1dn;

/** The note in these bytes; `undefined` where it is none, or longer than `limit`. */
export function unlocked(data: Uint8Array, limit: number): Unlocked | undefined {
  const version = data[4];
  if (mark.some((byte, i) => data[i] !== byte) || (version !== 2 && version !== 3)) return undefined;
  const packed = data.slice(5);
  let state = seed;
  for (let at = 0; at < packed.length; at += 8) {
    state ^= state >> 12n;
    state ^= BigInt.asUintN(64, state << 25n);
    state ^= state >> 27n;
    state = BigInt.asUintN(64, state * factor);
    let key = state;
    for (let i = at; i < Math.min(at + 8, packed.length); i++) {
      packed[i]! ^= Number(key & 0xffn);
      key >>= 8n;
    }
  }
  const bytes = gunzip(packed, limit);
  return bytes && { version, bytes };
}
