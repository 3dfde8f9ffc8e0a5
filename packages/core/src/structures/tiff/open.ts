// Opens the TIFF structure of an `exif` block: whole, by pieces where it is large, or joined from its parts.
import { blockView } from '../../bytes/block-view.js';
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import type { View } from '../../bytes/view.js';
import type { BlockRef, Context } from '../../types.js';
import { readHeader, type TiffHeader } from './header.js';
import type { TiffSource } from './read.js';

/** A TIFF structure that has been found to be one. */
export interface OpenTiff {
  readonly source: TiffSource;
  readonly header: TiffHeader;
  /** What its bytes count from in the file: added to offsets that are printed. 0 where it was joined. */
  readonly base: number;
  /** Its own bytes, where the file does not hold them in one piece. */
  readonly joined: Uint8Array | undefined;
}

/** `[start, end)` of a structure's offsets as a value: where it lies in the file, or its bytes where they were joined. */
export function bytesOf(tiff: OpenTiff, start: number, end: number): Uint8Array | StoredBytes {
  return tiff.joined ? tiff.source.view.slice(start, end) : new StoredBytes([{ start, end }]);
}

/** Blocks up to this size are read at once. */
const smallBlock = 65_536;
const headBytes = 16;

/** Opens a block's TIFF structure; `undefined`, with a warning, where it has no TIFF header. */
export function* openTiff(ref: BlockRef, context: Context): Scan<OpenTiff | undefined> {
  const range = ref.ranges[0];
  const isInPlace = !ref.bytes && ref.ranges.length === 1 && range;
  const source = isInPlace
    ? inPlace(range, context.held?.view ?? (yield firstRange(range, context)), ref, context)
    : yield* joined(ref, context);
  const header = readHeader(source.view, source.start);
  if (header) {
    const base = isInPlace ? source.start : ref.bytes ? 0 : (range?.start ?? 0);
    const bytes = isInPlace ? undefined : source.view.slice(source.start, source.end);
    return { source, header, base, joined: bytes };
  }
  context.warn('malformed', 'no TIFF header', range?.start ?? 0, ref.path);
  return undefined;
}

function* joined(ref: BlockRef, context: Context): Scan<TiffSource> {
  const { view, start, end } = yield* blockView(ref, context);
  return { view, start, end, wholeFile: false, path: ref.path };
}

/** The block itself where it is small, else its start. */
function firstRange({ start, end }: ByteRange, { size }: Context): ByteRange {
  const last = size === undefined ? end : Math.min(end, size);
  return { start, end: last - start <= smallBlock ? last : start + headBytes };
}

function inPlace(range: ByteRange, view: View, ref: BlockRef, { size }: Context): TiffSource {
  const { start } = range;
  const last = size === undefined ? range.end : Math.min(range.end, size);
  const end = last - start <= smallBlock ? Math.min(last, view.end) : last;
  return { view, start, end, wholeFile: start === 0, path: ref.path };
}
