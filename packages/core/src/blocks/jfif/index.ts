// JFIF (ISO/IEC 10918-5): version, density and thumbnails of the JFIF and JFXX segments.

import { type BlockView, blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import type { Conversion, Conversions } from '../../tables/conversion.js';
import { asIs, binaryIfLongerThan, unlessZero } from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import { toNumber, wordList } from '../../tables/value.js';
import type { JfifTags } from '../../tags/block-types.generated.js';
import { labels, rows } from '../../tags/jfif.generated.js';
import type { Block, BlockRef, Context, Loaded, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';

/** Uncompressed pixels. */
const pixels: Conversion = { raw: unlessZero, value: binaryIfLongerThan(0) };

export const jfifConversions: Conversions = {
  Main: {
    tags: {
      '*': { raw: asIs },
      JFIFVersion: {
        print: (value) => {
          const [major, minor = 0] = wordList(value);
          return `${major}.${String(minor).padStart(2, '0')}`;
        },
      },
      'ThumbnailWidth ThumbnailHeight': { raw: unlessZero },
      ThumbnailTIFF: {
        ...pixels,
        count: ({ items }) => 3 * toNumber(items?.[7]) * toNumber(items?.[8]),
      },
    },
  },
  Extension: { tags: { ThumbnailTIFF: pixels } },
};

const records: Records = new Records({ rows, labels, conversions: [jfifConversions] });

interface Segment extends BlockView {
  readonly isExtension: boolean;
}

/** Reads JFIF and JFXX; the value holds the fields by ExifTool's names. */
export const jfif: Block<'jfif', NamedValues & JfifTags> = {
  name: 'jfif',
  kinds: ['jfif', 'jfxx'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const segments: Segment[] = [];
    for (const ref of refs)
      segments.push({ isExtension: ref.kind === 'jfxx', ...(yield* blockView(ref, context)) });
    return loadedTags(() => segments.flatMap(segmentTags));
  },
};

function segmentTags({ isExtension, view, start, end }: Segment): Tag[] {
  return isExtension ? extensionTags(view, start, end) : records.tags('JFIF::Main', view, start, end);
}

/** The thumbnail of an extension segment: a JPEG (0x10), a palette (0x11) or RGB pixels (0x13). */
function extensionTags(view: BlockView['view'], start: number, end: number): Tag[] {
  if (end <= start) return [];
  const code = view.u8(start);
  const bytes = view.slice(start + 1, end);
  const shortest = code === 0x11 ? 770 : 2;
  if (code !== 0x10 && !(bytes.length > shortest && (bytes[0] !== 0 || bytes[1] !== 0))) return [];
  return records.tag('JFIF::Extension', code, bytes);
}
