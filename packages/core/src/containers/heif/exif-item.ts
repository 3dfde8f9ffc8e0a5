// The quick way to a HEIF file's Exif item, of bytes in memory: no boxes, items or texts are made.
import type { ByteRange } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { isHeif } from './brands.js';

const META = 0x6d657461;
const IINF = 0x69696e66;
const ILOC = 0x696c6f63;
const INFE = 0x696e6665;
const EXIF = 0x45786966;
const PITM = 0x7069746d;
const IREF = 0x69726566;
const CDSC = 0x63647363;
/** More boxes or items than this take the walk with all its limits. */
const maxCount = 2000;

/** The TIFF structure of an Exif item. */
export interface ExifItem extends ByteRange {
  readonly id: number;
  /** Where the `meta` box begins that tells of it. */
  readonly meta: number;
}

/**
 * Where the TIFF structure of the file's one Exif item lies; `none` where the file has no such item, `unsure` where
 * it is no HEIF file or not laid out as most are: the walk over all boxes says more.
 */
export function findExifItem(bytes: Uint8Array): ExifItem | 'none' | 'unsure' {
  if (!isHeif(new View(bytes.subarray(0, 64)))) return 'unsure';
  const file: Bytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const meta = findBox(file, 0, file.byteLength, META);
  if (meta < 0) return 'unsure';
  const end = meta + file.getUint32(meta);
  const info = findBox(file, meta + 12, end, IINF);
  if (info < 0) return 'unsure';
  const id = exifId(file, info);
  if (typeof id === 'string') return id;
  const location = findBox(file, meta + 12, end, ILOC);
  const at = location < 0 ? -1 : placeOf(file, location, id);
  const range = at < 0 ? undefined : tiffIn(file, itemRange(file, location, at));
  return range ? { start: range.start, end: range.end, id, meta } : 'unsure';
}

type Bytes = DataView<ArrayBufferLike>;

/** The first box of this type in `[start, end)` that is whole, -1 where there is none. */
function findBox(file: Bytes, start: number, end: number, type: number, least = 16): number {
  for (let at = start, count = 0; at + 8 <= end && count < maxCount; count++) {
    const size = file.getUint32(at);
    if (file.getUint32(at + 4) === type) return size >= least && at + size <= end ? at : -1;
    if (size === 1 && at + 16 <= end)
      at += Math.max(16, file.getUint32(at + 8) * 4_294_967_296 + file.getUint32(at + 12));
    else if (size >= 8) at += size;
    else return -1;
  }
  return -1;
}

/** The id of the one item of type `Exif` (ISO/IEC 14496-12, 8.11.6). */
function exifId(file: Bytes, box: number): number | 'none' | 'unsure' {
  const end = box + file.getUint32(box);
  let found: number | undefined;
  let at = box + (file.getUint8(box + 8) === 0 ? 14 : 16);
  for (let count = 0; at + 8 <= end; count++) {
    const size = file.getUint32(at);
    const version = file.getUint8(at + 8);
    if (size < 20 || at + size > end || count >= maxCount) return 'unsure';
    if (file.getUint32(at + 4) !== INFE || version < 2 || version > 3) return 'unsure';
    const wide = version === 3 ? 2 : 0;
    const id = wide ? file.getUint32(at + 12) : file.getUint16(at + 12);
    if (file.getUint32(at + 16 + wide) === EXIF) {
      const isProtected = file.getUint16(at + 14 + wide) !== 0;
      if (found !== undefined || isProtected) return 'unsure';
      found = id;
    } else if (id === found) return 'unsure';
    at += size;
  }
  return at === end ? (found ?? 'none') : 'unsure';
}

/** Where the entry of an item in `iloc` (8.11.3) goes on behind its id; -1 where it is not told once, or oddly. */
function placeOf(file: Bytes, box: number, id: number): number {
  const { version, bases, extent, first, count, end } = tableOf(file, box);
  if (version > 2 || count > maxCount) return -1;
  const idBytes = version === 2 ? 4 : 2;
  const fixed = (version === 0 ? 2 : 4) + bases;
  let found = -1;
  let at = first;
  for (let i = 0; i < count; i++) {
    const after = at + idBytes + fixed + 2;
    if (after > end) return -1;
    if ((idBytes === 4 ? file.getUint32(at) : file.getUint16(at)) === id) {
      if (found >= 0) return -1;
      found = at + idBytes;
    }
    at = after + file.getUint16(after - 2) * extent;
  }
  return at <= end ? found : -1;
}

