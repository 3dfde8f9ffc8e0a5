// ExifTool's `File` group: the type of the file, the facts of its coded picture, and its comment.
import { blockView } from '../../bytes/block-view.js';
import { utf8Text, withoutEndNulls } from '../../bytes/text.js';
import { byteOrderLabels } from '../../present/byte-order.js';
import { subSampling } from '../../present/sub-sampling.js';
import { makeTag } from '../../tables/tag.js';
import type { Block, Derive, Labels, Tag, TagDef, TagValue } from '../../types.js';

/** JPEG processes by the low nibble of the SOF marker (ISO/IEC 10918-1 table B.1). */
const encodingProcess: Labels = {
  0: 'Baseline DCT, Huffman coding',
  1: 'Extended sequential DCT, Huffman coding',
  2: 'Progressive DCT, Huffman coding',
  3: 'Lossless, Huffman coding',
  5: 'Sequential DCT, differential Huffman coding',
  6: 'Progressive DCT, differential Huffman coding',
  7: 'Lossless, Differential Huffman coding',
  9: 'Extended sequential DCT, arithmetic coding',
  10: 'Progressive DCT, arithmetic coding',
  11: 'Lossless, arithmetic coding',
  13: 'Sequential DCT, differential arithmetic coding',
  14: 'Progressive DCT, differential arithmetic coding',
  15: 'Lossless, differential arithmetic coding',
};

/** ExifTool keeps it in capitals. */
const fileTypeExtension: TagDef = {
  name: 'FileTypeExtension',
  print: (value) => String(value).toLowerCase(),
};

/** The tags of the `File` group that follow from the container. */
export const fileTags: Derive = ({ fileType, layout, loaded }) => {
  const { picture } = layout;
  const orders = fileType.type === 'BTF' ? [] : loaded.flatMap(({ loaded: block }) => block.byteOrders ?? []);
  const facts: readonly [TagDef, TagValue | undefined][] = [
    [{ name: 'FileType' }, fileType.type],
    [fileTypeExtension, fileType.extension.toUpperCase()],
    [{ name: 'MIMEType' }, fileType.mimeType],
    ...orders.map((order): [TagDef, TagValue] => [{ name: 'ExifByteOrder', labels: byteOrderLabels }, order]),
    ...(statesSize.test(layout.fileType.mimeType) || picture.encodingProcess !== undefined
      ? pictureFacts(picture)
      : []),
  ];
  return facts.flatMap(([def, value]) => {
    const tag = value === undefined ? undefined : makeTag('File', 'File', def.name, def, value);
    return tag ? [tag] : [];
  });
};

/** Formats whose dimensions ExifTool has in this group; others have them in their own. */
const statesSize = /^image\/(jpeg|heic|heif|avif)(-sequence)?$/;

function pictureFacts(picture: Parameters<Derive>[0]['layout']['picture']): [TagDef, TagValue | undefined][] {
  return [
    [{ name: 'ImageWidth' }, picture.width],
    [{ name: 'ImageHeight' }, picture.height],
    [{ name: 'EncodingProcess', labels: encodingProcess }, picture.encodingProcess],
    [{ name: 'BitsPerSample' }, picture.bitsPerSample],
    [{ name: 'ColorComponents' }, picture.colorComponents],
    [{ name: 'YCbCrSubSampling', labels: subSampling }, picture.subSampling],
  ];
}

/** The comment segments of a JPEG. */
export const comment: Block<'comment', string> = {
  name: 'comment',
  kinds: ['comment'],
  *load(refs, context) {
    const texts: string[] = [];
    for (const ref of refs) {
      const { view, start, end } = yield* blockView(ref, context);
      texts.push(utf8Text(withoutEndNulls(view.slice(start, end))));
    }
    return {
      value: () => texts[0],
      tags: () =>
        texts.flatMap((text): Tag[] => {
          const tag = makeTag('File', 'File', 'Comment', { name: 'Comment' }, text);
          return tag ? [tag] : [];
        }),
    };
  },
};
