// The data that the directories of a TIFF point to: strips, tiles and JPEG streams, each cut to what its picture needs.
import { totalLength } from '../../bytes/pieces.js';
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { LONG, LONG8, SHORT } from '../../structures/tiff/field.js';
import { JPEG_OFFSET, JPEG_Q_TABLES, STRIP_OFFSETS, TILE_OFFSETS } from '../../structures/tiff/ids.js';
import type { RawIfd } from '../../structures/tiff/strict.js';
import { type NewEntry, numberBytes } from '../../structures/tiff/write.js';
import { cleanStream, codedDataEnd } from '../jpeg/stream.js';
import { noEnd } from '../jpeg2000/boxes.js';
import { refuse } from '../plan.js';
import { codedEndOf } from './coded-end.js';
import { cleanFilePart } from './file-parts.js';
import { dataTags, jpegTableTags } from './kept-tags.js';
import { type PictureSize, pictureSize } from './picture-size.js';
import { beginsAsJpeg, type DataPart, find, hex, numbers, type TiffWalk } from './walk.js';

const UNCOMPRESSED = 1;
const OLD_JPEG = 6;
const JPEG = 7;
const LOSSY_DNG = 34892;

/** The entries that point to picture data, with those that say how long it is. */
export function* dataEntries(walk: TiffWalk, ifd: RawIfd, path: string): Scan<NewEntry[]> {
  const entries: NewEntry[] = [];
  const size = yield* pictureSize(walk, ifd, path);
  const hasParts = find(ifd, STRIP_OFFSETS) !== undefined || find(ifd, TILE_OFFSETS) !== undefined;
  for (const [offsetTag, countTag] of dataTags) {
    const offsets = find(ifd, offsetTag);
    if (!offsets) continue;
    const place = `${path}/${hex(offsetTag)}`;
    const pair: Pair = { walk, ifd, offsetTag, countTag, size, hasParts, endless: [], path: place };
    if (yield* isNoStream(pair)) continue;
    if (isThumbnail(pair)) {
      if (!walk.input.rules.thumbnail) {
        yield* removeThumbnail(pair);
        continue;
      }
      walk.plan.kept.push({ kind: 'thumbnail', path: pair.path, ranges: [], why: 'asked for' });
    }
    const data = yield* partsOf(pair);
    if (pair.endless.length > 0)
      walk.plan.kept.push({ kind: 'picture', path: place, ranges: pair.endless, why: noEnd });
    const lengths = data.map(({ length }) => length);
    const stated = find(ifd, countTag)?.type ?? 0;
    const fits =
      stated === SHORT ? lengths.every((length) => length <= 0xffff) : stated === LONG || stated === LONG8;
    const type = fits ? stated : walk.shape.big ? LONG8 : LONG;
    entries.push(
      { id: offsetTag, type: offsets.type, value: { data: data.map(({ pieces }) => pieces) } },
      { id: countTag, type, value: numberBytes(lengths, type, walk.shape.littleEndian) },
    );
  }
  for (const id of jpegTableTags) yield* addTables(walk, ifd, id, path, entries);
  return entries;
}

/** A pair of tags: offsets, and the lengths of what is there. */
interface Pair {
  readonly walk: TiffWalk;
  readonly ifd: RawIfd;
  readonly offsetTag: number;
  readonly countTag: number;
  readonly size: PictureSize;
  /** Whether the directory has strips or tiles. */
  readonly hasParts: boolean;
  /** Parts whose end cannot be told. */
  readonly endless: ByteRange[];
  readonly path: string;
}

/** A JPEG beside strips that are none is a thumbnail, as Exif stores it. */
function isThumbnail({ offsetTag, hasParts, size: { compression } }: Pair): boolean {
  return offsetTag === JPEG_OFFSET && hasParts && compression !== OLD_JPEG && compression !== JPEG;
}

/** Whether what should be a stream is none: readers do without where there are strips. */
function* isNoStream({ walk, ifd, offsetTag, hasParts, path }: Pair): Scan<boolean> {
  if (offsetTag !== JPEG_OFFSET || !hasParts) return false;
  const entry = find(ifd, offsetTag)!;
  const [offset = 0] = yield* numbers(walk, entry, path);
  const start = walk.shape.base + offset;
  if (yield* beginsAsJpeg(start, walk.shape.end)) return false;
  walk.input.context.warn('malformed', 'a JPEG stream that is none is removed', start, path);
  walk.plan.remove('tag', path, entry.start, entry.start + entry.length);
  return true;
}

function* removeThumbnail({ walk, ifd, offsetTag, countTag, path }: Pair): Scan<void> {
  const [start = 0] = yield* numbers(walk, find(ifd, offsetTag)!, path);
  const counts = find(ifd, countTag);
  const [length = 0] = counts ? yield* numbers(walk, counts, path) : [];
  const from = Math.min(walk.shape.base + start, walk.shape.end);
  const end = Math.min(from + length, walk.shape.end);
  walk.plan.removed.push({ kind: 'thumbnail', path, ranges: [{ start: from, end }] });
}

