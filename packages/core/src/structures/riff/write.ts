// RIFF chunks as bytes (RFC 9649 section 2.3).
import { ascii } from '../../bytes/text.js';

/** A chunk with its pad byte. */
export function riffChunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + data.length + (data.length & 1));
  bytes.set(riffChunkHead(type, data.length));
  bytes.set(data, 8);
  return bytes;
}

export function riffChunkHead(type: string, length: number): Uint8Array {
  const bytes = new Uint8Array(8);
  bytes.set(ascii(type));
  bytes.set(lengthBytes(length), 4);
  return bytes;
}

export function lengthBytes(length: number): Uint8Array {
  return Uint8Array.of(length, length >>> 8, length >>> 16, length >>> 24);
}
