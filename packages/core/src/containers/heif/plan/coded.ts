// Coded items and samples of a HEIF file without what an encoder says in them beside the picture.
import { totalLength } from '../../../bytes/pieces.js';
import type { ByteRange, Scan } from '../../../bytes/scan.js';
import { PlanBuilder, type PlanEntry, type PlanInput, refuse } from '../../plan.js';
import type { HeifItem } from '../model.js';
import { isCoded } from '../picture.js';
import { MediaData } from './data.js';
import type { HeifPicture, PictureItem } from './picture.js';
import type { SampleChunk, SampleSizes } from './samples.js';
import { type Coding, cleanUnits, codingOf, UnitWalk } from './units.js';

/** Coded items as they stay. */
export interface CodedItems {
  readonly picture: HeifPicture;
  /** Items of which a part is new bytes, by their id. */
  readonly fresh: ReadonlyMap<number, PlanBuilder>;
  readonly removed: readonly PlanEntry[];
  /** Those whose bytes are not looked into. */
  readonly kept: readonly PlanEntry[];
}

/** The kind of what goes from coded data. */
const messageKind = 'encoder';
/** Why coded data of a form that is not walked stays. */
export const notWalked = 'its data is of a form that is not looked into: it may hold other bytes';

/** The items of a picture, of those that are coded just the units that are decoded. */
export function* cleanCodedItems({ context, known }: PlanInput, picture: HeifPicture): Scan<CodedItems> {
  const walked = known.size > 0 && new MediaData([...known].map(([start, end]) => ({ start, end })));
  const items: PictureItem[] = [];
  const fresh = new Map<number, PlanBuilder>();
  const removed: PlanEntry[] = [];
  const kept: PlanEntry[] = [];
  const walk = new UnitWalk(context.limits, 'heif/meta');
  for (const each of picture.items) {
    const path = `heif/meta/item ${each.item.id}`;
    const isWalked = walked && each.ranges.every((range) => walked.covers(range));
    const coding = isWalked ? undefined : codingOf(each.item.type, boxesOf(each, picture));
    if (!coding && isUnwalked(each.item))
      kept.push({ kind: 'picture', path, ranges: each.ranges, why: notWalked });
    const clean = coding && (yield* cleanUnits(coding, each.ranges, walk.at(path)));
    if (!clean || clean.gone.length === 0) {
      items.push(each);
      continue;
    }
    if (clean.pieces.length === 0)
      refuse('malformed', 'no coded picture in an item', clean.gone[0]!.start, path);
    removed.push({ kind: messageKind, path, ranges: clean.gone });
    const ranges = clean.pieces.filter((piece): piece is ByteRange => !(piece instanceof Uint8Array));
    if (ranges.length < clean.pieces.length) {
      const plan = new PlanBuilder();
      plan.append(clean.pieces);
      plan.imageData.push(...ranges);
      fresh.set(each.item.id, plan);
    }
    // Sizes of layers count from the item's start, over what goes.
    const properties = each.properties.filter(
      ({ index }) => picture.meta.properties[index - 1]?.type !== 'a1lx',
    );
    items.push({ ...each, ranges, properties });
  }
  if (removed.length === 0) return { picture, fresh, removed, kept };
  const used = new Set(items.flatMap(({ properties }) => properties.map(({ index }) => index)));
  const properties = new Map([...picture.properties].filter(([index]) => used.has(index)));
  return { picture: { ...picture, items, properties }, fresh, removed, kept };
}

function* boxesOf({ properties: own }: PictureItem, { properties }: HeifPicture): Generator<Uint8Array> {
  for (const { index } of own) {
    const box = properties.get(index);
    if (box) yield box;
  }
}

/** Whether an item is coded, in a way that nothing here follows. */
function isUnwalked(item: HeifItem): boolean {
  return isCoded(item) && item.type !== 'jpeg' && !codingOf(item.type, []);
}

/** The samples of a track as they stay. */
export interface CleanSamples {
  /** What stays of each chunk. */
  readonly chunks: readonly (readonly ByteRange[])[];
  /** The new sizes of the samples; `undefined` where nothing goes. */
  readonly sizes: readonly number[] | undefined;
  readonly removed: readonly PlanEntry[];
}

/** The samples of chunks, of those that are coded just the units that are decoded. */
export function* cleanSamples(
  coding: Coding | undefined,
  chunks: readonly SampleChunk[],
  stated: SampleSizes,
  walk: UnitWalk,
): Scan<CleanSamples> {
  const whole = { chunks: chunks.map((chunk) => [chunk]), sizes: undefined, removed: [] };
  if (!coding) return whole;
  const staying: ByteRange[][] = [];
  const sizes: number[] = [];
  const gone: ByteRange[] = [];
  for (const chunk of chunks) {
    const ranges: ByteRange[] = [];
    let { start } = chunk;
    for (let i = 0; i < chunk.samples; i++) {
      walk.count();
      const end = start + stated.next(1);
      const clean = yield* cleanUnits(coding, [{ start, end }], walk);
      sizes.push(totalLength(clean.pieces));
      gone.push(...clean.gone);
      for (const piece of clean.pieces) {
        if (piece instanceof Uint8Array)
          refuse('not-writable', 'a sample whose messages cannot be taken apart', start, walk.path);
        ranges.push(piece);
      }
      start = end;
    }
    staying.push(ranges);
  }
  if (gone.length === 0) return whole;
  return { chunks: staying, sizes, removed: [{ kind: messageKind, path: walk.path, ranges: gone }] };
}
