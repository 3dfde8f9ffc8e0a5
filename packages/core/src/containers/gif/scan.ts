// Walks the blocks of a GIF (GIF89a appendix A) and says which of them hold metadata.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { BlockRef, Context, Layout } from '../../types.js';
import { type GifParts, readExtension } from './extensions.js';
import { Collected, type SubBlocks, walkSubBlocks } from './sub-blocks.js';

const headerBytes = 13;
const extension = 0x21;
const image = 0x2c;
const trailer = 0x3b;
const longestHead = 15;

/** Finds the blocks of a GIF. All of it is walked: its picture data is cut into pieces of up to 255 bytes. */
export function* scanGif(context: Context): Scan<Layout> {
  let view = yield { start: 0, end: headerBytes };
  const header = { start: 0, end: headerBytes };
  const parts: GifParts = { blocks: [], controls: new Collected(context.limits.blockBytes) };
  const picture = { width: view.u16(6, true), height: view.u16(8, true) };
  const imageData: { start: number; end: number }[] = [];
  let at = headerBytes + colorTableBytes(view.u8(10));
  for (let count = 0; ; count++) {
    view = yield* need(view, at, at + longestHead);
    if (!view.has(at, at + 1)) {
      context.warn('truncated', 'the file ends before its trailer', at, 'gif');
      break;
    }
    const introducer = view.u8(at);
    if (introducer === trailer) {
      yield* findTrailer(view, at + 1, parts.blocks, context);
      break;
    }
    if (count === context.limits.segments || (introducer !== image && introducer !== extension)) {
      const limited = count === context.limits.segments;
      const message = limited ? `more than ${count} blocks` : 'a block of no known kind';
      context.warn(limited ? 'limit-exceeded' : 'malformed', message, at, 'gif');
      break;
    }
    const start = at;
    const walked =
      introducer === image ? yield* skipImage(view, at) : yield* readExtension(view, at, parts, context);
    if (introducer === image) imageData.push({ start, end: walked.end });
    if (!walked.whole) {
      context.warn('truncated', 'block is cut off by the end of the file', start, 'gif');
      break;
    }
    view = walked.view;
    at = walked.end;
  }
  return {
    fileType: { type: 'GIF', extension: 'gif', mimeType: 'image/gif' },
    picture,
    blocks: [
      { kind: 'gif', label: 'header', ranges: [header], path: 'gif' },
      ...parts.blocks,
      { kind: 'gif', label: 'controls', ranges: [], path: 'gif', bytes: parts.controls.bytes },
      { kind: 'gif', label: 'images', ranges: imageData, path: 'gif' },
    ],
    imageData,
  };
}

/** Size of the colour table that the packed fields announce (GIF89a sections 18 and 20). */
function colorTableBytes(packed: number): number {
  return packed & 0x80 ? 3 * (2 << (packed & 7)) : 0;
}

/** An image descriptor of ten bytes, its colour table, the code size and the picture data. */
function* skipImage(view: View, at: number): Scan<SubBlocks> {
  const table = view.has(at, at + 10) ? colorTableBytes(view.u8(at + 9)) : 0;
  return yield* walkSubBlocks(view, at + 10 + table + 1);
}

/** What lies behind the trailer is no part of the GIF, but goes with the file. */
function* findTrailer(view: View, start: number, blocks: BlockRef[], context: Context): Scan<void> {
  const end = context.size ?? (yield* need(view, start, start + 1)).end;
  if (end > start) blocks.push({ kind: 'trailer', ranges: [{ start, end }], path: 'gif/trailer' });
}
