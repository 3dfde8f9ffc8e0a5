// Decodes Brotli (RFC 7932) under a ceiling: by Node's zlib where there is one, else by a package that is fetched before.
import { platformZlib } from './platform-zlib.js';

/** Gives what came out, at most `limit` bytes. Throws where there would be more, and where the data are damaged. */
type Decoder = (data: Uint8Array, limit: number) => Uint8Array;

let fetchedDecoder: Decoder | undefined;

/** Fetches a decoder where the platform has none. */
export async function fetchBrotli(): Promise<void> {
  if (fetchedDecoder || platformDecoder()) return;
  const { decompress } = await import('brotli/decompress');
  fetchedDecoder = (data, limit) => growing(data, limit, decompress);
}

/** Decodes to at most `limit` bytes; says why there is nothing where that does not work. Never throws. */
export function unbrotli(data: Uint8Array, limit: number): Uint8Array | 'no decoder' | 'damaged or too long' {
  const decoder = platformDecoder() ?? fetchedDecoder;
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

/** The decoder takes a buffer for all that it gives. */
function growing(
  data: Uint8Array,
  limit: number,
  decode: (data: Uint8Array, length: number) => Uint8Array,
): Uint8Array {
  for (const ratio of ratios) {
    const length = Math.min(limit, ratio * data.length + 1024);
    if (length === limit) break;
    try {
      return decode(data, length);
    } catch {
      // It may have been too short, or the data are damaged: the last try tells.
    }
  }
  return decode(data, limit);
}
