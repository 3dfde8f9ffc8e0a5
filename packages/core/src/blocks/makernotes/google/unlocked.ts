// Google's HDR+ notes as they are stored: a mark with a version, then gzip under the numbers of a xorshift generator.
import { gunzip } from '../../../bytes/gunzip.js';

/** A note that has been unpacked. */
export interface Unlocked {
  readonly version: number;
  readonly bytes: Uint8Array;
}

const mark = [0x48, 0x44, 0x52, 0x50];
/** The generator's seed and factor, each as its upper and lower half. */
const [seedHigh, seedLow] = [0x2515606b, 0x4a7791cd];
const [factorHigh, factorLow] = [0x2545f491, 0x4f6cdd1d];

/** The note in these bytes; `undefined` where it is none, or longer than `limit`. */
export function unlocked(data: Uint8Array, limit: number): Unlocked | undefined {
  const version = data[4];
  if (mark.some((byte, i) => data[i] !== byte) || (version !== 2 && version !== 3)) return undefined;
  const bytes = gunzip(deciphered(data.subarray(5)), limit);
  return bytes && { version, bytes };
}

/** The bytes under the numbers of the generator (xorshift64*), eight under each: 64 bits are two halves here. */
function deciphered(data: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil(data.length / 8) * 8);
  padded.set(data);
  const view = new DataView(padded.buffer);
  let [high, low] = [seedHigh, seedLow];
  for (let at = 0; at < padded.length; at += 8) {
    low ^= (low >>> 12) | (high << 20);
    high ^= high >>> 12;
    high ^= (high << 25) | (low >>> 7);
    low ^= low << 25;
    low ^= (low >>> 27) | (high << 5);
    high ^= high >>> 27;
    high = upperProduct(low >>> 0, factorLow) + Math.imul(high, factorLow) + Math.imul(low, factorHigh);
    low = Math.imul(low, factorLow);
    view.setUint32(at, view.getUint32(at, true) ^ low, true);
    view.setUint32(at + 4, view.getUint32(at + 4, true) ^ high, true);
  }
  return padded.subarray(0, data.length);
}

/** The upper half of the product of two numbers of 32 bits. */
function upperProduct(a: number, b: number): number {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const crossed = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (crossed >>> 16);
}
