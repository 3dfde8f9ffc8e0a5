// Rewrites a JPEG without its metadata: its picture, and behind it a gain map where that is asked to stay.
import type { Scan } from '../../bytes/scan.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner, refuse } from '../plan.js';
import { type Behind, lookBehind } from './behind.js';
import { fillIndex, type GainMap, planGainMap } from './gain-map.js';
import { writePicture } from './picture.js';
import { isJpeg } from './signature.js';
import { type Walk, walkSegments } from './walk.js';

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
  const gainMap = input.rules.gainMap && walk.closed ? yield* planGainMap(input, walk) : undefined;
  tellOfLoss(input, behind, gainMap, walk);
  const plan = new PlanBuilder();
  yield* writePicture(plan, input, walk, gainMap?.segments);
  if (gainMap) {
    fillIndex(plan, gainMap);
    plan.remove('gap', 'jpeg', walk.end, gainMap.start);
    addGainMap(plan, gainMap);
  }
  plan.remove('trailer', 'jpeg/trailer', gainMap?.end ?? walk.end, end);
  return plan;
}

/** What is asked to stay and carries metadata of its own that cannot be taken out yet. */
function refuseUncleanable({ rules }: PlanInput, { depth, video }: Behind, at: number): void {
  if (rules.motionVideo && video) {
    refuse(
      'not-writable',
      'the video of a motion photo cannot be kept (motionVideo): it cannot be cleaned yet',
      at,
      'jpeg',
    );
  }
  if (rules.depth && depth) {
    refuse('not-writable', 'the depth map cannot be kept (depth): it cannot be cleaned yet', at, 'jpeg');
  }
}

function tellOfLoss(
  { rules, context }: PlanInput,
  { gainMap, depth, video, pictures }: Behind,
  kept: GainMap | undefined,
  walk: Walk,
): void {
  const tell = (message: string): void => context.warn('unknown', message, walk.end, 'jpeg');
  if (gainMap && !kept) {
    const why = rules.gainMap ? ', as not all that it says is understood' : '';
    tell(`its gain map is removed${why}: HDR displays show the plain picture`);
  }
  if (video) tell('the video of the motion photo is removed');
  if (depth) tell('its depth map is removed');
  if (pictures && !kept && !gainMap) tell('its further pictures are removed');
}

function addGainMap(plan: PlanBuilder, { plan: picture, start, end }: GainMap): void {
  plan.append(picture.pieces);
  plan.imageData.push(...picture.imageData);
  plan.removed.push(...picture.removed);
  plan.kept.push(...picture.kept, {
    kind: 'gainmap',
    path: 'jpeg/gain map',
    ranges: [{ start, end }],
    why: 'brightness on HDR displays',
  });
  plan.changed.push(...picture.changed);
}
