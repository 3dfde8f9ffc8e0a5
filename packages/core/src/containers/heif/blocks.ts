// The metadata blocks of a HEIF file: of its boxes, of its items and of its item properties.

import { blockView } from '../../bytes/block-view.js';
import { inflate } from '../../bytes/inflate.js';
import { type ByteRange, need, type Scan } from '../../bytes/scan.js';
import { toHex } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { type Box, printable } from '../../structures/isobmff/read.js';
import type { BlockKind, BlockRef, Context } from '../../types.js';
import type { HeifItem, HeifMeta } from './model.js';
import { cut } from './ranges.js';

/** Boxes of the file that the block `quicktime` reads; of `mdat` and `mpvd` only the place. */
const ownBoxes: ReadonlySet<string> = new Set(['ftyp', 'meta', 'moov', 'moof', 'mdat', 'mpvd']);

const xmpId = 'be7acfcb97a942e89c71999491e3afac';
const c2paId = 'd8fec3d61b0e483c92975828877ec481';
/** Version, flags, `manifest` with its null, and the place of the box with the Merkle trees. */
const c2paHeader = 16 + 4 + 9 + 8;

/** One block for each box of the file that holds metadata; the bytes of an own box are its body. */
export function* boxBlocks(
  view: View,
  boxes: readonly Box[],
  context: Context,
  format = 'heif',
): Scan<BlockRef[]> {
  const blocks: BlockRef[] = [];
  for (const { type, body, end: stated } of boxes) {
    const end = type === 'mdat' ? stated : Math.min(stated, context.size ?? stated);
    const path = `${format}/${printable(type)}`;
    if (ownBoxes.has(type) && end < Number.MAX_SAFE_INTEGER) {
      blocks.push({ kind: 'heif', label: type, ranges: [{ start: body, end }], path });
    } else if (type === 'uuid') {
      const head = yield* need(view, body, Math.min(end, body + c2paHeader));
      const id = toHex(head.slice(body, Math.min(end, body + 16)));
      if (id === xmpId) blocks.push({ kind: 'xmp', ranges: [{ start: body + 16, end }], path });
      const manifest = head.slice(body + 20, Math.min(end, body + 29));
      if (id === c2paId && String.fromCharCode(...manifest) === 'manifest\0')
        blocks.push({ kind: 'jumbf', ranges: [{ start: Math.min(end, body + c2paHeader), end }], path });
    }
  }
  return blocks;
}

/** What items hold, by their content type or type. */
const itemKinds: ReadonlyMap<string, BlockKind> = new Map<string, BlockKind>([
  ['Exif', 'exif'],
  ['application/rdf+xml', 'xmp'],
  ['application/c2pa', 'jumbf'],
  ['jpeg', 'heif'],
]);

/** One block for each item that holds metadata, by ascending item id. */
export function* itemBlocks(view: View, meta: HeifMeta, context: Context): Scan<BlockRef[]> {
  const blocks: BlockRef[] = [];
  for (const item of meta.items) {
    const what = item.contentType || item.type;
    const kind = itemKinds.get(what);
    if (!kind) continue;
    const path = `heif/meta/item ${item.id}`;
    const aside = describesAnother(item, meta) && { aside: true };
    const deflated = kind === 'xmp' && item.contentEncoding === 'deflate';
    const unread = whyUnread(item, deflated);
    if (unread) {
      context.warn(
        'unknown',
        `${what} item is not read: ${unread}`,
        item.infe?.start ?? meta.box.start,
        path,
      );
      continue;
    }
    if (deflated) {
      blocks.push(yield* inflated({ kind, ranges: item.ranges, path, label: what, ...aside }, context));
      continue;
    }
    const ranges = kind === 'exif' ? yield* tiffRanges(view, item.ranges, context, path) : item.ranges;
    if (ranges.length > 0) blocks.push({ kind, ranges, path, label: what, host: 'heif', ...aside });
  }
  return blocks;
}

/** Whether metadata describes pictures (`cdsc`), and none of them is the primary one. */
function describesAnother({ id }: HeifItem, { references, primaryId }: HeifMeta): boolean {
  if (primaryId === undefined) return false;
  const described = references.filter(({ type, from }) => type === 'cdsc' && from === id);
  return described.length > 0 && !described.some(({ to }) => to.includes(primaryId));
}

function whyUnread(item: HeifItem, deflated: boolean): string | undefined {
  if (item.protectionIndex !== 0) return 'it is protected';
  if (item.contentEncoding && !deflated) return `it is encoded (${printable(item.contentEncoding)})`;
  return item.ranges.length === 0 ? 'it has no bytes in this file' : undefined;
}

/** The block with the bytes that its zlib stream holds. */
function* inflated(ref: BlockRef, context: Context): Scan<BlockRef> {
  const { view, start, end } = yield* blockView(ref, context);
  const { bytes, end: how } = inflate(view.slice(start, end), context.limits.inflatedBytes);
  if (how !== 'complete')
    context.warn(
      how === 'limited' ? 'limit-exceeded' : 'malformed',
      `compressed item is ${how}`,
      start,
      ref.path,
    );
  return { ...ref, bytes };
}

/** The TIFF bytes of an Exif item: those after `exif_tiff_header_offset` (ISO/IEC 23008-12, A.2.1). */
function* tiffRanges(
  from: View,
  ranges: readonly ByteRange[],
  context: Context,
  path: string,
): Scan<readonly ByteRange[]> {
  const at = ranges[0]!.start;
  const head = yield* peek(from, ranges, 0, 10);
  const text = String.fromCharCode(...head);
  if (isTiff(text)) return ranges;
  if (text.startsWith('Exif\0\0')) return cut(ranges, 6, Number.MAX_SAFE_INTEGER);
  if (head.length < 4) return [];
  const skip = 4 + (((head[0]! << 24) | (head[1]! << 16) | (head[2]! << 8) | head[3]!) >>> 0);
  const tiff = cut(ranges, skip, Number.MAX_SAFE_INTEGER);
  if (tiff.length === 0) context.warn('malformed', 'Exif item ends before its TIFF header', at, path);
  else if (String.fromCharCode(...(yield* peek(from, tiff, 0, 6))) === 'Exif\0\0')
    return cut(tiff, 6, Number.MAX_SAFE_INTEGER);
  return tiff;
}

function isTiff(text: string): boolean {
  return text.startsWith('MM\0*') || text.startsWith('II*\0');
}

/** The bytes `[start, end)` of joined ranges, or what there is of them. */
function* peek(from: View, ranges: readonly ByteRange[], start: number, end: number): Scan<number[]> {
  const bytes: number[] = [];
  for (const part of cut(ranges, start, end)) {
    const view = yield* need(from, part.start, part.end);
    for (const byte of view.slice(part.start, part.end)) bytes.push(byte);
  }
  return bytes;
}

/** The ICC profiles among the item properties (`colr` of type `prof` or `rICC`), each once. */
export function* profileBlocks(from: View, meta: HeifMeta): Scan<BlockRef[]> {
  const blocks: BlockRef[] = [];
  for (const { type, body, end } of meta.properties) {
    if (type !== 'colr' || end < body + 4) continue;
    const view = from.has(body, body + 4) ? from : yield { start: body, end: body + 4 };
    if (view.end < body + 4) break;
    const kind = view.fourcc(body);
    if ((kind === 'prof' || kind === 'rICC') && end > body + 4)
      blocks.push({
        kind: 'icc',
        ranges: [{ start: body + 4, end }],
        path: 'heif/meta/iprp/ipco/colr',
        label: kind,
      });
  }
  return blocks;
}
