// Rewrites a JPEG without its metadata: its picture, and behind it the gain map and the video that are asked to stay.
import { totalLength } from '../../bytes/pieces.js';
import type { Scan } from '../../bytes/scan.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner, refuse } from '../plan.js';
import { type Behind, lookBehind } from './behind.js';
import { fillIndex, type GainMap, planGainMap } from './gain-map.js';
import { type MotionVideo, planMotionVideo } from './motion-video.js';
import { writePicture } from './picture.js';
import { isJpeg } from './signature.js';
import { type Walk, walkSegments } from './walk.js';
import { directorySegment } from './xmp-segments.js';

/** The JPEG planner (ISO/IEC 10918-1 annex B). */
export const jpegPlanner: Planner<'jpeg'> = {
  name: 'jpeg',
  mimeType: 'image/jpeg',
  match: isJpeg,
  plan: planJpeg,
};

function* planJpeg(input: PlanInput): Scan<Plan> {
  const walk = yield* walkSegments(input);
  const end = input.context.size ?? (yield { start: walk.end, end: walk.end + 1 }).end;
  const behind = yield* lookBehind(input, walk, end);
  refuseUncleanable(input, behind, walk.end);
  const { rules } = input;
  const gainMap = rules.gainMap && walk.closed ? yield* planGainMap(input, walk) : undefined;
  const from = gainMap?.end ?? walk.end;
  const video = rules.motionVideo && walk.closed ? yield* planMotionVideo(input, walk, from, end) : undefined;
  if (rules.motionVideo && behind.video && !video)
    refuse('not-writable', 'the video of the motion photo cannot be kept (motionVideo)', from, 'jpeg');
  tellOfLoss(input, behind, gainMap, video, walk);
  const plan = new PlanBuilder();
  yield* writePicture(plan, input, walk, segmentsFor(gainMap, video));
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
  return plan;
}

/** What the picture has to say of what follows it. */
function segmentsFor(gainMap: GainMap | undefined, video: MotionVideo | undefined): Uint8Array[] {
  const following = {
    gainMap: gainMap && { length: totalLength(gainMap.plan.pieces), told: gainMap.told },
    video,
  };
  const directory = gainMap?.told || video ? [directorySegment(following)] : [];
  return [...directory, ...(gainMap?.segments ?? [])];
}

/** What is asked to stay and carries metadata of its own that cannot be taken out yet. */
function refuseUncleanable({ rules }: PlanInput, { depth }: Behind, at: number): void {
  if (rules.depth && depth) {
    refuse('not-writable', 'the depth map cannot be kept (depth): it cannot be cleaned yet', at, 'jpeg');
  }
}

function tellOfLoss(
  { rules, context }: PlanInput,
  { gainMap, depth, video, pictures }: Behind,
  kept: GainMap | undefined,
  keptVideo: MotionVideo | undefined,
  walk: Walk,
): void {
  const tell = (message: string): void => context.warn('unknown', message, walk.end, 'jpeg');
  if (gainMap && !kept) {
    const why = rules.gainMap ? ', as not all that it says is understood' : '';
    tell(`its gain map is removed${why}: HDR displays show the plain picture`);
  }
  if (video && !keptVideo) tell('the video of the motion photo is removed');
  if (depth) tell('its depth map is removed');
  if (pictures && !kept && !gainMap) tell('its further pictures are removed');
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
