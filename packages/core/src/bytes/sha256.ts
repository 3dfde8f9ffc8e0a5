// SHA-256 (FIPS 180-4) over data that comes in parts, which the platform's own digest cannot take.
import { toHex } from './text.js';

/** The first 32 bits of the fractional parts of a root of the first primes (FIPS 180-4 sections 4.2.2 and 5.3.3). */
function rootsOfPrimes(count: number, root: number): Int32Array {
  const words = new Int32Array(count);
  for (let candidate = 2, found = 0; found < count; candidate++) {
    let prime = true;
    for (let i = 2; i * i <= candidate; i++) if (candidate % i === 0) prime = false;
    if (prime) words[found++] = (candidate ** (1 / root) % 1) * 4294967296;
  }
  return words;
}

const constants = rootsOfPrimes(64, 3);
const schedule = new Int32Array(64);

/** Takes bytes in any number of parts; gives their digest once, in lower-case hexadecimal. */
export interface Hash {
  update(bytes: Uint8Array): void;
  hex(): string;
}

/** SHA-256 on any runtime. */
export class Sha256 implements Hash {
  readonly #state = rootsOfPrimes(8, 2);
  readonly #rest = new Uint8Array(64);
  #length = 0;

  update(bytes: Uint8Array): void {
    let at = 0;
    const held = this.#length % 64;
    this.#length += bytes.length;
    if (held > 0) {
      at = Math.min(64 - held, bytes.length);
      this.#rest.set(bytes.subarray(0, at), held);
      if (held + at < 64) return;
      this.#blocks(this.#rest, 0, 64);
    }
    const end = bytes.length - ((bytes.length - at) % 64);
    this.#blocks(bytes, at, end);
    this.#rest.set(bytes.subarray(end));
  }

  hex(): string {
    const bits = this.#length * 8;
    const held = this.#length % 64;
    const tail = new Uint8Array(held < 56 ? 64 - held : 128 - held);
    tail[0] = 0x80;
    const data = new DataView(tail.buffer);
    data.setUint32(tail.length - 8, Math.floor(bits / 4294967296));
    data.setUint32(tail.length - 4, bits % 4294967296);
    this.update(tail);
    const digest = new DataView(new ArrayBuffer(32));
    this.#state.forEach((word, i) => {
      digest.setInt32(i * 4, word);
    });
    return toHex(new Uint8Array(digest.buffer));
  }

  #blocks(bytes: Uint8Array, start: number, end: number): void {
    const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = start; at < end; at += 64) this.#block(data, at);
  }

  #block(data: DataView, at: number): void {
    const w = schedule;
    for (let i = 0; i < 16; i++) w[i] = data.getInt32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    const state = this.#state;
    let [a, b, c, d, e, f, g, h] = state as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + constants[i]! + w[i]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = state[i]! + word;
    });
  }
}
