// Says which blocks of a GIF hold metadata (GIF89a appendix A).
import { need, type Scan } from '../../bytes/scan.js';
import { Collected } from '../../structures/gif/sub-blocks.js';
import { GifWalk } from '../../structures/gif/walk.js';
import type { BlockRef, Context, Layout } from '../../types.js';
import { type GifParts, readExtension } from './extensions.js';

const headerBytes = 13;

/** Finds the blocks of a GIF. All of it is walked: its picture data is cut into pieces of up to 255 bytes. */
export function* scanGif(context: Context): Scan<Layout> {
  const header = { start: 0, end: headerBytes };
  const view = yield header;
  const picture = { width: view.u16(6, true), height: view.u16(8, true) };
  const parts: GifParts = { blocks: [], controls: new Collected(context.limits.blockBytes) };
  const imageData: { start: number; end: number }[] = [];
  const walk = new GifWalk(context);
  let stray: number | undefined;
  for (let block = yield* walk.next(); block; block = yield* walk.next()) {
    if (block.kind === 'gap') {
      stray = block.start;
      break;
    }
    if (block.kind === 'image') imageData.push({ start: block.start, end: block.end });
    else yield* readExtension(walk, block, parts, context);
  }
  if (stray !== undefined) context.warn('malformed', 'a block of no known kind', stray, 'gif');
  else if (walk.closed) yield* findTrailer(walk, parts.blocks, context);
  else if (!walk.broken) context.warn('truncated', 'the file ends before its trailer', walk.end, 'gif');
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

/** What lies behind the trailer is no part of the GIF, but goes with the file. */
function* findTrailer({ end: start, view }: GifWalk, blocks: BlockRef[], context: Context): Scan<void> {
  const end = context.size ?? (yield* need(view, start, start + 1)).end;
  if (end > start) blocks.push({ kind: 'trailer', ranges: [{ start, end }], path: 'gif/trailer' });
}
