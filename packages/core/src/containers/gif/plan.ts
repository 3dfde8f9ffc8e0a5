// Rewrites a GIF without its metadata: frames, their control and the animation loop stay, other extensions go.
import { join } from '../../bytes/block-view.js';
import type { Piece } from '../../bytes/pieces.js';
import { need, runSync, type Scan } from '../../bytes/scan.js';
import { ascii } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { xmpPacket } from '../../structures/xmp/packet.js';
import { profileLength } from '../icc-length.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner, refuse } from '../plan.js';
import { isGif } from './signature.js';
import { walkSubBlocks } from './sub-blocks.js';

/** The GIF planner (GIF87a, GIF89a). */
export const gifPlanner: Planner<'gif'> = {
  name: 'gif',
  mimeType: 'image/gif',
  match: isGif,
  plan: planGif,
};

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const PLAIN_TEXT = 0x01;
const GRAPHIC_CONTROL = 0xf9;
const COMMENT = 0xfe;
const APPLICATION = 0xff;
/** The bytes of an application extension before its sub-blocks. */
const applicationBytes = 14;
/** A sub-block of a loop count (1) or a buffer size (2) with its length, and the end mark behind them. */
const loopLengths: ReadonlySet<number> = new Set([4 + 1, 6 + 1, 4 + 6 + 1]);

interface Part {
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

interface Walk {
  readonly parts: readonly Part[];
  readonly screenEnd: number;
  readonly end: number;
  readonly closed: boolean;
}

function* planGif(input: PlanInput): Scan<Plan> {
  const { parts, screenEnd, end, closed } = yield* readParts(input);
  const plan = new PlanBuilder();
  plan.copyImage(0, screenEnd);
  const oldXmp = input.stated?.xmp ? parts.find(({ kind }) => kind === 'xmp') : undefined;
  for (const [i, part] of parts.entries()) {
    if (part === oldXmp) continue;
    if (part.kind === 'icc' && input.rules.colour) yield* writeProfile(plan, part);
    else if (part.kind === 'comment' && input.rules.texts.comments)
      plan.keep(part.kind, 'gif/comment', part.start, part.end, 'asked for');
    else writePart(plan, part, parts[i + 1]);
  }
  if (input.stated?.xmp)
    yield* writeXmp(plan, oldXmp, xmpExtension(input.stated.xmp), end - (closed ? 1 : 0));
  if (closed) plan.copy(end - 1, end);
  else plan.change('picture', 'gif/end', end, end, [Uint8Array.of(TRAILER)], 'the end mark was missing');
  plan.remove('trailer', 'gif/trailer', end, input.context.size ?? end);
  return plan;
}

function writePart(plan: PlanBuilder, { kind, start, end }: Part, next?: Part): void {
  const path = `gif/${kind}`;
  if (kind === 'image') plan.copyImage(start, end);
  else if (kind === 'control' && next?.kind === 'image') plan.copyImage(start, end);
  else if (kind === 'loop' && loopLengths.has(end - start - applicationBytes))
    plan.keep(kind, path, start, end, 'animation');
  else plan.remove(kind, path, start, end);
}

/** The XMP that stays, at the end: behind a control it would stand between that and its picture. */
function* writeXmp(plan: PlanBuilder, old: Part | undefined, bytes: Uint8Array, end: number): Scan<void> {
  const { start, end: stop } = old ?? { start: end, end };
  yield* plan.rewriteXmp('gif/xmp', start, stop, bytes);
}

/** XMP in an application extension, and the falling bytes that lead to its end (XMP part 3, section 1.1.2). */
function xmpExtension(text: string): Uint8Array {
  const tail = Uint8Array.from({ length: 258 }, (_, i) => (i === 0 ? 1 : Math.max(0, 256 - i)));
  return join([Uint8Array.of(EXTENSION, APPLICATION, 11), ascii('XMP DataXMP'), xmpPacket(text), tail]);
}

/** The profile, without what its sub-blocks hold behind it. */
function* writeProfile(plan: PlanBuilder, { start, end }: Part): Scan<void> {
  const path = 'gif/icc';
  const view = yield { start, end };
  const data: Uint8Array[] = [];
  for (let at = start + applicationBytes; view.u8(at) > 0; at += 1 + view.u8(at)) {
    data.push(view.slice(at + 1, at + 1 + view.u8(at)));
  }
  const profile = join(data);
  const length = runSync(profileLength([{ start: 0, end: profile.length }]), profile);
  if (length === profile.length) return plan.keep('icc', path, start, end, 'colour profile');
  const pieces: Piece[] = [{ start, end: start + applicationBytes }];
  for (let at = 0; at < length; at += 255) {
    const block = profile.subarray(at, Math.min(length, at + 255));
    pieces.push(Uint8Array.of(block.length), block);
  }
  plan.change('icc', path, start, end, [...pieces, Uint8Array.of(0)], 'cut to the profile');
}

/** All blocks up to the trailer. Throws where one is cut off or not known. */
function* readParts({ context }: PlanInput): Scan<Walk> {
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
    const part: { readonly part: Part; readonly view: View } = yield* readPart(view, at, introducer);
    parts.push(part.part);
    ({ view } = part);
    at = part.part.end;
  }
}

function* readPart(
  from: View,
  at: number,
  introducer: number,
): Scan<{ readonly part: Part; readonly view: View }> {
  let view = from;
  let dataAt: number;
  let kind: Part['kind'];
  if (introducer === 0) return { part: { kind: 'gap', start: at, end: at + 1 }, view };
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
  if (label === GRAPHIC_CONTROL && view.has(at, at + 8) && view.u8(at + 2) === 4 && view.u8(at + 7) === 0) {
    return 'control';
  }
  if (label !== APPLICATION || view.u8(at + 2) !== 11 || !view.has(at, at + 14)) return 'extension';
  const name = view.latin1(at + 3, at + 14);
  if (name === 'NETSCAPE2.0' || name === 'ANIMEXTS1.0') return 'loop';
  if (name === 'ICCRGBG1012') return 'icc';
  if (name === 'XMP DataXMP') return 'xmp';
  return name.startsWith('C2PA_GIF') ? 'c2pa' : 'extension';
}

/** Bytes of a colour table by the packed field of its descriptor (GIF89a sections 18 and 20). */
function colourTableBytes(packed: number): number {
  return packed & 0x80 ? 3 << ((packed & 7) + 1) : 0;
}
