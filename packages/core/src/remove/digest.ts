// Digests of what a cleaned file shows: fetched when they are asked for.
import { joinPieces, type Piece } from '../bytes/pieces.js';
import { type Hash, Sha256 } from '../bytes/sha256.js';
import { ascii, toHex } from '../bytes/text.js';
import type { Plan } from '../containers/plan.js';
import type { ShownFacts } from '../containers/rendering.js';
import type { ByteSource } from '../sources/source.js';
import { memorySource, readInOrder } from './in-order.js';
import { imageOf } from './removal.js';
import type { ImageDigest, RenderingFacts } from './rendering.js';

/** The digest of the picture, from the source alone. */
export async function imageDigest(plan: Plan, source: Uint8Array | ByteSource): Promise<ImageDigest> {
  const image = imageOf(plan);
  const before = await digest(image.before, source);
  return { before, after: image.after === image.before ? before : await digest(image.after, source) };
}

/** The parts of the cleaned file, the picture in them summed up. */
export async function* summedUp(
  parts: AsyncIterable<Uint8Array>,
  plan: Plan,
  source: ByteSource,
  onDigest: (digest: ImageDigest) => void,
): AsyncGenerator<Uint8Array, void> {
  const image = imageOf(plan);
  const hash = await newHash(source);
  let at = 0;
  let next = 0;
  for await (const part of parts) {
    const end = at + part.length;
    for (let range = image.places[next]; range && range.start < end; range = image.places[++next]) {
      hash.update(part.subarray(Math.max(0, range.start - at), range.end - at));
      if (range.end > end) break;
    }
    yield part;
    at = end;
  }
  const after = hash.hex();
  onDigest({ before: image.after === image.before ? after : await digest(image.before, source), after });
}

/** By the runtime's own SHA-256 where it has one for bytes in memory or for the source, else by ours. */
async function digest(pieces: readonly Piece[], source: Uint8Array | ByteSource): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (source instanceof Uint8Array && subtle) {
    return toHex(new Uint8Array(await subtle.digest('SHA-256', joinPieces(pieces, source))));
  }
  const byteSource = source instanceof Uint8Array ? memorySource(source) : source;
  const hash = await newHash(byteSource);
  for await (const part of readInOrder(pieces, byteSource)) hash.update(part);
  return hash.hex();
}

async function newHash(source: ByteSource): Promise<Hash> {
  return (await source.sha256?.()) ?? new Sha256();
}

/** The digests of both files' facts. */
export function renderingDigest({ before, after }: RenderingFacts): ImageDigest {
  return { before: digestOf(before), after: digestOf(after) };
}

/** Of each fact its path, a zero byte, its length in 32 bits, and its bytes. */
function digestOf({ paths, ends, bytes }: ShownFacts): string {
  const hash = new Sha256();
  paths.forEach((path, i) => {
    const start = ends[i - 1] ?? 0;
    const length = ends[i]! - start;
    hash.update(ascii(`${path}\0`));
    hash.update(Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length));
    hash.update(bytes.subarray(start, start + length));
  });
  return hash.hex();
}
