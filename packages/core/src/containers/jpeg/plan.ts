// Rewrites a JPEG without its metadata: its picture, and what is asked to stay of gain map, depth map and video.
import { totalLength } from '../../bytes/pieces.js';
import type { Scan } from '../../bytes/scan.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner, refuse, standsAt, xmpAnew } from '../plan.js';
import { type DepthMap, planDepthMap } from './depth-map.js';
import { jpegEdit } from './edit.js';
import { fillIndex, type GainMap, planGainMap } from './gain-map.js';
import { type MotionVideo, planMotionVideo } from './motion-video.js';
import { writePicture } from './picture.js';
import { jpegPut } from './put.js';
import { jpegRendering } from './rendering.js';
import { type Behind, lookBehind } from './trailing.js';
import { type WalkedJpeg, walkSegments } from './walk.js';
import { xmpSegments } from './xmp-segments.js';

/** The JPEG planner (ISO/IEC 10918-1 annex B). */
export const jpegPlanner: Planner<'jpeg'> = {
  name: 'jpeg',
  mimeType: 'image/jpeg',
  plan: planJpeg,
  edit: jpegEdit,
  put: jpegPut,
  rendering: jpegRendering,
};

function* planJpeg(input: PlanInput): Scan<Plan> {
  const walk = yield* walkSegments(input);
  const end = input.context.size ?? (yield { start: walk.end, end: walk.end + 1 }).end;
  const behind = yield* lookBehind(input, walk, end);
  const { rules } = input;
  const depth = rules.depth && behind.depth ? yield* planDepthMap(input, walk) : undefined;
  if (rules.depth && behind.depth && !depth) refuseKept('the depth map', 'depth', walk.end);
  const gainMap = rules.gainMap && walk.closed ? yield* planGainMap(input, walk) : undefined;
  const from = gainMap?.end ?? walk.end;
  const video = rules.motionVideo && walk.closed ? yield* planMotionVideo(input, walk, from, end) : undefined;
  if (rules.motionVideo && behind.video && !video)
    refuseKept('the video of the motion photo', 'motionVideo', from);
  warnOfLoss(input, behind, { gainMap, video, depth }, walk);
  const text = input.stated?.xmp ?? '';
  const plan = new PlanBuilder();
  yield* writePicture(plan, input, walk, segmentsFor({ gainMap, video, depth }, text));
  if (depth) plan.kept.push({ kind: 'depth', path: 'jpeg/APP1', ranges: [], why: 'asked for' });
  let at = walk.end;
  if (gainMap) {
    fillIndex(plan, gainMap);
    plan.remove('gap', 'jpeg', at, gainMap.start);
    addGainMap(plan, gainMap);
    at = gainMap.end;
  }
  if (video) {
    plan.remove('trailer', 'jpeg/trailer', at, video.start);
    addPart(plan, video.plan);
    at = video.end;
  }
  plan.remove('trailer', 'jpeg/trailer', at, end);
  if (gainMap || video || depth || text !== '') yield* tellOfRewritten(plan);
  if (text !== '' && !plan.kept.some(({ kind }) => kind === 'xmp'))
    plan.changed.push({ kind: 'xmp', path: 'jpeg/APP1', ranges: [], why: xmpAnew });
  return plan;
}

/** Segments that are written as they were, as in a file that was cleaned before: they stay. */
function* tellOfRewritten(plan: PlanBuilder): Scan<void> {
  const written = new Set(plan.pieces.filter((piece) => piece instanceof Uint8Array));
  for (const entry of [...plan.removed]) {
    const { start, end } = entry.ranges[0] ?? { start: 0, end: 0 };
    for (const bytes of written) {
      if (bytes.length !== end - start || !(yield* standsAt(bytes, start))) continue;
      written.delete(bytes);
      plan.removed.splice(plan.removed.indexOf(entry), 1);
      plan.kept.push({ ...entry, why: 'tells of what stays' });
      break;
    }
  }
}

/** What stays beside the picture. */
interface Staying {
  readonly gainMap: GainMap | undefined;
  readonly video: MotionVideo | undefined;
  readonly depth: DepthMap | undefined;
}

/** What the picture has to say of it. */
function segmentsFor({ gainMap, video, depth }: Staying, text: string): Uint8Array[] {
  const length = gainMap ? totalLength(gainMap.plan.pieces) : 0;
  const told = xmpSegments({ gainMap: gainMap && { length, told: gainMap.told }, video, depth, text });
  return [...told, ...(gainMap?.segments ?? [])];
}

/** What is asked to stay and carries metadata of its own that cannot be taken out. */
function refuseKept(what: string, name: string, at: number): never {
  return refuse('not-writable', `${what} cannot be kept (${name}): not all of it is understood`, at, 'jpeg');
}

function warnOfLoss(
  { rules, context }: PlanInput,
  { gainMap, depth, video, pictures }: Behind,
  kept: Staying,
  walk: WalkedJpeg,
): void {
  const warn = (message: string): void => context.warn('unknown', message, walk.end, 'jpeg');
  if (gainMap && !kept.gainMap) {
    const why = rules.gainMap ? ', as not all that it says is understood' : '';
    warn(`its gain map is removed${why}: HDR displays show the plain picture`);
  }
  if (video && !kept.video) warn('the video of the motion photo is removed');
  if (depth && !kept.depth) warn('its depth map is removed');
  if (pictures && !kept.gainMap && !gainMap) warn('its further pictures are removed');
}

function addGainMap(plan: PlanBuilder, { plan: picture, start, end }: GainMap): void {
  addPart(plan, picture);
  const why = 'brightness on HDR displays';
  plan.kept.push({ kind: 'gainmap', path: 'jpeg/gain map', ranges: [{ start, end }], why });
}

function addPart(plan: PlanBuilder, part: PlanBuilder): void {
  plan.append(part.pieces);
  plan.imageData.push(...part.imageData);
  plan.removed.push(...part.removed);
  plan.kept.push(...part.kept);
  plan.changed.push(...part.changed);
}
