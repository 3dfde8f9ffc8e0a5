// File types that only the file's name tells apart: many raw formats are TIFF inside, thumbnails are JPEG.
import type { FileType } from '../types.js';

/** Extension to MIME type, of files that are JPEG inside. */
const jpegNames: { readonly [extension: string]: string } = {
  thm: 'image/jpeg',
  jps: 'image/x-jps',
  mpo: 'image/jpeg',
};

/** Extension to MIME type, of files that are TIFF inside (ExifTool's list). */
const tiffNames: { readonly [extension: string]: string } = {
  '3fr': 'image/x-hasselblad-3fr',
  arq: 'application/unknown',
  arw: 'image/x-sony-arw',
  cr2: 'image/x-canon-cr2',
  dcr: 'image/x-kodak-dcr',
  dng: 'image/x-adobe-dng',
  erf: 'image/x-epson-erf',
  fff: 'image/x-hasselblad-fff',
  gpr: 'image/x-gopro-gpr',
  iiq: 'image/x-raw',
  k25: 'image/x-kodak-k25',
  kdc: 'image/x-kodak-kdc',
  mef: 'image/x-mamiya-mef',
  mos: 'image/x-raw',
  nef: 'image/x-nikon-nef',
  nrw: 'image/x-nikon-nrw',
  orf: 'image/x-olympus-orf',
  pef: 'image/x-pentax-pef',
  sr2: 'image/x-sony-sr2',
  srf: 'image/x-sony-srf',
  srw: 'image/x-samsung-srw',
};

/** By the type that the bytes tell: the extensions that tell more. A GoPro raw file is a DNG inside. */
const namesOf: { readonly [type: string]: typeof tiffNames } = {
  JPEG: jpegNames,
  TIFF: tiffNames,
  DNG: { gpr: tiffNames['gpr']! },
  RW2: { rwl: 'image/x-leica-rwl' },
};

/** The type by the extension of `name`, where the bytes say no more than JPEG, TIFF, DNG or RW2. */
export function typeByName(fileType: FileType, name: string | undefined): FileType {
  const names = name === undefined ? undefined : namesOf[fileType.type];
  const extension = names && /\.(\w{3})$/.exec(name ?? '')?.[1]?.toLowerCase();
  if (!names || extension === undefined || !Object.hasOwn(names, extension)) return fileType;
  return { type: extension.toUpperCase(), extension, mimeType: names[extension]! };
}

/** Extensions that stand for a type of their own. */
export const namedTypes: readonly string[] = [...Object.keys(jpegNames), ...Object.keys(tiffNames)];
