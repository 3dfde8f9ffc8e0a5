// The structure of a HEIF file to be written: its boxes, and what they say of its items, each read once for planning and
// for telling what shows the picture.

import { need, type Scan } from '../../../bytes/scan.js';
import type { View } from '../../../bytes/view.js';
import type { Limits } from '../../../limits.js';
import type { Context } from '../../../types.js';
import { type PlanInput, readOnce, refuse } from '../../plan.js';
import type { HeifFile, HeifMeta } from '../model.js';
import { cut } from '../ranges.js';
import { readHeif, scannedHeif } from '../scan.js';
import { type Association, readEssential, wholeBox } from './boxes.js';
import { type DerivedHead, derivedTypes, headBytes } from './extents.js';

/** The structure of a file to be written: what a reader lets pass is refused. */
export function* readStrictly({
  context,
  known,
}: Pick<PlanInput, 'context'> & Partial<PlanInput>): Scan<HeifFile> {
  const scanned = known && scannedHeif(known);
  if (scanned?.isSound) return scanned.file;
  const strict: Context = {
    ...context,
    warn: (code, message, offset, path) =>
      refuse(code === 'unknown' ? 'malformed' : code, message, offset, path),
  };
  // What is wrong with a box of the file itself may lie behind the picture: `checkBoxes` looks at those that matter.
  const outermost: Context = {
    ...context,
    warn(code, message, offset, path) {
      if (code === 'limit-exceeded') refuse(code, message, offset, path);
    },
  };
  return yield* readHeif(strict, outermost);
}

/** What the boxes say of the items beside their places. */
export interface Description {
  /** Holds the properties. */
  readonly view: View;
  readonly associations: ReadonlyMap<number, readonly Association[]>;
  /** The first bytes of the descriptions of derived pictures, by item id. */
  readonly heads: ReadonlyMap<number, DerivedHead>;
}

/** What a meta box says. Throws where it is damaged. */
export function* readDescription(meta: HeifMeta, limits: Limits): Scan<Description> {
  const path = 'heif/meta';
  const container = meta.children.find(({ type }) => type === 'iprp');
  const view = yield* wholeBox(container ?? { ...meta.box, end: meta.box.body }, limits, path);
  const associations = readEssential(view, meta.associationBoxes, limits, `${path}/iprp/ipma`);
  return { view, associations, heads: yield* readHeads(meta) };
}

/** The same of the file of an input, whose meta box is read. */
export function* readOwnDescription(input: Pick<PlanInput, 'context' | 'known'>): Scan<Description> {
  const { meta } = yield* readOnce(input, readStrictly);
  if (!meta) return refuse('malformed', 'no meta box', 0, 'heif');
  return yield* readDescription(meta, input.context.limits);
}

function* readHeads(meta: HeifMeta): Scan<Map<number, DerivedHead>> {
  const heads = new Map<number, DerivedHead>();
  const sources = new Map(meta.references.map(({ type, from, to }) => [`${type} ${from}`, to.length]));
  let view: View = yield { start: meta.box.start, end: meta.box.body };
  for (const item of meta.items) {
    if (!derivedTypes.has(item.type)) continue;
    const bytes: number[] = [];
    for (const { start, end } of cut(item.ranges, 0, headBytes)) {
      view = yield* need(view, start, end);
      bytes.push(...view.slice(start, end));
    }
    heads.set(item.id, { bytes: Uint8Array.from(bytes), sources: sources.get(`dimg ${item.id}`) ?? 0 });
  }
  return heads;
}
