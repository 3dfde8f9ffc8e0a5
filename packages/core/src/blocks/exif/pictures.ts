// The pictures inside an exif block: thumbnail, preview, JPEG from raw.
import { join } from '../../bytes/block-view.js';
import type { ByteRange } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { binaryText } from '../../present/plain.js';
import {
  BITS_PER_SAMPLE,
  COMPRESSION,
  IMAGE_HEIGHT,
  IMAGE_WIDTH,
  JPEG_LENGTH,
  JPEG_OFFSET,
  PHOTOMETRIC,
  ROWS_PER_STRIP,
  SAMPLES_PER_PIXEL,
  STRIP_BYTE_COUNTS,
  STRIP_OFFSETS,
  SUBFILE_TYPE,
} from '../../structures/tiff/ids.js';
import { numbersOf } from '../../structures/tiff/lookup.js';
import type { Ifd } from '../../structures/tiff/read.js';
import { makeTag } from '../../tables/tag.js';
import type { Tag } from '../../types.js';
import { pictureEntryName } from './offset-names.js';
import type { Structure } from './structure.js';

/** A picture stored as JPEG inside an exif block. */
export interface StoredPicture {
  /** ExifTool's name: `ThumbnailImage`, `PreviewImage`, `JpgFromRaw`, `OtherImage`. */
  readonly name: string;
  /** The directory that points to it. */
  readonly group: string;
  /** Where it lies in the file, in pieces where it is stored in strips; none where `bytes` holds it. */
  readonly ranges: readonly ByteRange[];
  /** Its bytes, where the block was joined or inflated. */
  readonly bytes?: Uint8Array;
}

const pairs: readonly (readonly [number, number])[] = [
  [STRIP_OFFSETS, STRIP_BYTE_COUNTS],
  [JPEG_OFFSET, JPEG_LENGTH],
];

const maxStrips = 10_000;

/** The pictures an exif block points to: the first of each name, and a second preview. */
export function storedPictures(structure: Structure): readonly StoredPicture[] {
  const found: StoredPicture[] = [];
  for (const ifd of structure.ifds) {
    for (const [placeId, sizeId] of pairs) {
      const starts = numbersOf(ifd, placeId, maxStrips);
      if (starts.length === 0) continue;
      const sizes = numbersOf(ifd, sizeId, maxStrips);
      if (starts.length !== sizes.length || !sizes.every((size) => Number.isInteger(size) && size > 0))
        continue;
      const name = imageName(placeId, ifd, structure);
      const before = found.filter((picture) => picture.name === name).length;
      if (name === undefined || before > (name === 'PreviewImage' ? 1 : 0)) continue;
      found.push({ name, group: ifd.name, ...piecesOf(structure, starts, sizes) });
    }
  }
  return found;
}

function imageName(placeId: number, ifd: Ifd, structure: Structure): string | undefined {
  const name = pictureEntryName(placeId, ifd, structure.around);
  if (name === 'ThumbnailOffset') return 'ThumbnailImage';
  return name?.endsWith('Start') ? name.slice(0, -5) : undefined;
}

function piecesOf(
  { tiff }: Structure,
  starts: readonly number[],
  sizes: readonly number[],
): Pick<StoredPicture, 'ranges' | 'bytes'> {
  const { start: from, view } = tiff.source;
  const ranges = starts.map((start, i) => ({ start: from + start, end: from + start + sizes[i]! }));
  if (!tiff.joined) return { ranges };
  return { ranges: [], bytes: join(ranges.map(({ start, end }) => view.slice(start, end))) };
}

/** The thumbnail that IFD1 points to, where what lies there begins as a JPEG does. */
export function jpegThumbnail(structure: Structure): StoredPicture | undefined {
  const picture = storedPictures(structure).find(({ name }) => name === 'ThumbnailImage');
  if (!picture) return undefined;
  const { view } = structure.tiff.source;
  const { start, end } = picture.ranges[0] ?? { start: 0, end: 0 };
  const bytes = picture.bytes ?? (view.has(start, end) ? view.slice(start, end) : undefined);
  return !bytes || (bytes[0] === 0xff && bytes[1] === 0xd8) ? picture : undefined;
}

