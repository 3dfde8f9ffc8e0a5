// Strips and tiles that are files of another format: WebP, JPEG 2000 and JPEG XL, without what else such files hold.
import { totalLength } from '../../bytes/pieces.js';
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { planInside } from '../inside.js';
import { isBoxFile, planBoxFile, planCodestream } from '../jpeg2000/boxes.js';
import { beginsCodestream } from '../jpeg2000/codestream.js';
import type { PlanBuilder } from '../plan.js';
import { webpPlanner } from '../webp/plan.js';
import type { DataPart, TiffWalk } from './walk.js';

const WEBP = 50001;
/** JPEG 2000, and the two numbers of Aperio. */
const jpeg2000: readonly number[] = [34712, 33003, 33005];
/** JPEG XL of libtiff's readers and of DNG 1.7. */
const jpegXl: readonly number[] = [50002, 52546];

/** A strip or tile that is such a file, as it stays; `undefined` for all other data. */
export function* cleanFilePart(
  { plan, input }: TiffWalk,
  compression: number,
  range: ByteRange,
  path: string,
): Scan<DataPart | undefined> {
  let made: PlanBuilder | undefined;
  if (compression === WEBP) made = yield* planInside(webpPlanner, input, [range], path);
  else if (jpeg2000.includes(compression) && (yield* beginsCodestream(range.start, range.end)))
    made = yield* planCodestream(range, path);
  else if ([...jpeg2000, ...jpegXl].includes(compression) && (yield* isBoxFile(range)))
    made = yield* planBoxFile(input, range, path);
  if (!made) return undefined;
  plan.imageData.push(...made.imageData);
  for (const list of ['removed', 'kept', 'changed'] as const) plan[list].push(...made[list]);
  return { pieces: made.pieces, length: totalLength(made.pieces) };
}
