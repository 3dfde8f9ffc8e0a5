// Tells TIFF from the raw formats built on it, by what is inside: header, compression, maker, colour filter.

import type { View } from '../../bytes/view.js';
import type { TiffHeader } from '../../structures/tiff/header.js';
import {
  COMPRESSION,
  DNG_VERSION,
  LEAF_DATA,
  MAKE,
  PHOTOMETRIC,
  SUB_IFDS,
} from '../../structures/tiff/ids.js';
import { shortOf, textOf } from '../../structures/tiff/lookup.js';
import type { Ifd } from '../../structures/tiff/read.js';
import type { FileType } from '../../types.js';

const COLOR_FILTER_ARRAY = 32803;

const mimeTypes: { readonly [type: string]: string } = {
  TIFF: 'image/tiff',
  BTF: 'image/x-tiff-big',
  DNG: 'image/x-adobe-dng',
  CR2: 'image/x-canon-cr2',
  'Canon 1D RAW': 'image/x-raw',
  NEF: 'image/x-nikon-nef',
  NRW: 'image/x-nikon-nrw',
  ARW: 'image/x-sony-arw',
  SR2: 'image/x-sony-sr2',
  SRW: 'image/x-samsung-srw',
  PEF: 'image/x-pentax-pef',
  ORF: 'image/x-olympus-orf',
  RW2: 'image/x-panasonic-rw2',
  RAW: 'image/x-raw',
  KDC: 'image/x-kodak-kdc',
  DCR: 'image/x-kodak-dcr',
  IIQ: 'image/x-raw',
  MOS: 'image/x-raw',
  MEF: 'image/x-mamiya-mef',
  ERF: 'image/x-epson-erf',
  '3FR': 'image/x-hasselblad-3fr',
  DCP: 'application/octet-stream',
  HDP: 'image/vnd.ms-photo',
  EXIF: 'application/unknown',
};

/** Compression schemes that only one raw format has. */
const rawCompressions: { readonly [value: number]: string } = {
  32767: 'ARW',
  32770: 'SRW',
  32867: 'KDC',
  34713: 'NEF',
  65000: 'DCR',
  65535: 'PEF',
};

/** The raw format of a maker, where a picture is stored as its sensor gave it. */
const makers: readonly (readonly [RegExp, string])[] = [
  [/^NIKON/i, 'NEF'],
  [/^SONY/i, 'ARW'],
  [/^(PENTAX|RICOH|ASAHI)/i, 'PEF'],
  [/^SAMSUNG/i, 'SRW'],
  [/^(EASTMAN )?KODAK/i, 'KDC'],
  [/^OLYMPUS|^OM Digital/i, 'ORF'],
  [/^Mamiya/i, 'MEF'],
  [/^SEIKO EPSON/i, 'ERF'],
  [/^Hasselblad/i, '3FR'],
  [/^Phase One/i, 'IIQ'],
  [/^Leaf/i, 'MOS'],
];

/** ExifTool's type, extension and MIME type of this name. */
export function tiffFileType(type: string): FileType {
  return {
    type,
    extension: type === 'TIFF' ? 'tif' : type === 'Canon 1D RAW' ? 'tif' : type.toLowerCase(),
    mimeType: mimeTypes[type] ?? 'application/unknown',
  };
}

/** The type that the header alone tells; `undefined` for the number that TIFF and most raw formats share. */
export function typeByHeader(view: View, header: TiffHeader): string | undefined {
  const { magic, big } = header;
  if (big) return 'BTF';
  if (magic === 0x55) return isPanasonic(view) ? 'RW2' : 'RAW';
  if (magic === 0x4f52 || magic === 0x5352) return 'ORF';
  if (magic === 0x4352) return 'DCP';
  if (header.littleEndian && (magic & 0xff) === 0xbc) return 'HDP';
  if (magic !== 42 || header.first < 16 || !view.has(8, 16)) return undefined;
  if (view.u24(8) === 0x435202 && view.u8(11) === 0) return 'CR2';
  if (view.u32(8) === 0xbab0acbb) return 'Canon 1D RAW';
  return view.latin1(8, 16) === 'ExifMeta' ? 'EXIF' : undefined;
}

const panasonic = [
  0x88, 0xe7, 0x74, 0xd8, 0xf8, 0x25, 0x1d, 0x4d, 0x94, 0x7a, 0x6e, 0x77, 0x82, 0x2b, 0x5d, 0x6a,
];

function isPanasonic(view: View): boolean {
  return view.has(8, 24) && panasonic.every((byte, index) => view.u8(8 + index) === byte);
}

/** The type by what the directories say. */
export function typeByContent(view: View, ifds: readonly Ifd[]): string {
  const first = ifds[0];
  if (!first) return 'TIFF';
  if (ifds.some((ifd) => ifd.entries.some(({ id }) => id === DNG_VERSION))) return 'DNG';
  for (const ifd of ifds) {
    const raw = rawCompressions[shortOf(ifd, COMPRESSION) ?? 0];
    if (raw) return raw;
  }
  if (view.has(8, 12) && /^(IIII|MMMM)$/.test(view.fourcc(8))) return 'IIQ';
  if (first.entries.some(({ id }) => id === LEAF_DATA)) return 'MOS';
  const make = textOf(first, MAKE) ?? '';
  const sensorData = ifds.some((ifd) => shortOf(ifd, PHOTOMETRIC) === COLOR_FILTER_ARRAY);
  const sonyPreview =
    /^SONY/.test(make) &&
    shortOf(first, COMPRESSION) === 6 &&
    first.entries.some(({ id }) => id === SUB_IFDS);
  if (!sensorData && !sonyPreview) return 'TIFF';
  return makers.find(([pattern]) => pattern.test(make))?.[1] ?? 'TIFF';
}
