// Cleans JPEG streams that stand in another container: whole pictures, strips and tiles that lack their tables, tables alone.
import { type ByteRange, endingAt, type Scan } from '../../bytes/scan.js';
import { codedEnd } from '../../structures/jpeg/coded-end.js';
import { KnownData, PlanBuilder, type PlanInput } from '../plan.js';
import { pictureAlone, writeStream } from './picture.js';
import { walkSegments } from './walk.js';

/**
 * The stream in a range without its metadata and what follows its end, reported in `parent`; `closed` tells whether it
 * has an end mark. `tables`: it need not hold a picture. Throws where it is damaged before its coded data ends.
 */
export function* cleanStream(
  parent: PlanBuilder,
  input: PlanInput,
  { start, end }: ByteRange,
  path: string,
  tables = false,
): Scan<{ readonly plan: PlanBuilder; readonly closed: boolean }> {
  const plan = new PlanBuilder(parent);
  const { rules, context } = input;
  // Nothing is taken as known: streams may share their bytes and end at different places.
  const inside = { context, known: new KnownData(), rules: { ...pictureAlone(rules), colour: rules.colour } };
  const walk = yield* endingAt(walkSegments(inside, start, path, tables), end);
  yield* endingAt(writeStream(plan, inside, walk), end);
  plan.remove('trailer', `${path}/trailer`, walk.end, end);
  return { plan, closed: walk.closed };
}

/** Where coded data without a header ends: behind an end mark, or at `end` where it has none. */
export function* codedDataEnd({ start, end }: ByteRange): Scan<number> {
  return yield* endingAt(findEnd(), end);

  function* findEnd(): Scan<number> {
    const view = yield { start, end: start + 2 };
    const at = yield* codedEnd(view, start);
    const marker = yield { start: at, end: at + 2 };
    return marker.has(at, at + 2) && marker.u16(at) === 0xffd9 ? at + 2 : end;
  }
}
