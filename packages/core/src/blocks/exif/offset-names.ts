// Names of the entries that point to pictures: they depend on the directory and the type of the file.
import {
  COMPRESSION,
  JPEG_LENGTH,
  JPEG_OFFSET,
  STRIP_BYTE_COUNTS,
  STRIP_OFFSETS,
  SUBFILE_TYPE,
} from '../../structures/tiff/ids.js';
import { shortOf } from '../../structures/tiff/lookup.js';
import type { Ifd } from '../../structures/tiff/read.js';

/** What an exif block is told of the file around it: `DNG`, `CR2` ...; `APP1` within JPEG; `IFD0` means a thumbnail there. */
export interface Surroundings {
  readonly fileType: string;
  readonly thumbnailInFirst: boolean;
  /** What is added to offsets to print them: where the structure lies in the file, 0 in PNG. */
  readonly base: number;
}

/** No entry with a higher number points to a picture. */
export const lastPictureEntry: number = JPEG_LENGTH;

/** ExifTool's name for a picture's place or size in this directory; `undefined` for other entries. */
export function pictureEntryName(id: number, ifd: Ifd, around: Surroundings): string | undefined {
  if (id === STRIP_OFFSETS || id === STRIP_BYTE_COUNTS) {
    const picture = stripPicture(ifd, around.fileType);
    if (picture === 'Strip') return id === STRIP_OFFSETS ? 'StripOffsets' : 'StripByteCounts';
    return picture + (id === STRIP_OFFSETS ? 'Start' : 'Length');
  }
  if (id !== JPEG_OFFSET && id !== JPEG_LENGTH) return undefined;
  const picture = jpegPicture(ifd, around);
  if (picture === 'Thumbnail') return id === JPEG_OFFSET ? 'ThumbnailOffset' : 'ThumbnailLength';
  return picture + (id === JPEG_OFFSET ? 'Start' : 'Length');
}

function stripPicture(ifd: Ifd, fileType: string): string {
  const compression = shortOf(ifd, COMPRESSION);
  if (compression === 34892) return 'OtherImage';
  if (compression === 52546) return 'PreviewJXL';
  const preview =
    (fileType === 'CR2' && ifd.name === 'IFD0') ||
    (/^(DNG|TIFF)$/.test(fileType) && compression === 7 && shortOf(ifd, SUBFILE_TYPE) !== 0) ||
    (fileType === 'APP1' && ifd.name === 'IFD2');
  if (!preview) return 'Strip';
  return fileType === 'CR2' || ifd.name !== 'SubIFD2' ? 'PreviewImage' : 'JpgFromRaw';
}

function jpegPicture(ifd: Ifd, { fileType, thumbnailInFirst }: Surroundings): string {
  const { name } = ifd;
  if (name === 'IFD1' || (name === 'IFD0' && (thumbnailInFirst || /^(MRW|NRW)$/.test(fileType))))
    return 'Thumbnail';
  if (name === 'SubIFD' && fileType === 'SRW' && ifd.parent?.name === 'IFD1') return 'Thumbnail';
  if (name === 'IFD0' && /^(ARW|SR2)$/.test(fileType)) return 'PreviewImage';
  if (name === 'SubIFD' || name === 'IFD2') return 'JpgFromRaw';
  return 'OtherImage';
}
