// What lies behind the picture of a JPEG: other pictures, videos, XMP, and the trailers of programs and phones.

import { trailer } from '../../blocks/trailer/index.js';
import type { Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { editBoxes } from './boxes.js';
import { fill, PartDraft, runOn } from './draft.js';
import { deeper, type Job, noteChanged, noteRemoved, type Part, refuseBlock } from './job.js';
import { type EditedJpeg, editPicture } from './jpeg.js';
import type { EditNested } from './tiff.js';

const windowBytes = 1 << 20;
/** The first window: often something else follows right behind what was found. */
const firstWindowBytes = 4096;
/** Pictures, videos and other parts behind a picture: far more than any file has. */
const maxParts = 1000;
/** Bytes of the longest sign that something starts, and what stands before it. */
const signBytes = 16;

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Name of the block with milliseconds since 1970, in digits, of Samsung's trailer. */
const samsungTime = 'Image_UTC_Data';

/** Signs by which parts are found; `before` bytes of the part stand in front. */
const signs: readonly { readonly kind: string; readonly bytes: Uint8Array; readonly before: number }[] = [
  { kind: 'jpeg', bytes: Uint8Array.of(0xff, 0xd8, 0xff), before: 0 },
  { kind: 'video', bytes: latin('ftyp'), before: 4 },
  { kind: 'zip', bytes: latin('PK\x03\x04'), before: 0 },
  { kind: 'xmp', bytes: latin('<x:xmpmeta'), before: 0 },
  { kind: 'time', bytes: latin(samsungTime), before: 0 },
];

/** Edits a JPEG that fills the part, with all that lies behind the picture. */
export function* editJpeg(job: Job, part: Part, editNested: EditNested): Scan<EditedJpeg | undefined> {
  const edited = yield* editPicture(job, part, editNested);
  if (edited && edited.end < part.draft.length) yield* editTail(job, part, edited.end, editNested);
  return edited;
}

/**
 * Edits what lies behind `from`. Parts that are known are edited like files of their own; the rest stays. Throws
 * `not-writable` for an archive, which can hold anything in a form that does not show it.
 */
export function* editTail(job: Job, part: Part, from: number, editNested: EditNested): Scan<void> {
  const end = part.draft.length;
  yield* editTrailers(job, part, from, editNested);
  if (job.selection.thumbnail) yield* editFotoStation(job, part, from);
  let at = from;
  for (let count = 0; at < end; count++) {
    if (count > maxParts) refuseBlock('too much behind the picture', part, at);
    const found = yield* nextSign(part, at, end);
    if (!found) return;
    at = Math.max(at, found.at);
    at = Math.max(at + 1, yield* editFound(job, part, found.kind, at, editNested));
  }
}

/** IPTC, XMP and EXIF in the trailers that the reader knows. */
function* editTrailers(job: Job, part: Part, from: number, editNested: EditNested): Scan<void> {
  const { draft } = part;
  const context = { ...job.context, size: draft.length, warn: () => {} };
  const ref = {
    kind: 'trailer' as const,
    ranges: [{ start: from, end: draft.length }],
    path: `${part.path}/trailer`,
  };
  const loaded = yield* runOn(draft, trailer.load([ref], context));
  for (const { kind, ranges, bytes, path } of loaded.nested ?? []) {
    if (bytes) refuseBlock('a block in a trailer cannot be changed in place', part, from, path);
    yield* editNested(job, kind, deeper(job, part, new PartDraft(draft, ranges), path));
  }
}

const fotoStationSign = [0xa1, 0xb2, 0xc3, 0xd4];
const fotoStationFooter = 10;
/** Record types of a thumbnail and of a preview. */
const fotoStationPictures: readonly number[] = [3, 4];

/** Empties the records of pictures among FotoStation's, which lie one before the other up to the end of the file. */
function* editFotoStation(job: Job, part: Part, from: number): Scan<void> {
  const { draft } = part;
  for (let end = draft.length; end - fotoStationFooter >= from; ) {
    const at = end - fotoStationFooter;
    const footer = yield* draft.read(at, end);
    if (!fotoStationSign.every((byte, i) => footer[6 + i] === byte)) return;
    const view = new View(footer);
    const start = end - view.u32(2);
    if (start > at || start < from) return;
    if (fotoStationPictures.includes(view.u16(0))) {
      fill(draft, start, at);
      draft.write(at, Uint8Array.of(0, 0));
      noteRemoved(job, part, 'thumbnail', `${part.path}/trailer/FotoStation`, start, at);
    }
    end = start;
  }
}

interface Sign {
  readonly kind: string;
  readonly at: number;
}

function* nextSign(part: Part, from: number, end: number): Scan<Sign | undefined> {
  let length = firstWindowBytes / 2;
  for (let start = from; start < end; start += length) {
    length = Math.min(2 * length, windowBytes);
    const bytes = yield* part.draft.read(start, Math.min(end, start + length + signBytes));
    let first: Sign | undefined;
    for (const { kind, bytes: sign, before } of signs) {
      const index = find(bytes, sign);
      const at = start + index - before;
      if (index >= 0 && at >= from && (!first || at < first.at)) first = { kind, at };
    }
    if (first) return first;
  }
  return undefined;
}

function find(bytes: Uint8Array, sign: Uint8Array): number {
  for (let at = bytes.indexOf(sign[0]!); at >= 0; at = bytes.indexOf(sign[0]!, at + 1)) {
    if (sign.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

/** Edits what was found at `at`, and says where it ends; `at` where it is nothing of that kind. */
function* editFound(job: Job, part: Part, kind: string, at: number, editNested: EditNested): Scan<number> {
  const { draft } = part;
  const end = draft.length;
  const path = `${part.path}/trailer/${kind}`;
  if (kind === 'zip') refuseBlock('an archive behind the picture cannot be looked into', part, at, path);
  if (kind === 'time') return yield* editSamsungTime(job, part, at + samsungTime.length, path);
  if (kind === 'video')
    return yield* editBoxes(job, { ...part, path }, at, end, 'as far as they fit', editNested);
  if (kind === 'jpeg') {
    const nested = deeper(job, part, new PartDraft(draft, [{ start: at, end }]), path);
    const picture = yield* editPicture(job, nested, editNested);
    return picture ? at + picture.end : at;
  }
  const length = yield* packetLength(part, at, Math.min(end, at + job.context.limits.blockBytes));
  if (length === undefined) return at;
  const range = { start: at, end: at + length };
  yield* editNested(job, 'xmp', deeper(job, part, new PartDraft(draft, [range]), path));
  return range.end;
}

/** Sets the digits to zero, and says where they end. */
function* editSamsungTime(job: Job, part: Part, start: number, path: string): Scan<number> {
  const bytes = yield* part.draft.read(start, Math.min(part.draft.length, start + 20));
  const after = bytes.findIndex((byte) => byte < 0x30 || byte > 0x39);
  const end = start + (after < 0 ? bytes.length : after);
  if (!job.selection.dates || bytes.subarray(0, end - start).every((byte) => byte === 0x30)) return end;
  fill(part.draft, start, end, 0x30);
  noteChanged(job, part, 'trailer', path, [start, end], 'time set to zero');
  return end;
}

const packetEnd = latin('</x:xmpmeta>');

function* packetLength(part: Part, start: number, end: number): Scan<number | undefined> {
  for (let at = start; at < end; at += windowBytes) {
    const index = find(yield* part.draft.read(at, Math.min(end, at + windowBytes + signBytes)), packetEnd);
    if (index >= 0) return at - start + index + packetEnd.length;
  }
  return undefined;
}
