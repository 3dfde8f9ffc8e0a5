// Sony's two ciphers: a substitution of bytes for records of the note, and a stream of words for the private data of
// raw files (both found by others: ExifTool's Sony.pm, dcraw).
import { lazy } from '../../../tables/lazy.js';

/** A byte is the cube of another, modulo this; those above stay as they are. */
const modulus = 249;

const substitution = lazy(() => {
  const plain = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (let byte = 0; byte < modulus; byte++) plain[byte ** 3 % modulus] = byte;
  return plain;
});

/** A copy of bytes, deciphered so many times. */
export function substituted(bytes: Uint8Array, times = 1): Uint8Array {
  const table = substitution();
  const plain = new Uint8Array(bytes.length);
  for (let i = 0; i < plain.length; i++) plain[i] = table[bytes[i]!]!;
  return times > 1 ? substituted(plain, times - 1) : plain;
}

const factor = 0x02e90eddn;
const words = 128;

/** Deciphers the whole words in `[start, end)` in place. */
export function decipherStream(bytes: Uint8Array, start: number, end: number, key: number): void {
  const pad = new Uint32Array(words);
  let seed = BigInt(key >>> 0);
  for (let i = 0; i < 4; i++) {
    seed = BigInt.asUintN(32, seed * factor + 1n);
    pad[i] = Number(seed);
  }
  const carried = (value: number, lower: number): number => (value << 1) | (lower >>> 31);
  pad[3] = carried(pad[3]!, pad[0]! ^ pad[2]!);
  for (let i = 4; i < words - 1; i++) pad[i] = carried(pad[i - 4]! ^ pad[i - 2]!, pad[i - 3]! ^ pad[i - 1]!);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = start, i = words - 1; at + 4 <= end; at += 4, i++) {
    const word = pad[(i + 1) % words]! ^ pad[(i + 65) % words]!;
    pad[i % words] = word;
    view.setUint32(at, view.getUint32(at) ^ word);
  }
}
