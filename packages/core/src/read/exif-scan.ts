// Which way up a file of any format is, and its thumbnail, by its walk and its EXIF.
import { asOrientation, type Orientation } from '../blocks/exif/direct.js';
import { exif, type LoadedExif, type StoredPicture } from '../blocks/exif/index.js';
import { join } from '../bytes/block-view.js';
import type { ByteRange, Scan } from '../bytes/scan.js';
import { defaultLimits } from '../limits.js';
import type { BlockRef, Format, Layout } from '../types.js';
import { createContext, type FileFacts } from './context.js';

/** The small picture that a camera stores beside the large one. */
export interface Thumbnail {
  readonly bytes: Uint8Array;
  readonly mimeType: 'image/jpeg';
  /** Where it lies in the file; `undefined` where it does not stand there as it is. */
  readonly range: ByteRange | undefined;
}

function exifRefs({ blocks }: Layout): readonly BlockRef[] {
  return blocks.filter(({ kind }) => kind === 'exif');
}

interface ScannedExif {
  readonly layout: Layout;
  readonly loaded: LoadedExif | undefined;
}

function* loadExif(format: Format, file: FileFacts): Scan<ScannedExif> {
  const context = createContext(defaultLimits, file, [], 'exif');
  const layout = yield* format.scan(context);
  const refs = exifRefs(layout);
  return { layout, loaded: refs.length ? ((yield* exif.load(refs, context)) as LoadedExif) : undefined };
}

export function* scanOrientation(format: Format, file: FileFacts): Scan<Orientation | undefined> {
  return asOrientation((yield* loadExif(format, file)).loaded?.value()?.Orientation);
}

export function* scanThumbnail(format: Format, file: FileFacts): Scan<Thumbnail | undefined> {
  const { layout, loaded } = yield* loadExif(format, file);
  const picture: Pick<StoredPicture, 'ranges' | 'bytes'> | undefined =
    loaded?.thumbnail ?? (layout.thumbnail && { ranges: [layout.thumbnail] });
  if (!picture) return undefined;
  if (picture.bytes) return { bytes: picture.bytes, mimeType: 'image/jpeg', range: undefined };
  const pieces: Uint8Array[] = [];
  for (const range of picture.ranges) {
    const view = yield range;
    pieces.push(view.slice(range.start, range.end));
  }
  const bytes = pieces.length === 1 ? pieces[0]! : join(pieces);
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  return {
    bytes,
    mimeType: 'image/jpeg',
    range: picture.ranges.length === 1 ? picture.ranges[0] : undefined,
  };
}
