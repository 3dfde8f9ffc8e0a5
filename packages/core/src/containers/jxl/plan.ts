// Rewrites a JPEG XL file without its metadata: the codestream stays as it is, of the boxes what shows it.
import { isSameBytes } from '../../bytes/same-bytes.js';
import { runSync, type Scan } from '../../bytes/scan.js';
import { type Box, printable } from '../../structures/isobmff/read.js';
import { be32, box, fourCc } from '../../structures/isobmff/write.js';
import { ORIENTATION } from '../../structures/tiff/ids.js';
import { type ChosenExif, chooseExif } from '../../structures/tiff/keep.js';
import { xmpPacket } from '../../structures/xmp/packet.js';
import { thumbnailMaker, warnAt } from '../jpeg/picture.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner, readOnce, refuse } from '../plan.js';
import { blockIn, blockKindOf, innerType, isCodestreamBox, jxlBox, Unpacker } from './boxes.js';
import { jxlEdit } from './edit.js';
import { jxlPut } from './put.js';
import { jxlRendering } from './rendering.js';
import { boxesOf } from './structure.js';

/** The JPEG XL planner (ISO/IEC 18181-2). */
export const jxlPlanner: Planner<'jxl'> = {
  name: 'jxl',
  mimeType: 'image/jxl',
  plan: planJxl,
  edit: jxlEdit,
  put: jxlPut,
  rendering: jxlRendering,
};

/** All that a file type box is to say. */
const fileType = box('ftyp', fourCc('jxl '), be32(0), fourCc('jxl '));
const signatureBytes = 12;
/** A level has one byte. */
const levelBytes = 9;

const whyPicture = 'coded data, with its profile and orientation: where they end cannot be told';

function* planJxl(input: PlanInput): Scan<Plan> {
  const plan = new PlanBuilder();
  const boxes = yield* readOnce(input, boxesOf);
  if (!boxes) {
    const { size } = input.context;
    if (size === undefined) refuse('not-writable', 'a codestream of unknown length', 0, 'jxl');
    plan.copyImage(0, size);
    plan.kept.push({ kind: 'picture', path: 'jxl', ranges: [{ start: 0, end: size }], why: whyPicture });
    return plan;
  }
  const found = yield* blocksOf(boxes);
  const exif = yield* exifOf(found, input);
  const xmp = input.stated?.xmp ? jxlBox('xmp', xmpPacket(input.stated.xmp)) : undefined;
  const oldXmp = xmp && found.find(({ kind }) => kind === 'xmp');
  const first = boxes.find(isCodestreamBox)?.start;
  for (const each of boxes) {
    if (each.start === first) {
      if (exif && !exif.from) yield* plan.rewriteExif('jxl/Exif', first, first, exif.bytes, 'XMP');
      if (xmp && !oldXmp) yield* plan.rewriteXmp('jxl/xml', first, first, xmp);
    }
    const { start, end } = each;
    if (exif && exif.from === each) yield* plan.rewriteExif('jxl/Exif', start, end, exif.bytes, 'XMP');
    else if (xmp && oldXmp?.box === each) yield* plan.rewriteXmp('jxl/xml', start, end, xmp);
    else yield* writeBox(plan, each, found, input);
  }
  plan.remove('gap', 'jxl', boxes.at(-1)!.end, input.context.size ?? 0);
  return plan;
}

/** A box that holds metadata, packed or not. */
interface FoundBlock {
  readonly box: Box;
  readonly kind: string;
}

function* blocksOf(boxes: readonly Box[]): Scan<FoundBlock[]> {
  const found: FoundBlock[] = [];
  let view = yield { start: 0, end: 64 };
  for (const each of boxes) {
    if (each.type === 'brob') view = yield { start: each.body, end: each.body + 4 };
    const kind = blockKindOf(yield* innerType(view, each));
    if (kind) found.push({ box: each, kind });
  }
  return found;
}

function* writeBox(
  plan: PlanBuilder,
  each: Box,
  found: readonly FoundBlock[],
  { rules }: PlanInput,
): Scan<void> {
  const { type, start, body, end } = each;
  const path = `jxl/${printable(type)}`;
  const kind = found.find((one) => one.box === each)?.kind;
  if (isCodestreamBox(each)) {
    plan.copyImage(start, end);
    plan.kept.push({ kind: 'picture', path, ranges: [{ start, end }], why: whyPicture });
  } else if (type === 'JXL ' && end === signatureBytes) plan.copy(start, end);
  else if (type === 'ftyp') {
    const view = yield { start, end: start + fileType.length };
    const isPlain = isSameBytes(view.slice(start, end), fileType);
    if (isPlain) plan.copy(start, end);
    else plan.change('box', path, start, end, [fileType], 'reduced to what its format names');
  } else if (type === 'jxll') {
    const view = yield { start: body, end: body + 1 };
    if (end - start === levelBytes) plan.copy(start, end);
    else plan.change('box', path, start, end, [box(type, view.slice(body, body + 1))], 'cut to the level');
  } else if (kind === 'jumbf' && rules.c2pa) {
    plan.copy(start, end);
    plan.kept.push({ kind: 'c2pa', path, ranges: [{ start, end }], why: 'asked for' });
  } else plan.remove(kind === 'jumbf' ? 'c2pa' : (kind ?? 'box'), path, start, end);
}

interface NewExif {
  /** The box it is made of, where that is EXIF. */
  readonly from: Box | undefined;
  readonly bytes: Uint8Array;
}

/** What stays of the first EXIF, with what other blocks state. How the picture is turned its codestream says. */
function* exifOf(found: readonly FoundBlock[], input: PlanInput): Scan<NewExif | undefined> {
  const { rules, stated, context } = input;
  const kept = {
    ifd0: new Set([...rules.exif.ifd0].filter((id) => id !== ORIENTATION)),
    exifIfd: rules.exif.exifIfd,
    colour: false,
    stated: stated?.exif ?? [],
    thumbnail: thumbnailMaker(input, 'jxl/Exif/IFD1'),
    warn: warnAt(input, 'jxl/Exif'),
  };
  const unpacker = new Unpacker(context);
  const view = yield { start: 0, end: 64 };
  let chosen: ChosenExif | undefined;
  for (const { box: each, kind } of found) {
    if (kind !== 'exif') continue;
    const ref = yield* blockIn(view, each, unpacker, context);
    if (!ref) continue;
    chosen = ref.bytes
      ? runSync(chooseExif([{ start: 0, end: ref.bytes.length }], kept), ref.bytes)
      : yield* chooseExif(ref.ranges, kept);
    if (chosen && chosen.from >= 0) return { from: each, bytes: jxlBox('exif', chosen.bytes) };
  }
  chosen ??= yield* chooseExif([], kept);
  return chosen && { from: undefined, bytes: jxlBox('exif', chosen.bytes) };
}
