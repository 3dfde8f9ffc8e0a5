// The pages of a TIFF file: its directories that say they are full pictures or pages.
import { OLD_SUBFILE_TYPE, SUBFILE_TYPE } from '../../structures/tiff/ids.js';
import { shortOf } from '../../structures/tiff/lookup.js';
import { makeTag } from '../../tables/tag.js';
import type { Tag } from '../../types.js';
import type { Structure } from './structure.js';

/** ExifTool's File:PageCount, where a TIFF file has pages. */
export function pageCountTags({ ifds, around }: Structure): readonly Tag[] {
  if (around.fileType !== 'TIFF' && around.fileType !== 'BTF') return [];
  let pages = 0;
  let paged = false;
  for (const ifd of ifds) {
    const type = shortOf(ifd, SUBFILE_TYPE);
    const old = shortOf(ifd, OLD_SUBFILE_TYPE);
    if (type === 0 || type === 2) pages++;
    if (old === 1 || old === 3) pages++;
    paged ||= type === 2 || old === 3 || pages > 1;
  }
  return paged ? [makeTag('File', 'File', 'PageCount', { name: 'PageCount' }, pages)!] : [];
}
