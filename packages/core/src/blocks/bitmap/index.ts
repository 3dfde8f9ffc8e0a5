// The headers of Windows bitmaps and icons: ExifTool has their tags in its `File` group.
import { type BlockView, blockView } from '../../bytes/block-view.js';
import { latinText } from '../../bytes/latin.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { bytesBeforeNull } from '../../bytes/text.js';
import { makeTag, setAside } from '../../tables/tag.js';
import type { Block, BlockRef, Tag, TagValue } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { bitmapRecords, isIcon } from './records.js';

interface Piece extends BlockView {
  readonly ref: BlockRef;
}

/** Tables by what part of a file it is. */
const tables: { readonly [label: string]: string } = {
  bitmap: 'BMP::Main',
  'os2-bitmap': 'BMP::OS2',
  icon: 'ICO::IconDir',
  cursor: 'ICO::IconDir',
};

/** Pictures in a bitmap, and profiles that lie elsewhere. */
const values: { readonly [label: string]: string } = {
  jpeg: 'EmbeddedJPG',
  png: 'EmbeddedPNG',
  'linked-profile': 'LinkedProfileName',
};

/** The headers of BMP, ICO and CUR. */
export const bitmap: Block<'bitmap', NamedValues> = {
  name: 'bitmap',
  kinds: ['bitmap'],
  *load(refs, context) {
    const pieces: Piece[] = [];
    for (const ref of refs)
      pieces.push({
        ref,
        ...(yield* blockView(isStored(ref) ? { ...ref, bytes: new Uint8Array() } : ref, context)),
      });
    return loadedTags(() =>
      pieces.flatMap((piece) => (context.budget.tag(piece.end - piece.start) ? decode(piece) : [])),
    );
  },
};

const imageCountAt = 4;

const isStored = ({ label }: BlockRef) => label === 'jpeg' || label === 'png';

function decode({ ref, view, start, end }: Piece): readonly Tag[] {
  const label = ref.label ?? '';
  if (label === 'icons')
    return bitmapRecords.tag('ICO::Main', imageCountAt, view.u16(start + imageCountAt, true));
  const table = tables[label];
  if (table) {
    const members = new Map(label === 'icon' ? [[isIcon, 1]] : []);
    const tags = bitmapRecords.tags(table, view, start, end, { littleEndian: true, members });
    return ref.aside ? tags.map((tag) => setAside(tag)) : tags;
  }
  const name = values[label];
  if (!name) return [];
  return valueTag(
    name,
    isStored(ref) ? new StoredBytes(ref.ranges) : latinText(bytesBeforeNull(view.slice(start, end))),
  );
}

function valueTag(name: string, value: TagValue): readonly Tag[] {
  const tag = makeTag('File', 'File', name, { name }, value);
  return tag ? [tag] : [];
}