/** The layout of an `iloc` box: sizes in bytes. */
function tableOf(file: Bytes, box: number) {
  const version = file.getUint8(box + 8);
  const sizes = file.getUint16(box + 12);
  const indices = version === 0 ? 0 : sizes & 15;
  const bases = (sizes >> 4) & 15;
  const offsets = sizes >> 12;
  const lengths = (sizes >> 8) & 15;
  const first = box + (version === 2 ? 18 : 16);
  const end = box + file.getUint32(box);
  const count = first > end ? 0 : version === 2 ? file.getUint32(box + 14) : file.getUint16(box + 14);
  return {
    version,
    indices,
    bases,
    offsets,
    lengths,
    extent: indices + offsets + lengths,
    first,
    count,
    end,
  };
}

/** The bytes of an item of one piece in this file; `undefined` where it is another. */
function itemRange(file: Bytes, box: number, place: number): ByteRange | undefined {
  const { version, indices, bases, offsets, lengths } = tableOf(file, box);
  const at = place + (version === 0 ? 0 : 2);
  const isInFile = (version === 0 || (file.getUint16(place) & 15) === 0) && file.getUint16(at) === 0;
  if (!isInFile || file.getUint16(at + 2 + bases) !== 1) return undefined;
  const extent = at + 4 + bases + indices;
  const start = sized(file, at + 2, bases) + sized(file, extent, offsets);
  const length = sized(file, extent + offsets, lengths);
  return length > 0 ? { start, end: Math.min(file.byteLength, start + length) } : undefined;
}

/** A number of 0, 4 or 8 bytes; NaN of any other size. */
function sized(file: Bytes, at: number, size: number): number {
  if (size === 0) return 0;
  if (size === 4) return file.getUint32(at);
  return size === 8 ? file.getUint32(at) * 4_294_967_296 + file.getUint32(at + 4) : Number.NaN;
}

/** The part of an Exif item behind `exif_tiff_header_offset` (ISO/IEC 23008-12, A.2.1), as most writers state it. */
function tiffIn(file: Bytes, item: ByteRange | undefined): ByteRange | undefined {
  if (!item || !(item.start + 14 <= item.end)) return undefined;
  const start = item.start + 4 + file.getUint32(item.start);
  if (start + 8 > item.end) return undefined;
  const order = file.getUint16(start);
  return order === 0x4949 || order === 0x4d4d ? { start, end: item.end } : undefined;
}

/** Whether an item describes pictures (`cdsc`, ISO/IEC 14496-12, 8.11.12), and none of them is the primary one. */
export function isAside(bytes: Uint8Array, { id, meta }: ExifItem): boolean {
  const file: Bytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = meta + 12;
  const end = meta + file.getUint32(meta);
  const primary = findBox(file, start, end, PITM, 14);
  const references = findBox(file, start, end, IREF);
  if (primary < 0 || references < 0) return false;
  const primaryId =
    file.getUint32(primary) < 16 || file.getUint8(primary + 8) === 0
      ? file.getUint16(primary + 12)
      : file.getUint32(primary + 12);
  const size = file.getUint8(references + 8) === 0 ? 2 : 4;
  const idAt = (at: number): number => (size === 2 ? file.getUint16(at) : file.getUint32(at));
  let isDescribing = false;
  const last = references + file.getUint32(references);
  for (let at = references + 12; at + 8 <= last; at += Math.max(8, file.getUint32(at))) {
    const first = at + 8 + size + 2;
    const stop = Math.min(last, at + file.getUint32(at));
    if (file.getUint32(at + 4) !== CDSC || first > stop || idAt(at + 8) !== id) continue;
    isDescribing = true;
    const count = Math.min(file.getUint16(first - 2), Math.floor((stop - first) / size));
    for (let i = 0; i < count; i++) if (idAt(first + i * size) === primaryId) return false;
  }
  return isDescribing;
}
