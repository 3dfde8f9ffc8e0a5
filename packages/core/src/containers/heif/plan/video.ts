// Rewrites a video (MP4, QuickTime) with nothing but its pictures and sound: what a motion photo carries.
import type { Scan } from '../../../bytes/scan.js';
import { PlanBuilder, type PlanInput, refuse } from '../../plan.js';
import { checkBoxes } from './index.js';
import { writeFile } from './layout.js';
import { readMovie } from './movie.js';
import { gatherParts } from './parts.js';
import { reportBoxes } from './report.js';
import { readStrictly } from './structure.js';

/** Plans a video that is the whole source. Throws where it is in fragments, damaged or of an unknown coding. */
export function* planVideo(input: PlanInput): Scan<PlanBuilder> {
  const plan = new PlanBuilder();
  const file = yield* readStrictly(input);
  checkBoxes(file, input);
  const movieBox = file.boxes.find(({ type }) => type === 'moov');
  const movie = movieBox && (yield* readMovie(input, movieBox, plan, true));
  if (!movie) refuse('not-writable', 'no track of pictures', 0, 'heif');
  const parts = yield* gatherParts(input, file, undefined, movie);
  writeFile(plan, file, parts);
  reportBoxes(plan, file, parts, input.context.size);
  return plan;
}
