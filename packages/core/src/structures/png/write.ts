// Chunks of a PNG as bytes (PNG third edition, section 5.3).

import { join } from '../../bytes/block-view.js';
import { crc32 } from '../../bytes/crc32.js';
import { ascii } from '../../bytes/text.js';

/** The keyword of the text that is an XMP packet (XMP part 3, 1.1.5). */
export const xmpKeyword = 'XML:com.adobe.xmp';

/** The content of an `iTXt` chunk with a packet, not compressed. */
export function xmpTextData(packet: Uint8Array): Uint8Array {
  return join([ascii(`${xmpKeyword}\0\0\0\0\0`), packet]);
}

export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  bytes.set(pngChunkHead(type, data.length));
  bytes.set(data, 8);
  bytes.set(bigEndian(crc32(bytes.subarray(4, bytes.length - 4))), bytes.length - 4);
  return bytes;
}

export function pngChunkHead(type: string, length: number): Uint8Array {
  const bytes = new Uint8Array(8);
  bytes.set(bigEndian(length));
  bytes.set(ascii(type), 4);
  return bytes;
}

export function bigEndian(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}
