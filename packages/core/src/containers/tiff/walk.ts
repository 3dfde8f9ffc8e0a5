// Walks the directories of a TIFF for rewriting: what is known of the file, and the strict reading of entries.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { DOUBLE, FLOAT, fieldSize, RATIONAL, SHORT, SRATIONAL } from '../../structures/tiff/field.js';
import { JPEG_TABLES } from '../../structures/tiff/ids.js';
import {
  type RawEntry,
  type RawIfd,
  rawValue,
  readRawIfd,
  type TiffShape,
} from '../../structures/tiff/strict.js';
import { isNumeric } from '../../structures/tiff/value.js';
import { type PlanBuilder, type PlanInput, refuse } from '../plan.js';
import { dataTags, jpegTableTags, pixelTags } from './kept-tags.js';

/** What is known of the whole file while its directories are walked. */
export interface TiffWalk {
  readonly input: PlanInput;
  readonly shape: TiffShape;
  readonly plan: PlanBuilder;
  /** Whether the file is a DNG, of which raw developers need more: its first directory says so to them. */
  dng: boolean;
  readonly visited: Set<number>;
  /** Whether small copies of the picture are a camera's previews, not part of a pyramid. */
  previews: boolean;
  /** Entries that may still be read: directories can overlap. */
  entriesLeft: number;
  /** Strips and tiles that may yet be copied. */
  partsLeft: number;
  /** Bytes of coded data that may still be looked through: data can overlap. */
  codedLeft: number;
  /** Cleaned data by its range in the source. */
  readonly cleaned: Map<string, DataPart>;
}

/** Coded data as it is to be written. */
export interface DataPart {
  readonly pieces: readonly (Uint8Array | ByteRange)[];
  readonly length: number;
}

/** Types of fractions. */
const fractions: ReadonlySet<number> = new Set([RATIONAL, SRATIONAL, FLOAT, DOUBLE]);
/** As many as readers follow. */
const maxDirectories = 65_535;

/**
 * Reads a directory; `undefined`, with a warning, where it was read before. Throws where it cannot be read, or the
 * value of a tag that the pixels depend on.
 */
export function* readUnread(walk: TiffWalk, offset: number, path: string): Scan<RawIfd | undefined> {
  const { shape, input, visited } = walk;
  const { limits, warn } = input.context;
  if (visited.has(offset)) {
    warn('malformed', 'a link leads back to a directory that was read before', shape.base + offset, path);
    return undefined;
  }
  visited.add(offset);
  if (visited.size > maxDirectories)
    refuse('limit-exceeded', `more than ${maxDirectories} directories`, offset, path);
  if (walk.entriesLeft <= 0) refuse('limit-exceeded', 'too many entries', offset, path);
  const allowed = Math.min(limits.ifdEntries, walk.entriesLeft);
  const ifd = yield* readRawIfd(shape, offset, allowed, {
    lost(id, at) {
      const place = `${path}/${hex(id)}`;
      if (pixelTags.has(id)) refuse('malformed', 'a value that lies outside the file', at, place);
      warn('malformed', 'an entry whose value cannot be read is removed', at, place);
    },
  });
  const wrong = ifd.entries.find(
    ({ id, type }) => pixelTags.has(id) && id !== JPEG_TABLES && !isNumeric(type),
  );
  if (wrong) refuse('malformed', 'a number that is stored as text', wrong.start, `${path}/${hex(wrong.id)}`);
  walk.entriesLeft -= ifd.entries.length;
  return ifd;
}

export function hex(id: number): string {
  return `0x${id.toString(16).padStart(4, '0')}`;
}

export function find(ifd: RawIfd, id: number): RawEntry | undefined {
  return ifd.entries.find((entry) => entry.id === id);
}

/** Whether a tag points to picture data or says how long it is. */
export function isData(id: number): boolean {
  return dataTags.some((pair) => pair.includes(id)) || jpegTableTags.includes(id);
}

/** Whether what lies there begins with a JPEG's first marker. */
export function* beginsAsJpeg(start: number, end: number): Scan<boolean> {
  const view = yield { start, end: Math.min(end, start + 2) };
  return end - start >= 2 && view.has(start, start + 2) && view.u16(start) === 0xffd8;
}

export function* boundedValue({ input }: TiffWalk, entry: RawEntry, path: string): Scan<Uint8Array> {
  if (entry.length > input.context.limits.blockBytes) {
    refuse('limit-exceeded', 'a value that is too long', entry.start, `${path}/${hex(entry.id)}`);
  }
  return yield* rawValue(entry);
}

/** The whole numbers of an entry. */
export function* numbers(walk: TiffWalk, entry: RawEntry, path: string): Scan<number[]> {
  const { littleEndian } = walk.shape;
  const bytes = yield* boundedValue(walk, entry, path);
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = fieldSize(entry.type);
  if (fractions.has(entry.type)) refuseType(entry, path);
  return Array.from({ length: entry.count }, (_, i) => {
    if (size === 1) return data.getUint8(i);
    if (entry.type === SHORT) return data.getUint16(i * 2, littleEndian);
    if (size === 4) return data.getUint32(i * 4, littleEndian);
    if (size !== 8) refuseType(entry, path);
    const high = data.getUint32(i * 8 + (littleEndian ? 4 : 0), littleEndian);
    return high * 4294967296 + data.getUint32(i * 8 + (littleEndian ? 0 : 4), littleEndian);
  });
}

function refuseType({ id, start }: RawEntry, path: string): never {
  return refuse('malformed', 'whole numbers of a wrong type', start, `${path}/${hex(id)}`);
}
