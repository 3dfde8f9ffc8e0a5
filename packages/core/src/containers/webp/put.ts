// Puts blocks into a WebP: EXIF, then XMP, behind the picture, and VP8X before it, which says that they are there.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import type { Splice } from '../../bytes/splices.js';
import { chunkEnd, headerBytes, type RiffChunk } from '../../structures/riff/walk.js';
import { riffChunk } from '../../structures/riff/write.js';
import { refuse } from '../plan.js';
import { changedIn, type Put, type PutBlocks, refusePut } from '../put.js';
import { canvasOf } from './canvas.js';
import { EXIF_FLAG, XMP_FLAG } from './features.js';
import { walkWebp } from './scan.js';

const types: { readonly [kind: string]: string } = { exif: 'EXIF', xmp: 'XMP ', jumbf: 'C2PA' };

export const webpPut: PutBlocks = function* (puts, _layout, file) {
  const chunks: RiffChunk[] = [];
  const end = yield* walkWebp({ ...file.context, warn: () => {} }, (chunk) => {
    chunks.push(chunk);
  });
  const xmp = chunks.find(({ type }) => type.startsWith('XMP'));
  const splices = puts.flatMap((put) => putOne(put, chunks, end, xmp));
  const comes = puts.filter(({ ref, bytes }) => !ref && bytes);
  if (comes.length === 0 || chunks.some(({ type }) => type === 'VP8X')) return splices;
  return [yield* extended(comes, chunks), ...splices];
};

function putOne(put: Put, chunks: readonly RiffChunk[], end: number, xmp: RiffChunk | undefined): Splice[] {
  const { kind, ref, bytes } = put;
  const type = types[kind];
  if (!type || (kind === 'jumbf' && bytes)) return refusePut('webp', put);
  const range = ref?.ranges[0];
  if (bytes && range) return changedIn(range, put);
  if (bytes) {
    const place = kind === 'exif' && xmp ? xmp.start - 8 : end;
    return [{ start: place, end: place, bytes: riffChunk(type, bytes) }];
  }
  return range ? [{ ...wholeChunk(chunks, range), bytes: new Uint8Array(0) }] : [];
}

function wholeChunk(chunks: readonly RiffChunk[], { start, end }: ByteRange): ByteRange {
  const chunk = chunks.find((one) => one.start <= start && one.end === end);
  if (!chunk) refuse('not-writable', 'a block that is not in a chunk of its own', start, 'webp');
  return { start: chunk.start - 8, end: chunkEnd(chunk) };
}

/** The chunk of features for a file of one plain picture (RFC 9649 section 2.7). */
function* extended(puts: readonly Put[], chunks: readonly RiffChunk[]): Scan<Splice> {
  const picture = chunks.find(({ type }) => type === 'VP8 ' || type === 'VP8L');
  const [alpha = 0, ...size] = picture ? yield* canvasOf(picture) : [];
  if (size.length === 0) refuse('malformed', 'a WebP without a picture', headerBytes, 'webp');
  let flags = alpha;
  for (const { kind } of puts) flags |= kind === 'exif' ? EXIF_FLAG : XMP_FLAG;
  const data = Uint8Array.of(flags, 0, 0, 0, ...size);
  return { start: headerBytes, end: headerBytes, bytes: riffChunk('VP8X', data) };
}
