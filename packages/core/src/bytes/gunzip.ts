// Unpacks gzip (RFC 1952) under a ceiling. Checksums are not looked at: ExifTool does not either.
import { Inflate } from 'fflate';
import { join } from './block-view.js';
import { inflateByPlatform } from './platform-zlib.js';

const headerBytes = 10;
/** Input fed at a time: one slice gives at most 1032 times its size. */
const sliceBytes = 4096;

/** What is packed; `undefined` where it is no gzip, is cut off or damaged, or longer than `limit`. */
export function gunzip(data: Uint8Array, limit: number): Uint8Array | undefined {
  const start = startOfStream(data);
  if (start === undefined || start >= data.length) return undefined;
  // A damaged stream may end in what would be the checksum and length behind it.
  const stream = data.subarray(start);
  return inflateByPlatform('inflateRawSync', stream, limit) ?? feed(stream, limit);
}

function feed(data: Uint8Array, limit: number): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((piece) => {
    length += piece.length;
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < data.length; at += sliceBytes) {
      const next = Math.min(at + sliceBytes, data.length);
      stream.push(data.subarray(at, next), next === data.length);
      if (length > limit) return undefined;
    }
    return join(pieces);
  } catch {
    return undefined;
  }
}

/** Where the packed stream begins, behind the header and what is optional in it. */
function startOfStream(data: Uint8Array): number | undefined {
  if (data.length < headerBytes || data[0] !== 0x1f || data[1] !== 0x8b || data[2] !== 8) return undefined;
  const flags = data[3]!;
  let at = headerBytes;
  if (flags & 4) at += 2 + data[at]! + 256 * data[at + 1]!;
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = data.indexOf(0, at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  return flags & 2 ? at + 2 : at;
}
