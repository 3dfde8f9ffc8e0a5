// GIF extension blocks: comments, text, frame control, and the application extensions that hold metadata.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { BlockRef, Context } from '../../types.js';
import { Collected, type SubBlocks, walkSubBlocks } from './sub-blocks.js';

const comment = 0xfe;
const application = 0xff;
const graphicControl = 0xf9;
const plainText = 0x01;

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

/** Reads one extension (GIF89a sections 23 to 26); `view` holds its first bytes, where there are as many. */
export function* readExtension(view: View, at: number, parts: GifParts, context: Context): Scan<SubBlocks> {
  const label = view.has(at, at + 2) ? view.u8(at + 1) : 0;
  const size = view.has(at, at + 3) ? view.u8(at + 2) : 0;
  const head = at + 3;
  if (label === comment) return yield* gather(view, at + 2, { kind: 'comment' }, at, parts, context);
  if (label === plainText && size === 12)
    return yield* gather(view, head + 12, { kind: 'gif', label: 'text' }, at, parts, context);
  if (label === application && size === 11 && view.has(head, head + 11)) {
    const name = view.latin1(head, head + 11);
    if (name === xmp) return yield* findXmp(view, head + 11, parts);
    if (Object.hasOwn(applications, name))
      return yield* gather(view, head + 11, applications[name]!, at, parts, context);
  }
  if (label === graphicControl && size === 4 && view.has(head, head + 4))
    parts.controls.add(view.slice(head, head + 4));
  return yield* walkSubBlocks(view, at + 2);
}

/** A block whose bytes are those of the sub-blocks together. */
function* gather(
  view: View,
  at: number,
  block: Pick<BlockRef, 'kind' | 'label'>,
  start: number,
  parts: GifParts,
  context: Context,
): Scan<SubBlocks> {
  const data = new Collected(context.limits.blockBytes);
  const walked = yield* walkSubBlocks(view, at, data);
  const path = `gif/${block.label ?? block.kind}`;
  if (data.limited)
    context.warn('limit-exceeded', `block is larger than ${context.limits.blockBytes} bytes`, start, path);
  if (walked.whole && data.bytes.length > 0)
    parts.blocks.push({ ...block, ranges: [{ start, end: walked.end }], path, bytes: data.bytes });
  return walked;
}

/**
 * XMP stands in one piece, not in sub-blocks; the run of falling bytes behind it leads a reader of
 * sub-blocks to its end (XMP part 3, section 1.1.2).
 */
function* findXmp(view: View, start: number, parts: GifParts): Scan<SubBlocks> {
  const walked = yield* walkSubBlocks(view, start);
  const whole = yield* need(walked.view, start, walked.end);
  const text = whole.latin1(start, Math.min(whole.end, walked.end));
  const found = packetEnd.exec(text);
  const length = found ? found.index + found[0].length : text.indexOf('\0');
  if (walked.whole && length > 0)
    parts.blocks.push({ kind: 'xmp', ranges: [{ start, end: start + length }], path: 'gif/XMP' });
  return walked;
}