/** Tags of the pictures, printed by their size. */
export function pictureTags(structure: Structure): readonly Tag[] {
  return storedPictures(structure)
    .flatMap(({ name, group, ranges, bytes }) => {
      const sizes = bytes ? [bytes.length] : ranges.map(({ start, end }) => end - start);
      // For a picture in strips ExifTool has no bytes but a sentence with their sizes, and prints its length.
      const length = sizes.length === 1 ? sizes[0]! : `Binary data ${sizes.join(' ')} bytes`.length;
      return pictureTag(group, name, bytes ?? new StoredBytes(ranges), length);
    })
    .concat(uncompressedTags(structure));
}

function pictureTag(group: string, name: string, bytes: Uint8Array | StoredBytes, length: number): Tag {
  return makeTag('EXIF', group, name, { name, print: () => binaryText(length) }, bytes)!;
}

/** What a TIFF file around an uncompressed reduced picture takes: header, fifteen entries, two resolutions. */
const tiffAround = 8 + 2 + 15 * 12 + 4 + 16;
const widestThumbnail = 256;

/** Directories that state a SubfileType, in ExifTool's order: where none is of the whole picture, the last comes first. */
function bySubfileType(ifds: readonly Ifd[]): readonly Ifd[] {
  const stated = ifds.filter((ifd) => numbersOf(ifd, SUBFILE_TYPE, 1).length > 0);
  if (stated.some((ifd) => numbersOf(ifd, SUBFILE_TYPE, 1)[0] === 0)) return stated;
  const last = stated.findLast(({ name }) => name !== 'IFD1');
  return last ? [last, ...stated.filter((ifd) => ifd !== last)] : stated;
}

/** Uncompressed reduced pictures, which ExifTool gives as TIFF files of their own. */
function uncompressedTags(structure: Structure): readonly Tag[] {
  const tags: Tag[] = [];
  for (const ifd of bySubfileType(structure.ifds)) {
    if (numbersOf(ifd, SUBFILE_TYPE, 1)[0] !== 1 || numbersOf(ifd, COMPRESSION, 1)[0] !== 1) continue;
    const [width, height, bits, interpretation, samples, rows] = [
      IMAGE_WIDTH,
      IMAGE_HEIGHT,
      BITS_PER_SAMPLE,
      PHOTOMETRIC,
      SAMPLES_PER_PIXEL,
      ROWS_PER_STRIP,
    ].map((id) => numbersOf(ifd, id, 16));
    const sizes = numbersOf(ifd, STRIP_BYTE_COUNTS, maxStrips);
    if (
      !width?.length ||
      !height?.length ||
      !bits?.length ||
      !interpretation?.length ||
      !samples?.length ||
      !rows?.length
    )
      continue;
    if (pictureEntryName(STRIP_OFFSETS, ifd, structure.around) !== 'StripOffsets' || sizes.length === 0)
      continue;
    const rowBytes = bits.reduce((sum, bit) => sum + width[0]! * Math.floor((bit + 7) / 8), 0);
    if (sizes.some((size) => size !== rowBytes * rows[0]!)) continue;
    const preview = width[0]! > widestThumbnail || tags.some(({ name }) => name === 'ThumbnailTIFF');
    const length =
      tiffAround + (bits.length > 2 ? 2 * bits.length : 0) + sizes.reduce((sum, size) => sum + size, 0);
    const starts = numbersOf(ifd, STRIP_OFFSETS, maxStrips);
    if (starts.length !== sizes.length) continue;
    const { ranges, bytes } = piecesOf(structure, starts, sizes);
    const name = preview ? 'PreviewTIFF' : 'ThumbnailTIFF';
    tags.push(pictureTag(ifd.name, name, bytes ?? new StoredBytes(ranges), length));
  }
  return tags;
}
