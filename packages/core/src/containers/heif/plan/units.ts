// Coded pictures without what an encoder says beside them: walks the units of HEVC, AVC, VVC, EVC and AV1 data, and
// the segments of JPEG 2000.

import { type Piece, scanPieces, totalLength } from '../../../bytes/pieces.js';
import type { ByteRange, Scan } from '../../../bytes/scan.js';
import type { View } from '../../../bytes/view.js';
import { MetadataError } from '../../../errors.js';
import type { Limits } from '../../../limits.js';
import { be32, concat } from '../../../structures/isobmff/write.js';
import { codestreamEdits, type Edit } from '../../jpeg2000/codestream.js';
import { refuse } from '../../plan.js';
import { cut } from '../ranges.js';
import { cleanMessages } from '../sei.js';

/** How coded data is cut into units. */
export interface Coding {
  readonly units: Units | 'AV1' | 'JPEG 2000';
  /** Bytes of the length before each unit. */
  readonly lengthBytes: number;
}

/** What all walks of one file share: how many units may be looked at, and where the data belongs. */
export class UnitWalk {
  readonly limits: Limits;
  readonly path: string;
  readonly #left: { units: number };

  constructor(limits: Limits, path: string, left: { units: number } = { units: 32 * limits.values }) {
    this.limits = limits;
    this.path = path;
    this.#left = left;
  }

  /** The same count for other data. */
  at(path: string): UnitWalk {
    return new UnitWalk(this.limits, path, this.#left);
  }

  count(): void {
    if (--this.#left.units < 0) refuse('limit-exceeded', 'too many units of coded data', 0, this.path);
  }
}

/** Coded data as it stays: stretches of the source, and new bytes; and what goes. */
export interface CleanUnits {
  readonly pieces: readonly Piece[];
  readonly gone: readonly ByteRange[];
}

/** The data of `ranges` without what goes. Throws where its units do not fit. */
export function* cleanUnits(coding: Coding, ranges: readonly ByteRange[], walk: UnitWalk): Scan<CleanUnits> {
  const [only] = ranges;
  // Offsets count in the file where the data lies in one piece, else in the pieces joined.
  const base = only && ranges.length === 1 ? only.start : 0;
  const end = base + totalLength(ranges);
  const find = findEdits(coding, base, end, walk);
  const edits = ranges.length === 1 ? yield* find : yield* joined(find, ranges);
  if (edits.length === 0) return { pieces: ranges, gone: [] };
  const part = (from: number, to: number): ByteRange[] => cut(ranges, from - base, to - base);
  const pieces: Piece[] = [];
  let at = base;
  for (const edit of edits) {
    pieces.push(...part(at, edit.start), ...(edit.bytes ? [edit.bytes] : []));
    at = edit.end;
  }
  pieces.push(...part(at, end));
  return { pieces, gone: edits.flatMap((edit) => part(edit.start, edit.end)) };
}

function findEdits({ units, lengthBytes }: Coding, start: number, end: number, walk: UnitWalk): Scan<Edit[]> {
  if (units === 'AV1') return openUnits(start, end, walk);
  if (units === 'JPEG 2000') return codestreamEdits(start, end, walk.path);
  return lengthUnits(units, lengthBytes, start, end, walk);
}

/** Runs a walk over joined ranges; the offset of an error is that in the file. */
function* joined(walk: Scan<Edit[]>, ranges: readonly ByteRange[]): Scan<Edit[]> {
  try {
    return yield* scanPieces(walk, ranges);
  } catch (error) {
    if (!(error instanceof MetadataError) || error.offset === undefined) throw error;
    const { code, message, offset, path = 'heif' } = error;
    return refuse(code, message, cut(ranges, offset, offset + 1)[0]?.start ?? 0, path);
  }
}

/** The units of a coding by their kinds (HEVC table 7-1, AVC table 7-1, VVC table 5, EVC table 4). */
export interface Units {
  readonly headBytes: 1 | 2;
  /** From the first two bytes of a unit. */
  readonly typeOf: (head: number) => number;
  /** Slices, parameter sets, ends of sequences: all that is decoded. */
  readonly picture: ReadonlySet<number>;
  readonly messages: ReadonlySet<number>;
  /** The configuration, and where in its box the length of lengths stands, which bits. */
  readonly configuration: readonly (readonly [type: string, at: number, shift: number])[];
}

const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, i) => i);

