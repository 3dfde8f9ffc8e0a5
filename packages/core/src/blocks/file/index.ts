// ExifTool's `File` group: the type of the file, the facts of its coded picture, and its comment.
import { blockView } from '../../bytes/block-view.js';
import { utf8Text, withoutEndNulls } from '../../bytes/text.js';
import { byteOrderLabels } from '../../present/byte-order.js';
import { subSampling } from '../../present/sub-sampling.js';
import { makeTag } from '../../tables/tag.js';
import type { Block, Derive, Labels, Picture, Tag, TagDef, TagValue } from '../../types.js';

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

const fileTypeDef: TagDef = { name: 'FileType' };
/** ExifTool keeps it in capitals. */
const extensionDef: TagDef = {
  name: 'FileTypeExtension',
  print: (value) => String(value).toLowerCase(),
};
const mimeTypeDef: TagDef = { name: 'MIMEType' };
const byteOrderDef: TagDef = { name: 'ExifByteOrder', labels: byteOrderLabels };
const commentDef: TagDef = { name: 'Comment' };

/** The facts of a coded picture, by the names that a container gives them. */
const pictureDefs: readonly (readonly [fact: keyof Picture, def: TagDef])[] = [
  ['width', { name: 'ImageWidth' }],
  ['height', { name: 'ImageHeight' }],
  ['encodingProcess', { name: 'EncodingProcess', labels: encodingProcess }],
  ['bitsPerSample', { name: 'BitsPerSample' }],
  ['colorComponents', { name: 'ColorComponents' }],
  ['subSampling', { name: 'YCbCrSubSampling', labels: subSampling }],
];

/** Formats whose dimensions ExifTool has in this group; others have them in their own. */
const statesSize = /^image\/(jpeg|heic|heif|avif|jxl)(-sequence)?$/;

/** The tags of the `File` group that follow from the container. */
export const fileTags: Derive = ({ fileType, layout, loaded }) => {
  const { picture } = layout;
  const tags: Tag[] = [];
  add(tags, fileTypeDef, fileType.type);
  add(tags, extensionDef, fileType.extension.toUpperCase());
  add(tags, mimeTypeDef, fileType.mimeType);
  if (fileType.type !== 'BTF')
    for (const { loaded: block } of loaded)
      for (const order of block.byteOrders ?? []) add(tags, byteOrderDef, order);
  if (picture.encodingProcess !== undefined || statesSize.test(layout.fileType.mimeType))
    for (const [fact, def] of pictureDefs) add(tags, def, picture[fact]);
  return tags;
};

function add(tags: Tag[], def: TagDef, value: TagValue | undefined): void {
  const tag = value === undefined ? undefined : makeTag('File', 'File', def.name, def, value);
  if (tag) tags.push(tag);
}

/** The comment segments of a JPEG. */
export const comment: Block<'comment', string> = {
  name: 'comment',
  kinds: ['comment'],
  *load(refs, context) {
    const texts: string[] = [];
    for (const ref of refs) {
      const { view, start, end } = yield* blockView(ref, context);
      if (context.budget.tag(end - start)) texts.push(utf8Text(withoutEndNulls(view.slice(start, end))));
    }
    return {
      value: () => texts[0],
      tags() {
        const tags: Tag[] = [];
        for (const text of texts) add(tags, commentDef, text);
        return tags;
      },
    };
  },
};
