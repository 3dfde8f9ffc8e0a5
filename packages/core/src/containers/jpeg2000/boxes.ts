// Files of boxes around a codestream (JP2, ISO/IEC 15444-1, annex I; JPEG XL, ISO/IEC 18181-2): just what decoding needs.
import { totalLength } from '../../bytes/pieces.js';
import type { ByteRange, Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { Limits } from '../../limits.js';
import { type Box, printable, readBoxes } from '../../structures/isobmff/read.js';
import { box, boxHeader } from '../../structures/isobmff/write.js';
import { bodyOf, boxesIn, wholeBox } from '../heif/plan/boxes.js';
import { PlanBuilder, type PlanInput, type Rules, refuse, strict } from '../plan.js';
import { codestreamEdits } from './codestream.js';

const signatures: readonly string[] = ['jP  ', 'JXL '];
const signatureBytes = 12;
/** Boxes that stay as they are: signatures, file types, and the codestreams of JPEG XL with their level. */
const kept: ReadonlySet<string> = new Set([...signatures, 'ftyp', 'jxll', 'jxlc', 'jxlp']);
/** Those of a JP2 header that say how samples are shown (I.5.3). */
const headerBoxes: ReadonlySet<string> = new Set(['ihdr', 'bpcc', 'colr', 'pclr', 'cmap', 'cdef']);

/** Why coded data stays whose end its form does not tell. */
export const noEnd = 'where its coded data ends cannot be told: it may hold other bytes';

/** What choosing the boxes of a header needs to know. */
interface HeaderRules {
  readonly rules: Pick<Rules, 'colour'>;
  readonly limits: Limits;
  readonly path: string;
}

/** Whether such a file fills the range. */
export function* isBoxFile({ start, end }: ByteRange): Scan<boolean> {
  if (end - start < signatureBytes) return false;
  const view = yield { start, end: start + signatureBytes };
  return view.has(start, start + signatureBytes) && signatures.includes(view.fourcc(start + 4));
}

/** The boxes of a JP2 header that stay: profiles where the rules keep them. */
export function headerBoxesIn(view: View, { body, end }: Box, { rules, limits, path }: HeaderRules): Box[] {
  const isNumbered = (child: Box): boolean => child.type !== 'colr' || bodyOf(view, child, path, 3)[0] === 1;
  return boxesIn(view, body, end, limits, path).filter(
    (child) => headerBoxes.has(child.type) && (rules.colour || isNumbered(child)),
  );
}

/** Plans the file in the range. */
export function* planBoxFile(
  { rules, context }: PlanInput,
  range: ByteRange,
  path: string,
): Scan<PlanBuilder> {
  const plan = new PlanBuilder();
  const size = { ...strict(context), size: range.end };
  const first = yield { start: range.start, end: range.start + signatureBytes };
  const boxes = yield* readBoxes(first, range.start, range.end, size, path, true);
  if (!boxes.some(({ type }) => /^(jp2c|jxl[cp])$/.test(type)))
    refuse('malformed', 'a picture file without a codestream', range.start, path);
  for (const each of boxes) {
    const { type, start, end } = each;
    const place = `${path}/${printable(type)}`;
    if (type === 'jp2h') {
      const view = yield* wholeBox(each, context.limits, path);
      const children = headerBoxesIn(view, each, { rules, limits: context.limits, path: place });
      const parts = children.map((child) => view.slice(child.start, child.end));
      if (children.reduce((sum, child) => sum + child.end - child.start, 0) === end - each.body)
        plan.copy(start, end);
      else plan.change('box', place, start, end, [box(type, ...parts)], 'reduced to what its format names');
    } else if (type === 'jp2c') yield* planCodestreamBox(plan, each, place);
    else if (!kept.has(type)) plan.remove('box', place, start, end);
    else if (type === 'jxlc' || type === 'jxlp') {
      plan.copyImage(start, end);
      plan.kept.push({ kind: 'picture', path: place, ranges: [{ start, end }], why: noEnd });
    } else plan.copy(start, end);
  }
  plan.remove('gap', path, boxes.at(-1)?.end ?? range.end, range.end);
  return plan;
}

function* planCodestreamBox(plan: PlanBuilder, { start, body, end }: Box, path: string): Scan<void> {
  const inside = yield* planCodestream({ start: body, end }, path);
  const length = totalLength(inside.pieces);
  if (length === end - body) plan.copy(start, body);
  else plan.insert(boxHeader('jp2c', length));
  plan.append(inside.pieces);
  plan.imageData.push(...inside.imageData);
  plan.removed.push(...inside.removed);
}

/** Plans a codestream that fills the range. */
export function* planCodestream({ start, end }: ByteRange, path: string): Scan<PlanBuilder> {
  const plan = new PlanBuilder();
  let at = start;
  for (const edit of yield* codestreamEdits(start, end, path)) {
    plan.copyImage(at, edit.start);
    if (edit.bytes) plan.insert(edit.bytes);
    else plan.remove('encoder', path, edit.start, edit.end);
    at = edit.end;
  }
  plan.copyImage(at, end);
  return plan;
}