export const hevc: Units = {
  headBytes: 2,
  typeOf: (head) => (head >> 9) & 63,
  picture: new Set([...upTo(34), 36, 37]),
  messages: new Set([39, 40]),
  configuration: [
    ['hvcC', 29, 0],
    ['lhvC', 12, 0],
  ],
};
export const avc: Units = {
  headBytes: 1,
  typeOf: (head) => (head >> 8) & 31,
  picture: new Set([1, 2, 3, 4, 5, 7, 8, 10, 11, 13, 14, 15, 19, 20, 21]),
  messages: new Set([6]),
  configuration: [['avcC', 12, 0]],
};
export const vvc: Units = {
  headBytes: 2,
  typeOf: (head) => (head >> 3) & 31,
  picture: new Set([...upTo(19), 21, 22]),
  messages: new Set([23, 24]),
  configuration: [['vvcC', 12, 1]],
};
export const evc: Units = {
  headBytes: 2,
  typeOf: (head) => ((head >> 9) & 63) - 1,
  picture: new Set(upTo(26)),
  messages: new Set([28]),
  configuration: [['evcC', 24, 0]],
};

/** Codings of items and of samples by their types. */
const codings: ReadonlyMap<string, Units> = new Map(
  Object.entries({
    ...{ hvc1: hevc, hev1: hevc, lhv1: hevc, hvt1: hevc, avc1: avc, avc3: avc },
    ...{ vvc1: vvc, vvi1: vvc, evc1: evc },
  }),
);

/** How data of an item or of samples of this type is walked, given its boxes; `undefined` where it is not. */
export function codingOf(type: string, boxes: Iterable<Uint8Array>): Coding | undefined {
  if (type === 'av01') return { units: 'AV1', lengthBytes: 0 };
  if (type === 'j2k1' || type === 'j2ki') return { units: 'JPEG 2000', lengthBytes: 0 };
  const units = codings.get(type);
  if (!units) return undefined;
  for (const bytes of boxes) {
    const place = units.configuration.find(([box]) => isBox(bytes, box));
    const byte = place && bytes[place[1]];
    if (place && byte !== undefined) return { units, lengthBytes: ((byte >> place[2]) & 3) + 1 };
  }
  return { units, lengthBytes: 4 };
}

function isBox(bytes: Uint8Array, type: string): boolean {
  for (let i = 0; i < 4; i++) if (bytes[4 + i] !== type.charCodeAt(i)) return false;
  return true;
}

/** Units behind their lengths (ISO/IEC 14496-15, 4.3.3): those that say nothing that is decoded go. */
function* lengthUnits(
  units: Units,
  lengthBytes: number,
  from: number,
  last: number,
  walk: UnitWalk,
): Scan<Edit[]> {
  const { headBytes, typeOf, picture, messages } = units;
  const edits: Edit[] = [];
  let view: View | undefined;
  let at = from;
  while (at + lengthBytes <= last) {
    walk.count();
    view = yield* bytesAt(view, at, Math.min(last, at + lengthBytes + 2), walk);
    const start = at + lengthBytes;
    const end = start + numberAt(view, at, lengthBytes);
    if (end > last) refuse('malformed', 'a unit is longer than its picture', at, walk.path);
    const head =
      end - start < headBytes
        ? undefined
        : (view.u8(start) << 8) | (end - start > 1 ? view.u8(start + 1) : 0);
    const type = head === undefined ? -1 : typeOf(head);
    if (messages.has(type)) {
      if (end - start > walk.limits.blockBytes)
        refuse('limit-exceeded', 'a unit of messages is too large', at, walk.path);
      view = yield* bytesAt(view, start, end, walk);
      const unit = view.slice(start, end);
      const clean = cleanMessages(unit, headBytes);
      if (!clean) edits.push({ start: at, end });
      else if (clean !== unit) {
        const prefix = be32(clean.length).slice(4 - lengthBytes);
        edits.push({ start: at, end, bytes: concat([prefix, clean]) });
      }
    } else if (!picture.has(type)) edits.push({ start: at, end });
    at = end;
  }
  if (at < last) edits.push({ start: at, end: last });
  return edits;
}

