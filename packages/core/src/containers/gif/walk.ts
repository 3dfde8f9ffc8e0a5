// Walks the blocks of a GIF strictly, for whoever rewrites or compares it (GIF89a appendix A).
import { type ByteRange, need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { type PlanInput, refuse } from '../plan.js';
import { walkSubBlocks } from './sub-blocks.js';

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const PLAIN_TEXT = 0x01;
const GRAPHIC_CONTROL = 0xf9;
const COMMENT = 0xfe;
const APPLICATION = 0xff;
/** The bytes of an application extension before its sub-blocks. */
export const applicationBytes = 14;
/** The bytes of a graphic control extension: its head, its four bytes of content, and the end mark behind them. */
const controlBytes = 8;

/** A block from its introducer to its end mark. */
export interface Part {
  readonly kind:
    | 'image'
    | 'control'
    | 'text'
    | 'comment'
    | 'loop'
    | 'icc'
    | 'xmp'
    | 'c2pa'
    | 'extension'
    | 'gap';
  readonly start: number;
  readonly end: number;
}

/** The blocks of a GIF. */
export interface Walk {
  readonly parts: readonly Part[];
  /** Where the screen descriptor and the global colour table end. */
  readonly screenEnd: number;
  readonly end: number;
  /** Whether it ends with its trailer. */
  readonly closed: boolean;
}

/**
 * The graphic controls that show an image. A control is for the next picture, an image or a plain text,
 * whatever blocks stand between (section 23).
 */
export function imageControls(parts: readonly Part[]): ReadonlySet<Part> {
  const found = new Set<Part>();
  let waiting: Part[] = [];
  for (const part of parts) {
    if (part.kind === 'control') waiting.push(part);
    if (part.kind === 'image') for (const control of waiting) found.add(control);
    if (part.kind === 'image' || part.kind === 'text') waiting = [];
  }
  return found;
}

/** Where the four bytes of a graphic control lie: what to do after the frame, delay, transparent colour. */
export function controlData({ start }: Part): ByteRange {
  return { start: start + 3, end: start + controlBytes - 1 };
}

/** The two bytes of how often an animation is shown; none where the extension does not say it. */
export function* loopCount({ start, end }: Part): Scan<Uint8Array | undefined> {
  const view = yield { start, end };
  for (let at = start + applicationBytes; at + 4 < end && view.u8(at) > 0; at += 1 + view.u8(at)) {
    if (view.u8(at) >= 3 && view.u8(at + 1) === 1) return view.slice(at + 2, at + 4);
  }
  return undefined;
}

/** All blocks up to the trailer. Throws where one is cut off or not known. */
export function* readParts({ context, known }: Pick<PlanInput, 'context' | 'known'>): Scan<Walk> {
  let view = yield { start: 0, end: 1024 };
  if (!view.has(0, 13)) refuse('truncated', 'the file ends within its header', 0, 'gif');
  const screenEnd = 13 + colourTableBytes(view.u8(10));
  const parts: Part[] = [];
  let at = screenEnd;
  for (;;) {
    if (parts.length > context.limits.segments) refuse('limit-exceeded', 'too many blocks', at, 'gif');
    view = yield* need(view, at, at + 1);
    if (!view.has(at, at + 1)) {
      if (!parts.some(({ kind }) => kind === 'image'))
        refuse('truncated', 'the file ends before the picture', at, 'gif');
      return { parts, screenEnd, end: at, closed: false };
    }
    const introducer = view.u8(at);
    if (introducer === TRAILER) {
      if (!parts.some(({ kind }) => kind === 'image'))
        refuse('malformed', 'a GIF without a picture', at, 'gif');
      return { parts, screenEnd, end: at + 1, closed: true };
    }
    const part: { readonly part: Part; readonly view: View } = yield* readPart(view, at, introducer, known);
    parts.push(part.part);
    ({ view } = part);
    at = part.part.end;
  }
}

function* readPart(
  from: View,
  at: number,
  introducer: number,
  known: ReadonlyMap<number, number>,
): Scan<{ readonly part: Part; readonly view: View }> {
  let view = from;
  let dataAt: number;
  let kind: Part['kind'];
  if (introducer === 0) return { part: { kind: 'gap', start: at, end: at + 1 }, view };
  const end = introducer === IMAGE ? known.get(at) : undefined;
  if (end !== undefined) return { part: { kind: 'image', start: at, end }, view };
  if (introducer === IMAGE) {
    view = yield* need(view, at, at + 10);
    if (!view.has(at, at + 10)) refuse('truncated', 'the file ends within a frame', at, 'gif');
    dataAt = at + 11 + colourTableBytes(view.u8(at + 9));
    kind = 'image';
  } else if (introducer === EXTENSION) {
    view = yield* need(view, at, at + 14);
    dataAt = at + 2;
    kind = extensionKind(view, at);
  } else refuse('malformed', 'a block that is not known', at, 'gif');
  const walked = yield* walkSubBlocks(view, dataAt);
  if (!walked.whole) refuse('truncated', 'the file ends within a block', at, `gif/${kind}`);
  return { part: { kind, start: at, end: walked.end }, view: walked.view };
}

function extensionKind(view: View, at: number): Part['kind'] {
  const label = view.has(at, at + 3) ? view.u8(at + 1) : 0;
  if (label === COMMENT) return 'comment';
  if (label === PLAIN_TEXT) return 'text';
  if (label === GRAPHIC_CONTROL && view.has(at, at + controlBytes) && view.u8(at + 2) >= 4) return 'control';
  if (label !== APPLICATION || view.u8(at + 2) !== 11 || !view.has(at, at + 14)) return 'extension';
  const name = view.latin1(at + 3, at + 14);
  if (name === 'NETSCAPE2.0' || name === 'ANIMEXTS1.0') return 'loop';
  if (name === 'ICCRGBG1012') return 'icc';
  if (name === 'XMP DataXMP') return 'xmp';
  return name.startsWith('C2PA_GIF') ? 'c2pa' : 'extension';
}

/** Bytes of a colour table by the packed field of its descriptor (GIF89a sections 18 and 20). */
export function colourTableBytes(packed: number): number {
  return packed & 0x80 ? 3 << ((packed & 7) + 1) : 0;
}
