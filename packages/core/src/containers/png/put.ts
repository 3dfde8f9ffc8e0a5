// Puts blocks into a PNG: EXIF and XMP in their own chunks, Photoshop's resources in ImageMagick's form of a text; new
// ones before the picture, as the PNG specification wants them to be found early.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import type { Splice } from '../../bytes/splices.js';
import { ascii, toHex } from '../../bytes/text.js';
import { type Chunk, isImageData, walkChunks } from '../../structures/png/walk.js';
import { pngChunk, xmpTextData } from '../../structures/png/write.js';
import { type FileInput, refuse } from '../plan.js';
import { changedIn, type Put, type PutBlocks, refusePut } from '../put.js';

export const pngPut: PutBlocks = function* (puts, _layout, file) {
  const chunks = yield* chunksOf(file);
  const picture = chunks.find((chunk) => isImageData(chunk) || chunk.type === 'fcTL');
  if (!picture) refuse('truncated', 'a PNG without a picture', 0, 'png');
  return puts.flatMap((put) => putOne(put, chunks, picture.start - 8));
};

function* chunksOf({ context }: FileInput): Scan<Chunk[]> {
  const chunks: Chunk[] = [];
  // biome-ignore lint/correctness/useYield: the walk asks for what it needs
  const { state, at } = yield* walkChunks({ ...context, warn: () => {} }, 'data', function* (chunk) {
    chunks.push(chunk);
  });
  if (state === 'broken') refuse('malformed', 'its chunks cannot be walked to their end', at, 'png');
  return chunks;
}

function putOne(put: Put, chunks: readonly Chunk[], place: number): Splice[] {
  const { kind, ref, bytes } = put;
  const range = ref?.ranges[0];
  const old = range && chunks.find(({ start, end }) => start <= range.start && end === range.end);
  if (range && !old) refuse('not-writable', 'a block that is not in a chunk of its own', range.start, 'png');
  const whole: ByteRange = old ? { start: old.start - 8, end: old.end + 4 } : { start: place, end: place };
  if (!bytes) return old ? [{ ...whole, bytes: new Uint8Array(0) }] : [];
  if (range && !ref?.bytes && (kind === 'exif' || kind === 'xmp')) return changedIn(range, put);
  return [{ ...whole, bytes: chunkOf(put, bytes) }];
}

function chunkOf(put: Put, bytes: Uint8Array): Uint8Array {
  switch (put.kind) {
    case 'exif':
      return pngChunk('eXIf', bytes);
    case 'xmp':
      return pngChunk('iTXt', xmpTextData(bytes));
    case 'photoshop':
    case 'iptc':
      return pngChunk('tEXt', rawProfile(bytes));
    default:
      return refusePut('png', put);
  }
}

const digitsInLine = 72;

/** Hexadecimal digits behind a name and the number of bytes (ImageMagick's `Raw profile type iptc`). */
function rawProfile(bytes: Uint8Array): Uint8Array {
  const lines = toHex(bytes).match(new RegExp(`.{1,${digitsInLine}}`, 'g')) ?? [];
  const length = String(bytes.length).padStart(8);
  return ascii(`Raw profile type iptc\0\niptc\n${length}\n${lines.join('\n')}\n`);
}
