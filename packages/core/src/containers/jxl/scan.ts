// Walks a JPEG XL file: its boxes, the metadata among them, and the size that its codestream states.
import { type ByteRange, need, type Scan } from '../../bytes/scan.js';
import { readBoxes } from '../../structures/isobmff/read.js';
import type { BlockRef, Context, FileType, Layout, Picture } from '../../types.js';
import { isCodestream } from '../signatures.js';
import { blockIn, isCodestreamBox, Unpacker } from './boxes.js';
import { codestreamSize, sizeBytes } from './codestream.js';

const boxed: FileType = { type: 'JXL', extension: 'jxl', mimeType: 'image/jxl' };
const bare: FileType = { ...boxed, type: 'JXL Codestream' };

/** Before the codestream in a part of it: the number of the part. */
const partNumber = 4;

/** Finds the metadata of a JPEG XL file; of the picture just its size is read. */
export function* scanJxl(context: Context): Scan<Layout> {
  const size = context.size ?? Number.MAX_SAFE_INTEGER;
  const view = yield { start: 0, end: 4096 };
  if (isCodestream(view))
    return {
      fileType: bare,
      picture: codestreamSize(view, 0),
      blocks: [],
      imageData: context.size === undefined ? [] : [{ start: 0, end: context.size }],
    };
  const blocks: BlockRef[] = [];
  const imageData: ByteRange[] = [];
  const unpacker = new Unpacker(context);
  let picture: Picture = {};
  for (const box of yield* readBoxes(view, 0, size, context, 'jxl', true)) {
    const { type, body } = box;
    const end = Math.min(box.end, size);
    if (isCodestreamBox(box)) {
      const start = body + (type === 'jxlp' ? partNumber : 0);
      if (end < Number.MAX_SAFE_INTEGER && start < end) imageData.push({ start, end });
      if (picture.width === undefined)
        picture = codestreamSize(yield* need(view, body, Math.min(end, start + sizeBytes)), start);
    } else if ((type === 'ftyp' || type === 'hrgm') && !context.only)
      blocks.push({ kind: 'jpeg2000', label: type, path: `jxl/${type}`, ranges: [{ start: body, end }] });
    else {
      const block = yield* blockIn(view, { ...box, end }, unpacker, context);
      if (block && (!context.only || block.kind === 'exif')) blocks.push(block);
    }
  }
  return { fileType: boxed, picture, blocks, imageData };
}
