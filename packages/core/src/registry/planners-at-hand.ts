// How every format is cleaned, at hand, for what cannot wait for a planner to be fetched.
import { gifPlanner } from '../containers/gif/plan.js';
import { heifPlanner } from '../containers/heif/plan/index.js';
import { jpegPlanner } from '../containers/jpeg/plan.js';
import { jxlPlanner } from '../containers/jxl/plan.js';
import type { Planner } from '../containers/plan.js';
import { pngPlanner } from '../containers/png/plan.js';
import { tiffPlanner } from '../containers/tiff/plan.js';
import { webpPlanner } from '../containers/webp/plan.js';
import { xmpPlanner } from '../containers/xmp/plan.js';

export const plannersAtHand: readonly Planner[] = [
  jpegPlanner,
  pngPlanner,
  webpPlanner,
  heifPlanner,
  jxlPlanner,
  gifPlanner,
  tiffPlanner,
  xmpPlanner,
];
