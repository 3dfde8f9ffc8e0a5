// CRC-32 as PNG, zip and gzip use it (ISO 3309, PNG annex D).

import { platformZlib, worthPlatform } from './platform-zlib.js';

let table: Int32Array | undefined;

/** The CRC-32 of the bytes, unsigned; `before` is that of the bytes before them, where they come in parts. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const ofPlatform = bytes.length < worthPlatform ? undefined : platformZlib()?.crc32;
  if (ofPlatform) return ofPlatform(bytes, before);
  table ??= makeTable();
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

function makeTable(): Int32Array {
  const made = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    made[byte] = crc;
  }
  return made;
}
