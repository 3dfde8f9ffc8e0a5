// Rewrites a GIF without its metadata: frames, their control and the animation loop stay, other extensions go.
import { join } from '../../bytes/block-view.js';
import type { Piece } from '../../bytes/pieces.js';
import { runSync, type Scan } from '../../bytes/scan.js';
import { applicationBytes, controlData, TRAILER } from '../../structures/gif/walk.js';
import { xmpExtension } from '../../structures/gif/write.js';
import { xmpPacket } from '../../structures/xmp/packet.js';
import { profileLength } from '../icc-length.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner } from '../plan.js';
import { gifEdit } from './edit.js';
import { type GifPart, imageControls, loopCount, readParts } from './parts.js';
import { gifPut } from './put.js';
import { gifRendering } from './rendering.js';

/** The GIF planner (GIF87a, GIF89a). */
export const gifPlanner: Planner<'gif'> = {
  name: 'gif',
  mimeType: 'image/gif',
  plan: planGif,
  edit: gifEdit,
  put: gifPut,
  rendering: gifRendering,
};

function* planGif(input: PlanInput): Scan<Plan> {
  const { parts, screenEnd, end, closed } = yield* readParts(input);
  const plan = new PlanBuilder();
  plan.copyImage(0, screenEnd);
  const controls = imageControls(parts);
  const oldXmp = input.stated?.xmp ? parts.find(({ kind }) => kind === 'xmp') : undefined;
  for (const part of parts) {
    if (part === oldXmp) continue;
    if (controls.has(part)) writeControl(plan, part);
    else if (part.kind === 'loop') yield* writeLoop(plan, part);
    else if (part.kind === 'icc' && input.rules.colour) yield* writeProfile(plan, part);
    else if (part.kind === 'comment' && input.rules.texts.comments)
      plan.keep(part.kind, 'gif/comment', part.start, part.end, 'asked for');
    else if (part.kind === 'image') plan.copyImage(part.start, part.end);
    else plan.remove(part.kind, `gif/${part.kind}`, part.start, part.end);
  }
  if (input.stated?.xmp)
    yield* writeXmp(plan, oldXmp, xmpExtension(xmpPacket(input.stated.xmp)), end - (closed ? 1 : 0));
  if (closed) plan.copy(end - 1, end);
  else plan.change('picture', 'gif/end', end, end, [Uint8Array.of(TRAILER)], 'the end mark was missing');
  plan.remove('trailer', 'gif/trailer', end, input.context.size ?? end);
  return plan;
}

/** A frame's delay, disposal and transparency, without what stands behind them. */
function writeControl(plan: PlanBuilder, part: GifPart): void {
  const { start, end } = part;
  const data = controlData(part);
  const pieces = [Uint8Array.of(0x21, 0xf9, 4), data, Uint8Array.of(0)];
  if (end === data.end + 1) plan.copyImage(start, end);
  else plan.change('control', 'gif/control', start, end, pieces, 'cut to its four bytes');
}

/** A sub-block of a loop count (1) or a buffer size (2) with its length, and the end mark behind them. */
const loopLengths: ReadonlySet<number> = new Set([4 + 1, 6 + 1, 4 + 6 + 1]);

/** How often an animation is shown. */
function* writeLoop(plan: PlanBuilder, part: GifPart): Scan<void> {
  const { start, end } = part;
  const data = start + applicationBytes;
  if (loopLengths.has(end - data)) return plan.keep('loop', 'gif/loop', start, end, 'animation');
  const count = yield* loopCount(part);
  if (!count) return plan.remove('loop', 'gif/loop', start, end);
  const pieces = [{ start, end: data }, Uint8Array.of(3, 1, ...count, 0)];
  plan.change('loop', 'gif/loop', start, end, pieces, 'cut to the count');
}

/** The XMP that stays, at the end: behind a control it would stand between that and its picture. */
function* writeXmp(plan: PlanBuilder, old: GifPart | undefined, bytes: Uint8Array, end: number): Scan<void> {
  const { start, end: stop } = old ?? { start: end, end };
  yield* plan.rewriteXmp('gif/xmp', start, stop, bytes);
}

/** The profile, without what its sub-blocks hold behind it. */
function* writeProfile(plan: PlanBuilder, { start, end }: GifPart): Scan<void> {
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