/** As many parts as the picture has, each as long as it needs. */
function* partsOf(pair: Pair): Scan<DataPart[]> {
  const { walk, ifd, offsetTag, countTag, size, path } = pair;
  const offsets = find(ifd, offsetTag)!;
  walk.partsLeft -= offsets.count;
  if (walk.partsLeft < 0) refuse('limit-exceeded', 'too many strips or tiles', offsets.start, path);
  const starts = yield* numbers(walk, offsets, path);
  const counts = find(ifd, countTag);
  const stated = counts ? yield* numbers(walk, counts, path) : [];
  const isStream = offsetTag === JPEG_OFFSET;
  const used = isStream ? 1 : Math.min(size.parts ?? starts.length, starts.length);
  const recounted = !isStream && isRecounted(size, starts, stated);
  const parts: DataPart[] = [];
  for (let i = 0; i < used; i++) {
    const need = isStream ? undefined : size.bytesOf(i);
    const told = counts ? (stated[i] ?? 0) : undefined;
    const length = recounted && need !== undefined ? Math.max(need, told ?? 0) : told;
    parts.push(yield* partAt(pair, starts[i]!, length, need));
  }
  for (let i = used; i < starts.length; i++) {
    const start = walk.shape.base + starts[i]!;
    walk.plan.remove('gap', path, start, Math.min(start + (stated[i] ?? 0), walk.shape.end));
  }
  return parts;
}

/** Whether readers count the bytes of strips anew: of a single one, and of more where the first two differ. */
function isRecounted(
  { compression, separate }: PictureSize,
  starts: readonly number[],
  counts: readonly number[],
): boolean {
  if (compression !== UNCOMPRESSED) return false;
  if (starts.length === 1) return true;
  return !separate && starts.length > 2 && !!counts[0] && !!counts[1] && counts[0] !== counts[1];
}

const nothing: DataPart = { pieces: [], length: 0 };

/**
 * One strip, tile or stream; nothing where offset or length is 0 (a sparse tile). Where the file does not tell the
 * length, its end has to be found.
 */
function* partAt(
  pair: Pair,
  offset: number,
  length: number | undefined,
  need: number | undefined,
): Scan<DataPart> {
  const { walk, path } = pair;
  const { shape, input, cleaned } = walk;
  if (offset === 0 || length === 0) return nothing;
  const start = shape.base + offset;
  if (start >= shape.end) refuse('truncated', 'picture data lies outside the file', start, path);
  const end = length === undefined ? shape.end : Math.min(start + length, shape.end);
  const key = `${start} ${end} ${pair.size.compression}`;
  const known = cleaned.get(key);
  if (known) return known;
  walk.codedLeft -= end - start;
  if (walk.codedLeft < 0) refuse('malformed', 'picture data that shares its bytes', start, path);
  const part = yield* cutPart(pair, { start, end }, length !== undefined, need);
  if (length !== undefined && start + length > end && part.length === end - start)
    input.context.warn('truncated', 'picture data goes on behind the end of the file', start, path);
  cleaned.set(key, part);
  return part;
}

function* cutPart(
  pair: Pair,
  { start, end }: ByteRange,
  isStated: boolean,
  need: number | undefined,
): Scan<DataPart> {
  const { walk, offsetTag, size, path } = pair;
  const { plan, input } = walk;
  const { compression } = size;
  const isStream = offsetTag === JPEG_OFFSET;
  const isJpeg = isStream || [OLD_JPEG, JPEG, LOSSY_DNG].includes(compression);
  if (isJpeg && (yield* beginsAsJpeg(start, end))) return yield* jpegPart(pair, { start, end }, isStated);
  if (isStream) refuse('malformed', 'a JPEG stream that does not begin as one', start, path);
  const file = yield* cleanFilePart(walk, compression, { start, end }, path);
  if (file) return file;
  if (isJpeg && compression !== OLD_JPEG)
    input.context.warn(
      'malformed',
      'picture data that is no JPEG, as it should be, stays as it is',
      start,
      path,
    );
  let stop: number | undefined;
  if (input.known.get(start) === end) stop = end;
  else if (compression === OLD_JPEG) stop = yield* codedDataEnd({ start, end });
  else stop = yield* codedEndOf(size, { start, end }, need);
  if (stop === undefined && !isStated) refuseUnknown(start, path);
  if (stop === undefined) pair.endless.push({ start, end });
  if (isStated) plan.remove('gap', path, stop ?? end, end);
  const range = { start, end: stop ?? end };
  plan.imageData.push(range);
  return { pieces: [range], length: range.end - start };
}

function* jpegPart(pair: Pair, range: ByteRange, isStated: boolean): Scan<DataPart> {
  const { walk, offsetTag, hasParts, path } = pair;
  const tables = offsetTag === JPEG_OFFSET && hasParts;
  const { plan, closed } = yield* cleanStream(walk.plan, walk.input, range, path, tables);
  if (!isStated && !closed) refuseUnknown(range.start, path);
  return { pieces: plan.pieces, length: totalLength(plan.pieces) };
}

function refuseUnknown(at: number, path: string): never {
  return refuse('malformed', 'picture data of unknown length', at, path);
}

/** Tables of a JPEG in its old form. */
function* addTables(walk: TiffWalk, ifd: RawIfd, id: number, path: string, entries: NewEntry[]): Scan<void> {
  const offsets = find(ifd, id);
  if (!offsets) return;
  const data: ByteRange[] = [];
  for (const offset of yield* numbers(walk, offsets, path)) {
    const start = walk.shape.base + offset;
    const end = offset === 0 ? start : start + (id === JPEG_Q_TABLES ? 64 : yield* huffmanLength(start));
    if (end > walk.shape.end)
      refuse('truncated', 'picture data lies outside the file', start, `${path}/${hex(id)}`);
    data.push({ start, end });
  }
  walk.plan.imageData.push(...data);
  entries.push({ id, type: offsets.type, value: { data } });
}

/** Sixteen counts of codes, and a value for each code. */
function* huffmanLength(start: number): Scan<number> {
  const view = yield { start, end: start + 16 };
  let length = 16;
  if (view.has(start, start + 16)) for (let i = 0; i < 16; i++) length += view.u8(start + i);
  return length;
}
