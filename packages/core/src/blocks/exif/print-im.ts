// Print Image Matching (Epson): its version is what it tells.
import type { Entry } from '../../structures/tiff/read.js';
import { makeTag } from '../../tables/tag.js';
import type { Tag } from '../../types.js';

const headerBytes = 16;

/** PrintIMVersion, where the entry holds a Print Image Matching block. */
export function printImTags(
  entry: Pick<Entry, 'view' | 'offset' | 'length'>,
  littleEndian: boolean,
): readonly Tag[] {
  const { view, offset, length } = entry;
  if (!view || length < headerBytes || view.latin1(offset, offset + 7) !== 'PrintIM') return [];
  const fits = (little: boolean): boolean => length >= headerBytes + 6 * view.u16(offset + 14, little);
  if (!fits(littleEndian) && !fits(!littleEndian)) return [];
  const version = view.latin1(offset + 8, offset + 12).replaceAll('\0', '');
  return [makeTag('PrintIM', 'PrintIM', 'PrintIMVersion', { name: 'PrintIMVersion' }, version)!];
}
