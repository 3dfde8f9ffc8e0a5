// The formats that can be cleaned: a new one is one line here and one in `remove-sync.ts`.
import { isGif } from '../containers/gif/signature.js';
import { isHeif } from '../containers/heif/brands.js';
import { isJpeg } from '../containers/jpeg/signature.js';
import type { Planner } from '../containers/plan.js';
import { isPng } from '../containers/png/signature.js';
import { isTiff } from '../containers/tiff/signature.js';
import { isWebp } from '../containers/webp/signature.js';

/** A planner whose code is fetched when a file is of its format. */
export interface LazyPlanner extends Pick<Planner, 'name' | 'match'> {
  fetch(): Promise<Planner>;
}

export const lazyPlanners: readonly LazyPlanner[] = [
  {
    name: 'jpeg',
    match: isJpeg,
    fetch: async () => (await import('../containers/jpeg/plan.js')).jpegPlanner,
  },
  { name: 'png', match: isPng, fetch: async () => (await import('../containers/png/plan.js')).pngPlanner },
  {
    name: 'webp',
    match: isWebp,
    fetch: async () => (await import('../containers/webp/plan.js')).webpPlanner,
  },
  { name: 'gif', match: isGif, fetch: async () => (await import('../containers/gif/plan.js')).gifPlanner },
  {
    name: 'tiff',
    match: isTiff,
    fetch: async () => (await import('../containers/tiff/plan.js')).tiffPlanner,
  },
  {
    name: 'heif',
    match: isHeif,
    fetch: async () => (await import('../containers/heif/plan/index.js')).heifPlanner,
  },
];
