// The metadata items of a cleaned HEIF file: what was asked to stay of EXIF, a new packet of XMP, and C2PA manifests.
import { join } from '../../../bytes/block-view.js';
import type { ByteRange } from '../../../bytes/scan.js';
import { runSync, type Scan } from '../../../bytes/scan.js';
import { ORIENTATION } from '../../../structures/tiff/ids.js';
import { type ChosenExif, chooseExif, type KeptTags } from '../../../structures/tiff/keep.js';
import { xmpPacket } from '../../../structures/xmp/packet.js';
import { thumbnailMaker, warnAt } from '../../jpeg/picture.js';
import { type PlanBuilder, type PlanInput, standsAt, xmpAnew } from '../../plan.js';
import { isManifest } from '../items.js';
import type { HeifItem, HeifMeta } from '../model.js';

/** A metadata item to write; EXIF and XMP describe the primary picture. */
export interface TextItem {
  readonly id: number;
  readonly kind: 'exif' | 'xmp' | 'c2pa';
  readonly bytes: Uint8Array;
  /** The item that it is written for, where there was one. */
  readonly from: HeifItem | undefined;
  /** Whether that has just these bytes. */
  readonly same: boolean;
}

const xmpType = 'application/rdf+xml';

/** The metadata items that stay beside the items of `kept`, behind whose ids theirs follow. */
export function* textItems(input: PlanInput, meta: HeifMeta, kept: ReadonlySet<number>): Scan<TextItem[]> {
  const items: TextItem[] = [];
  const firstId = Math.max(...kept) + 1;
  const exif = yield* exifBytes(input, meta);
  if (exif) items.push(yield* textItem(firstId, 'exif', exif, meta));
  const text = input.stated?.xmp;
  if (text) items.push(yield* textItem(firstId + items.length, 'xmp', xmpPacket(text), meta));
  for (const from of input.rules.c2pa ? meta.items.filter(isManifest) : []) {
    const bytes = yield* bytesOf(from.ranges, input.context.limits.blockBytes);
    const isPlain = from.protectionIndex === 0 && from.contentEncoding === '';
    if (isPlain && bytes.length > 0)
      items.push({ id: firstId + items.length, kind: 'c2pa', bytes, from, same: true });
  }
  return items;
}

function* textItem(id: number, kind: 'exif' | 'xmp', bytes: Uint8Array, meta: HeifMeta): Scan<TextItem> {
  const from = meta.items.find((item) => isOf(item, kind));
  const [range, ...more] = from?.ranges ?? [];
  const fits = range && more.length === 0 && range.end - range.start === bytes.length;
  return { id, kind, bytes, from, same: fits === true && (yield* standsAt(bytes, range.start)) };
}

function isOf({ type, contentType }: HeifItem, kind: 'exif' | 'xmp'): boolean {
  return kind === 'exif' ? type === 'Exif' : contentType === xmpType;
}

/** What stays of the first EXIF item that has something to stay; turning is the container's to tell (23008-12, H). */
function* exifBytes(input: PlanInput, { items }: HeifMeta): Scan<Uint8Array | undefined> {
  const { rules, stated, context } = input;
  const kept: KeptTags = {
    ifd0: new Set([...rules.exif.ifd0].filter((id) => id !== ORIENTATION)),
    exifIfd: rules.exif.exifIfd,
    colour: false,
    stated: stated?.exif ?? [],
    warn: warnAt(input, 'heif/meta/Exif'),
    thumbnail: thumbnailMaker(input, 'heif/meta/Exif/IFD1'),
  };
  if (kept.ifd0.size + kept.exifIfd.size === 0 && !kept.thumbnail) return undefined;
  let alone: ChosenExif | undefined;
  for (const item of items) {
    if (!isOf(item, 'exif') || item.protectionIndex !== 0) continue;
    const bytes = yield* bytesOf(item.ranges, context.limits.blockBytes);
    const found = runSync(chooseExif([tiffRange(bytes)], kept), bytes);
    if (found && found.from >= 0) return withOffset(found.bytes);
    alone ??= found;
  }
  alone ??= yield* chooseExif([], kept);
  return alone && withOffset(alone.bytes);
}

/** Before the TIFF header stands how far behind it begins (ISO/IEC 23008-12, A.2.1). */
function withOffset(block: Uint8Array): Uint8Array {
  return join([new Uint8Array(4), block]);
}

function tiffRange(item: Uint8Array): ByteRange {
  const offset = item.length < 4 ? 0 : new DataView(item.buffer, item.byteOffset).getUint32(0);
  return { start: 4 + offset < item.length ? 4 + offset : Math.min(4, item.length), end: item.length };
}

/** The bytes of an item that is not too large; else none. */
function* bytesOf(ranges: readonly ByteRange[], most: number): Scan<Uint8Array> {
  if (ranges.reduce((sum, { start, end }) => sum + end - start, 0) > most) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  for (const { start, end } of ranges) {
    const view = yield { start, end };
    parts.push(view.slice(start, Math.min(end, view.end)));
  }
  return join(parts);
}

/** Tells of the items; those that were there before are no longer told as removed. */
export function reportTexts(plan: PlanBuilder, items: readonly TextItem[]): void {
  for (const { kind, from, same } of items) {
    const path = `heif/meta/item${from ? ` ${from.id}` : ''}`;
    const ranges = from?.ranges ?? [];
    const told = from ? plan.removed.findIndex((entry) => entry.kind === kind && entry.path === path) : -1;
    if (told >= 0) plan.removed.splice(told, 1);
    if (same) plan.kept.push({ kind, path, ranges, why: 'asked for' });
    else
      plan.changed.push({
        kind,
        path,
        ranges,
        why: kind === 'xmp' ? xmpAnew : 'reduced to the tags that stay',
      });
  }
}
