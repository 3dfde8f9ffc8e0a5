// Decodes Brotli (RFC 7932) under a ceiling: by Node's zlib where there is one, else by a decoder that is given before.
import { platformZlib } from './platform-zlib.js';

/** Gives what came out, at most `limit` bytes. Throws where there would be more, and where the data are damaged. */
type Decoder = (data: Uint8Array, limit: number) => Uint8Array;

let givenDecoder: Decoder | undefined;

/** Whether {@link unbrotli} needs a decoder to be given. */
export function lacksBrotli(): boolean {
  return !givenDecoder && !platformDecoder();
}

/** Gives a decoder that takes a buffer for all that comes out. */
export function giveBrotli(decode: Decoder): void {
  givenDecoder = (data, limit) => growing(data, limit, decode);
}

/** Decodes to at most `limit` bytes; says why there is nothing where that does not work. Never throws. */
export function unbrotli(data: Uint8Array, limit: number): Uint8Array | 'no decoder' | 'damaged or too long' {
  const decoder = platformDecoder() ?? givenDecoder;
  if (!decoder) return 'no decoder';
  try {
    return decoder(data, limit);
  } catch {
    return 'damaged or too long';
  }
}

function platformDecoder(): Decoder | undefined {
  const zlib = platformZlib();
  if (!zlib?.brotliDecompressSync) return undefined;
  return (data, maxOutputLength) => {
    const { buffer, byteOffset, length } = zlib.brotliDecompressSync!(data, { maxOutputLength });
    return new Uint8Array(buffer, byteOffset, length);
  };
}

/** Bytes that come out of one, at first and when that was too few. */
const ratios = [8, 64, 1024];

function growing(data: Uint8Array, limit: number, decode: Decoder): Uint8Array {
  for (const ratio of ratios) {
    const length = ratio * data.length + 1024;
    if (length >= limit) break;
    try {
      return decode(data, length);
    } catch {
      // It may have been too short, or the data are damaged: the last try tells.
    }
  }
  return decode(data, limit);
}
