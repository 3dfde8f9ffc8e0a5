// Walks a HEIF file: its boxes, the items of its meta box, and the metadata blocks among them.

import { need, runIn, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { MetadataError } from '../../errors.js';
import { type Box, readBoxes } from '../../structures/isobmff/read.js';
import type { BlockRef, Context, Layout, Picture } from '../../types.js';
import { LayoutOfParts, LazyLayout } from '../lazy-layout.js';
import type { KnownData } from '../plan.js';
import { boxBlocks, itemBlocks, profileBlocks } from './blocks.js';
import { heifType } from './brands.js';
import { type ExifItem, findExifItem, isAside } from './exif-item.js';
import { readMeta } from './meta.js';
import type { HeifFile, HeifMeta } from './model.js';
import { codedRanges } from './picture.js';

/**
 * Reads the structure of a HEIF file. Throws MetadataError `malformed` where it has no file type box.
 * `outermost` is told of the boxes of the file itself.
 */
export function* readHeif(context: Context, outermost: Context = context): Scan<HeifFile> {
  const view = yield { start: 0, end: 4096 };
  const boxes = yield* readBoxes(view, 0, context.size ?? Number.MAX_SAFE_INTEGER, outermost, 'heif', true);
  const first = boxes[0];
  if (first?.type !== 'ftyp')
    throw new MetadataError('malformed', 'no file type box', { offset: 0, path: 'heif' });
  const [majorBrand = '', , ...compatibleBrands] = yield* readBrands(view, first, context);
  const metaBox = boxes.find(({ type }) => type === 'meta');
  const meta = metaBox && (yield* readMeta(view, metaBox, context, 'heif/meta'));
  return { majorBrand, compatibleBrands, boxes, ...(meta && { meta }) };
}

/** The four-character codes of the file type box: major brand, minor version, compatible brands. */
function* readBrands(from: View, box: Box, context: Context): Scan<string[]> {
  const last = Math.min(box.end, box.body + 4 * context.limits.items);
  const view = yield* need(from, box.body, last);
  return codesIn(view, box.body, last);
}

function codesIn(view: View, start: number, end: number): string[] {
  const codes: string[] = [];
  for (let at = start; at + 4 <= Math.min(end, view.end); at += 4) codes.push(view.fourcc(at));
  return codes;
}

/** Finds the metadata of a HEIF file; coded pictures are never read. Of one in memory, most when it is asked for. */
export function* scanHeif(context: Context): Scan<Layout> {
  const { held } = context;
  const item = held ? findExifItem(held.view.bytes) : 'unsure';
  if (!held || item === 'unsure') return yield* scanWhole(context);
  held.leading = item === 'none' ? [] : [exifRef(item, isAside(held.view.bytes, item))];
  const isLong = held.view.u32(0) === 1;
  const [majorBrand = '', , ...compatibleBrands] = codesIn(
    held.view,
    isLong ? 16 : 8,
    Math.min(isLong ? held.view.u64(8) : held.view.u32(0), 4 * context.limits.items),
  );
  return new LazyLayout(heifType(majorBrand, compatibleBrands), () => runIn(scanWhole(context), held.view));
}

function exifRef({ id, start, end }: ExifItem, aside: boolean): BlockRef {
  const path = `heif/meta/item ${id}`;
  const ref: BlockRef = { kind: 'exif', ranges: [{ start, end }], path, label: 'Exif', host: 'heif' };
  return aside ? { ...ref, aside } : ref;
}

/** What a scan read of a file, and whether there was nothing wrong in it. */
export interface ScannedHeif {
  readonly file: HeifFile;
  readonly isSound: boolean;
}

/** What the scan of a file has read of it. */
export function scannedHeif({ readings }: KnownData): ScannedHeif | undefined {
  // What stands there was put there by `scanWhole`.
  return readings.get(scanWhole) as ScannedHeif | undefined;
}

function* scanWhole(context: Context): Scan<Layout> {
  let isSound = true;
  const warn: Context['warn'] = (...warning) => {
    isSound = false;
    context.warn(...warning);
  };
  const file = yield* readHeif({ ...context, warn });
  const view = yield { start: 0, end: 4096 };
  const blocks: BlockRef[] = context.only ? [] : yield* boxBlocks(view, file.boxes, context);
  let picture: Picture = {};
  if (file.meta) blocks.push(...(yield* itemBlocks(view, file.meta, context)));
  if (file.meta && !context.only) {
    blocks.push(...(yield* profileBlocks(view, file.meta)));
    picture = yield* pictureSize(view, file.meta);
  }
  const fileType = heifType(file.majorBrand, file.compatibleBrands);
  const scanned: ScannedHeif = { file, isSound };
  const readings = new Map([[scanWhole, scanned]]);
  return new LayoutOfParts({ fileType, picture, blocks, readings }, () =>
    file.meta ? codedRanges(file.meta) : [],
  );
}

/** Size of the primary item, by the last `ispe` property that is its own or nobody's. */
function* pictureSize(from: View, meta: HeifMeta): Scan<Picture> {
  const users = propertyUsers(meta);
  let picture: Picture = {};
  for (const [i, box] of meta.properties.entries()) {
    if (box.type !== 'ispe' || box.end < box.body + 12 || users[i + 1] === others) continue;
    const end = box.body + 12;
    const view = from.has(box.body, end) ? from : yield { start: box.body, end };
    if (view.end < end || view.u32(box.body) !== 0) continue;
    picture = { width: view.u32(box.body + 4), height: view.u32(box.body + 8) };
  }
  return picture;
}

const others = 1;
const primary = 2;

/** Who has each property, by its number from 1: nobody (0), only other items, or the primary item. */
function propertyUsers(meta: HeifMeta): Uint8Array {
  const users = new Uint8Array(meta.properties.length + 1);
  for (const { id, properties } of meta.items) {
    const user = id === meta.primaryId ? primary : others;
    for (const property of properties)
      if (property < users.length && users[property] !== primary) users[property] = user;
  }
  return users;
}
