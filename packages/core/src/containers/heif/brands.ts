// The file types of the HEIF family by their brands (ISO/IEC 23008-12 section 10, AVIF 1.1 section 6).
import type { View } from '../../bytes/view.js';
import type { FileType } from '../../types.js';

const heif: FileType = { type: 'HEIF', extension: 'heif', mimeType: 'image/heif' };
const heifs: FileType = { type: 'HEIFS', extension: 'heifs', mimeType: 'image/heif-sequence' };
const heic: FileType = { type: 'HEIC', extension: 'heic', mimeType: 'image/heic' };
const heics: FileType = { type: 'HEICS', extension: 'heics', mimeType: 'image/heic-sequence' };
const avif: FileType = { type: 'AVIF', extension: 'avif', mimeType: 'image/avif' };

const brands: ReadonlyMap<string, FileType> = new Map([
  ['heic', heic],
  ['hevc', heics],
  ['mif1', heif],
  ['msf1', heifs],
  ['heix', heif],
  ['avif', avif],
  ['avis', avif],
  ['avio', avif],
  ['miaf', avif],
  ['heim', heif],
  ['heis', heif],
  ['hevx', heifs],
  ['hevm', heifs],
  ['hevs', heifs],
  ['avci', heif],
  ['avcs', heifs],
  ['jpeg', heif],
  ['jpgs', heifs],
  ['j2ki', heif],
  ['j2is', heifs],
  ['vvic', heif],
  ['vvis', heifs],
  ['evbi', heif],
  ['evbs', heifs],
  ['mif2', heif],
  ['mif3', heif],
]);

/** Brands that say HEIF even where the major brand does not. */
const compatible: ReadonlySet<string> = new Set([
  'mif1',
  'mif2',
  'mif3',
  'msf1',
  'heic',
  'heix',
  'avif',
  'avis',
]);

/** Type by the major brand, else by the first compatible brand that is known. */
export function heifType(majorBrand: string, compatibleBrands: readonly string[]): FileType {
  const known = [majorBrand, ...compatibleBrands].find((brand) => brands.has(brand));
  return brands.get(known ?? '') ?? heif;
}

/** Whether the file's first bytes are a file type box with a brand of the family. */
export function isHeif(head: View): boolean {
  if (!head.has(0, 12) || head.fourcc(4) !== 'ftyp') return false;
  if (brands.has(head.fourcc(8))) return true;
  const end = Math.min(head.end, head.u32(0));
  for (let at = 16; at + 4 <= end; at += 4) if (compatible.has(head.fourcc(at))) return true;
  return false;
}