/** A view that holds the bytes. Throws where the file ends before. */
function* bytesAt(view: View | undefined, start: number, end: number, { path }: UnitWalk): Scan<View> {
  const found = view?.has(start, end) ? view : yield { start, end };
  if (!found.has(start, end)) refuse('truncated', 'picture data is cut off', start, path);
  return found;
}

function numberAt(view: View, at: number, bytes: number): number {
  let value = 0;
  for (let i = 0; i < bytes; i++) value = value * 256 + view.u8(at + i);
  return value;
}

/** AV1 open bitstream units (AV1 6.2.2): sequence header, delimiter, and those of frames. */
const SEQUENCE_HEADER = 1;
const METADATA = 5;
const frameUnits: ReadonlySet<number> = new Set([3, 4, 6, 7, 8]);
const otherUnits: ReadonlySet<number> = new Set([SEQUENCE_HEADER, 2]);
/** Metadata of light levels (6.7.1), and the bytes of each with its type and trailing bits. */
const metadata: ReadonlyMap<number, number> = new Map([
  [1, 6],
  [2, 26],
]);
const maxHeadBytes = 10;

/** Units of AV1 (AV1 5.3): what is no frame goes. What cannot be walked behind one is not decoded either. */
function* openUnits(from: number, last: number, walk: UnitWalk): Scan<Edit[]> {
  const edits: Edit[] = [];
  let view: View | undefined;
  let frames = 0;
  for (let at = from; at < last; ) {
    walk.count();
    view = yield* bytesAt(view, at, Math.min(last, at + maxHeadBytes), walk);
    const unit = openUnit(view, at, last);
    if (!unit) {
      if (frames === 0) refuse('malformed', 'a unit of AV1 that does not fit', at, walk.path);
      edits.push({ start: at, end: last });
      break;
    }
    const { type, start, end } = unit;
    if (frameUnits.has(type)) frames++;
    else if (type === METADATA) {
      view = yield* bytesAt(view, start, Math.min(end, start + 1), walk);
      if (!isMetadataKept(start < end ? view.u8(start) : 0, end - start)) edits.push({ start: at, end });
    } else if (!otherUnits.has(type)) edits.push({ start: at, end });
    at = end;
  }
  return edits;
}

/** Whether metadata of this type and length, type and trailing bits with it, stays. */
function isMetadataKept(type: number, bytes: number): boolean {
  return bytes <= (metadata.get(type) ?? -1);
}

interface OpenUnit {
  readonly type: number;
  /** Of its payload. */
  readonly start: number;
  readonly end: number;
}

/** The unit at `at`; `undefined` where it is none. */
function openUnit(view: View, at: number, length: number): OpenUnit | undefined {
  const header = view.u8(at);
  const type = (header >> 3) & 15;
  let start = at + (header & 4 ? 2 : 1);
  if (header & 0x80 || start > length) return undefined;
  if ((header & 2) === 0) return { type, start, end: length };
  let size = 0;
  for (let i = 0; i < 8; i++) {
    if (start >= length) return undefined;
    const byte = view.u8(start++);
    size += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return start + size <= length ? { type, start, end: start + size } : undefined;
  }
  return undefined;
}
