// MD5 (RFC 1321): the digest by which Photoshop tells whether IPTC was changed behind its back.

const sines = Int32Array.from({ length: 64 }, (_, i) => Math.abs(Math.sin(i + 1)) * 4294967296);
const words = new Int32Array(16);

/** The MD5 digest of `bytes` as 32 hexadecimal digits. */
export function md5(bytes: Uint8Array): string {
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  const whole = bytes.length & ~63;
  for (let at = 0; at < whole; at += 64) addBlock(state, bytes, at);
  const last = new Uint8Array(bytes.length - whole < 56 ? 64 : 128);
  last.set(bytes.subarray(whole));
  last[bytes.length - whole] = 0x80;
  const tail = new DataView(last.buffer);
  tail.setUint32(last.length - 8, bytes.length << 3, true);
  tail.setUint32(last.length - 4, Math.floor(bytes.length / 0x20000000), true);
  for (let at = 0; at < last.length; at += 64) addBlock(state, last, at);
  return state.map(hexOfWord).join('');
}

function hexOfWord(word: number): string {
  const swapped = (word << 24) | ((word & 0xff00) << 8) | ((word >> 8) & 0xff00) | (word >>> 24);
  return (swapped >>> 0).toString(16).padStart(8, '0');
}

/** One block of 64 bytes (section 3.4), each of its four rounds a loop. */
function addBlock(state: number[], bytes: Uint8Array, from: number): void {
  for (let i = 0, at = from; i < 16; i++, at += 4)
    words[i] = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  for (let i = 0; i < 16; i += 4) {
    a = step(a, b, (b & c) | (~b & d), words[i]! + sines[i]!, 7);
    d = step(d, a, (a & b) | (~a & c), words[i + 1]! + sines[i + 1]!, 12);
    c = step(c, d, (d & a) | (~d & b), words[i + 2]! + sines[i + 2]!, 17);
    b = step(b, c, (c & d) | (~c & a), words[i + 3]! + sines[i + 3]!, 22);
  }
  for (let i = 16; i < 32; i += 4) {
    a = step(a, b, (d & b) | (~d & c), words[(5 * i + 1) & 15]! + sines[i]!, 5);
    d = step(d, a, (c & a) | (~c & b), words[(5 * i + 6) & 15]! + sines[i + 1]!, 9);
    c = step(c, d, (b & d) | (~b & a), words[(5 * i + 11) & 15]! + sines[i + 2]!, 14);
    b = step(b, c, (a & c) | (~a & d), words[(5 * i) & 15]! + sines[i + 3]!, 20);
  }
  for (let i = 32; i < 48; i += 4) {
    a = step(a, b, b ^ c ^ d, words[(3 * i + 5) & 15]! + sines[i]!, 4);
    d = step(d, a, a ^ b ^ c, words[(3 * i + 8) & 15]! + sines[i + 1]!, 11);
    c = step(c, d, d ^ a ^ b, words[(3 * i + 11) & 15]! + sines[i + 2]!, 16);
    b = step(b, c, c ^ d ^ a, words[(3 * i + 14) & 15]! + sines[i + 3]!, 23);
  }
  for (let i = 48; i < 64; i += 4) {
    a = step(a, b, c ^ (b | ~d), words[(7 * i) & 15]! + sines[i]!, 6);
    d = step(d, a, b ^ (a | ~c), words[(7 * i + 7) & 15]! + sines[i + 1]!, 10);
    c = step(c, d, a ^ (d | ~b), words[(7 * i + 14) & 15]! + sines[i + 2]!, 15);
    b = step(b, c, d ^ (c | ~a), words[(7 * i + 21) & 15]! + sines[i + 3]!, 21);
  }
  state[0] = (state[0]! + a) | 0;
  state[1] = (state[1]! + b) | 0;
  state[2] = (state[2]! + c) | 0;
  state[3] = (state[3]! + d) | 0;
}

function step(a: number, b: number, mixed: number, added: number, shift: number): number {
  const sum = (a + mixed + added) | 0;
  return (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
}
