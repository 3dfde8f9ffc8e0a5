// Toshiba's APP6 segment: a TIFF structure that holds Print Image Matching alone.
import { runIn } from '../../bytes/scan.js';
import { readHeader } from '../../structures/tiff/header.js';
import { PRINT_IM } from '../../structures/tiff/ids.js';
import { entryOf } from '../../structures/tiff/lookup.js';
import { readIfds } from '../../structures/tiff/read.js';
import { printImTags } from '../exif/print-im.js';
import { type AppStandard, after, signed } from './segment.js';

const signature = 'EPPIM\0';

export const eppim: AppStandard = signed('APP6', signature, (segment) => {
  const { view, start, end, path, context } = after(segment, signature.length);
  const header = readHeader(view, start);
  if (!header) return [];
  const source = { view, start, end, wholeFile: false, path };
  const [ifd] = runIn(readIfds(source, header, { pointers: new Map(), chain: false }, context), view);
  const entry = ifd && entryOf(ifd, PRINT_IM);
  return entry ? printImTags(entry, header.littleEndian) : [];
});
