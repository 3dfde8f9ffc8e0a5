// Rewrites a HEIF file without its metadata: its boxes anew, and of the media data what its pictures own.
import type { Scan } from '../../../bytes/scan.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner, readOnce, refuse } from '../../plan.js';
import { heifType } from '../brands.js';
import { heifEdit } from '../edit.js';
import type { HeifFile } from '../model.js';
import { heifPut } from '../put.js';
import { writeFile } from './layout.js';
import { readMovie } from './movie.js';
import { gatherParts } from './parts.js';
import { readPicture } from './picture.js';
import { heifRendering } from './rendering.js';
import { reportBoxes, reportPicture } from './report.js';
import { readStrictly } from './structure.js';
import { reportTexts } from './text.js';

/** The planner of HEIF (ISO/IEC 23008-12) and AVIF, stills and sequences. */
export const heifPlanner: Planner<'heif'> = {
  name: 'heif',
  mimeType: 'image/heif',
  plan: planHeif,
  edit: heifEdit,
  put: heifPut,
  rendering: heifRendering,
};

function* planHeif(input: PlanInput): Scan<Plan> {
  const plan = new PlanBuilder();
  const file = yield* readOnce(input, readStrictly);
  plan.mimeType = heifType(file.majorBrand, file.compatibleBrands).mimeType;
  checkBoxes(file, input);
  const movieBox = file.boxes.find(({ type }) => type === 'moov');
  const { meta } = file;
  // A sequence needs no primary picture: where none is named, readers show its track.
  const hasPicture = meta?.handler === 'pict' && (meta.primaryId !== undefined || !movieBox);
  const picture = hasPicture ? yield* readPicture(input, file, meta) : undefined;
  const movie = movieBox && (yield* readMovie(input, movieBox, plan));
  if (!picture && !movie) refuse('not-writable', 'no picture of a known kind', 0, 'heif');
  const parts = yield* gatherParts(input, file, picture, movie);
  writeFile(plan, file, parts);
  reportBoxes(plan, file, parts, input.context.size);
  if (parts.picture) reportPicture(plan, parts.picture, parts.texts);
  reportTexts(plan, parts.texts);
  return plan;
}

/** Throws where a box that must stand alone stands twice, and for forms that are not written. */
export function checkBoxes({ boxes }: HeifFile, { rules, context: { size } }: PlanInput): void {
  for (const type of ['ftyp', 'meta', 'moov']) {
    const [first, second] = boxes.filter((candidate) => candidate.type === type);
    if (second) refuse('malformed', `a second ${type} box`, second.start, `heif/${type}`);
    if (size !== undefined && first && first.end > size)
      refuse('truncated', `box ${type} is cut off`, first.start, `heif/${type}`);
  }
  const other = boxes.find(({ type }) => type === 'moof' || type === 'mini');
  if (other) refuse('not-writable', `a picture in a ${other.type} box`, other.start, `heif/${other.type}`);
  const video = rules.motionVideo && boxes.find(({ type }) => type === 'mpvd');
  if (video) refuse('not-writable', 'the video cannot be cleaned yet', video.start, 'heif/mpvd');
  const last = boxes.at(-1);
  if (!boxes.some(({ type }) => type === 'meta' || type === 'moov')) {
    const cut = size !== undefined && last !== undefined && last.end > size;
    refuse(cut ? 'truncated' : 'malformed', 'no picture in the file', last?.start ?? 0, 'heif');
  }
}
