// GIF extension blocks: comments, text, frame control, and the application extensions that hold metadata.
import { need, type Scan } from '../../bytes/scan.js';
import { Collected, walkSubBlocks } from '../../structures/gif/sub-blocks.js';
import {
  applicationBytes,
  COMMENT,
  controlData,
  type GifBlock,
  type GifWalk,
  GRAPHIC_CONTROL,
  PLAIN_TEXT,
} from '../../structures/gif/walk.js';
import type { BlockRef, Context } from '../../types.js';

/** Application extensions by identifier and authentication code, and the block in each. */
const applications: Readonly<Record<string, Pick<BlockRef, 'kind' | 'label'>>> = {
  'NETSCAPE2.0': { kind: 'gif', label: 'animation' },
  ICCRGBG1012: { kind: 'icc' },
  MIDICTRLJon: { kind: 'gif', label: 'midi-control' },
  MIDISONGDm7: { kind: 'gif', label: 'midi-song' },
  'C2PA_GIF\x01\0\0': { kind: 'jumbf' },
};
const xmp = 'XMP DataXMP';
const packetEnd = /<\?xpacket end=['"][wr]['"]\?>/;

/** What was found so far. */
export interface GifParts {
  readonly blocks: BlockRef[];
  /** The packed fields, delays and transparent colours of graphic control extensions, four bytes each. */
  readonly controls: Collected;
}

/** Reads the extension that the walk came to (GIF89a sections 23 to 26). */
export function* readExtension(
  walk: GifWalk,
  block: GifBlock,
  parts: GifParts,
  context: Context,
): Scan<void> {
  const { label, size, application, start } = block;
  if (label === GRAPHIC_CONTROL && size === 4) {
    const data = controlData(block);
    const view = yield* need(walk.view, data.start, data.end);
    if (view.has(data.start, data.end)) parts.controls.add(view.slice(data.start, data.end));
  }
  if (walk.broken) return;
  if (label === COMMENT) yield* gather(walk, block, start + 2, { kind: 'comment' }, parts, context);
  else if (label === PLAIN_TEXT && size === 12)
    yield* gather(walk, block, start + 15, { kind: 'gif', label: 'text' }, parts, context);
  else if (application === xmp) yield* findXmp(walk, block, parts);
  else if (Object.hasOwn(applications, application))
    yield* gather(walk, block, start + applicationBytes, applications[application]!, parts, context);
}

/** A block whose bytes are those of the sub-blocks from `data` together. */
function* gather(
  walk: GifWalk,
  { start, end }: GifBlock,
  data: number,
  block: Pick<BlockRef, 'kind' | 'label'>,
  parts: GifParts,
  { limits, warn }: Context,
): Scan<void> {
  const collected = new Collected(limits.blockBytes);
  yield* walkSubBlocks(walk.view, data, collected);
  const { limited, bytes } = collected;
  const path = `gif/${block.label ?? block.kind}`;
  if (limited) warn('limit-exceeded', `block is larger than ${limits.blockBytes} bytes`, start, path);
  if (bytes.length > 0) parts.blocks.push({ ...block, ranges: [{ start, end }], path, bytes });
}

/**
 * XMP stands in one piece, not in sub-blocks; the run of falling bytes behind it leads a reader of
 * sub-blocks to its end (XMP part 3, section 1.1.2).
 */
function* findXmp(walk: GifWalk, block: GifBlock, parts: GifParts): Scan<void> {
  const start = block.start + applicationBytes;
  const view = yield* need(walk.view, start, block.end);
  const text = view.latin1(start, block.end);
  const found = packetEnd.exec(text);
  const length = found ? found.index + found[0].length : text.lastIndexOf('>', text.indexOf('\0')) + 1;
  if (length > 0)
    parts.blocks.push({ kind: 'xmp', ranges: [{ start, end: start + length }], path: 'gif/XMP' });
}
