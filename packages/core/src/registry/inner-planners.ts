// The planners of files within a file: what a JPEG needs that keeps its video or its depth map.
import { planVideo } from '../containers/heif/plan/video.js';
import type { InnerPlanners } from '../containers/plan.js';
import { pngPlanner } from '../containers/png/plan.js';

export const innerPlanners: InnerPlanners = { video: planVideo, png: pngPlanner };
