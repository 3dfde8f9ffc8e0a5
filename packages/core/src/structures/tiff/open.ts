// Opens the TIFF structure of an `exif` block: whole, by pieces where it is large, or joined from its parts.
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import type { BlockRef, Context } from '../../types.js';
import { readHeader, type TiffHeader, type TiffSource } from './read.js';

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
  const opened =
    ref.bytes || ref.ranges.length !== 1 || !range
      ? yield* joined(ref, context)
      : yield* inPlace(ref, context);
  const header = readHeader(opened.source.view, opened.source.start);
  const { source, base, joined: bytes } = opened;
  if (header) return { source, header, base, joined: bytes };
  context.warn('malformed', 'no TIFF header', range?.start ?? 0, ref.path);
  return undefined;
}

type Unread = Omit<OpenTiff, 'header'>;

function* joined(ref: BlockRef, context: Context): Scan<Unread> {
  const { view, start, end } = yield* blockView(ref, context);
  const source = { view, start, end, wholeFile: false, path: ref.path };
  return { source, base: ref.bytes ? 0 : (ref.ranges[0]?.start ?? 0), joined: view.slice(start, end) };
}

function* inPlace(ref: BlockRef, context: Context): Scan<Unread> {
  const { start, end: stated } = ref.ranges[0]!;
  const wholeFile = start === 0;
  const end = Math.min(stated, context.size ?? stated);
  const small = end - start <= smallBlock;
  const view = yield { start, end: small ? end : start + headBytes };
  const source = { view, start, end: small ? Math.min(end, view.end) : end, wholeFile, path: ref.path };
  return { source, base: start, joined: undefined };
}
