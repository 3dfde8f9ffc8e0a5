// What stays of an EXIF block: a new one with just the tags that the rules name.
import { joinPieces } from '../bytes/pieces.js';
import type { Scan } from '../bytes/scan.js';
import { MetadataError } from '../errors.js';
import { SHORT } from './field.js';
import { type RawEntry, type RawIfd, rawValue, readRawIfd, readTiffShape, type TiffShape } from './strict.js';
import { type NewEntry, writeTiff } from './write.js';

/** Tags that stay, by directory. */
export interface KeptTags {
  readonly ifd0: ReadonlySet<number>;
  readonly exifIfd: ReadonlySet<number>;
  /** Keep what says that colours are not sRGB's. */
  readonly colour: boolean;
}

const ORIENTATION = 0x0112;
const EXIF_IFD = 0x8769;
const INTEROP_IFD = 0xa005;
const COLOR_SPACE = 0xa001;
const GAMMA = 0xa500;
const INTEROP_INDEX = 0x0001;
const entriesAllowed = 4096;
const longestValue = 65_536;

/**
 * A new EXIF block (from its TIFF header on) with the kept tags of the one in `[start, end)`; `undefined` where
 * none of them is in it, or it is too damaged to tell. An orientation of 1 counts as none.
 */
export function* keptExif(start: number, end: number, kept: KeptTags): Scan<Uint8Array | undefined> {
  try {
    return yield* rewriteExif(start, end, kept);
  } catch (error) {
    if (error instanceof MetadataError && error.code !== 'source-failed' && error.code !== 'aborted')
      return undefined;
    throw error;
  }
}

function* rewriteExif(start: number, end: number, kept: KeptTags): Scan<Uint8Array | undefined> {
  const shape = yield* readTiffShape(start, end);
  const ifd0 = yield* readRawIfd(shape, shape.first, entriesAllowed);
  const entries = yield* keptEntries(shape, ifd0, (id) => kept.ifd0.has(id));
  const exif = kept.colour || kept.exifIfd.size > 0 ? yield* childIfd(shape, ifd0, EXIF_IFD) : undefined;
  if (exif) {
    const colour = kept.colour ? yield* colourEntries(shape, exif) : [];
    const plain = yield* keptEntries(shape, exif, (id) => kept.exifIfd.has(id));
    const inside = [...colour, ...plain];
    if (inside.length > 0)
      entries.push({ id: EXIF_IFD, type: 0, value: { directories: [{ entries: inside }] } });
  }
  if (entries.length === 0) return undefined;
  const { littleEndian, big } = shape;
  return joinPieces(writeTiff({ littleEndian, big, pages: [{ entries }] }).pieces, new Uint8Array(0));
}

/** The directory that an entry points to, where it is readable. */
export function* childIfd(shape: TiffShape, ifd: RawIfd, id: number): Scan<RawIfd | undefined> {
  const entry = ifd.entries.find((candidate) => candidate.id === id);
  const offset = entry ? yield* firstNumber(shape, entry) : undefined;
  if (!offset) return undefined;
  try {
    return yield* readRawIfd(shape, offset, entriesAllowed);
  } catch (error) {
    if (error instanceof MetadataError && error.code === 'malformed') return undefined;
    throw error;
  }
}

/** The first value of an entry, where it is a whole number of 1, 2 or 4 bytes. */
export function* firstNumber(shape: TiffShape, entry: RawEntry): Scan<number | undefined> {
  const { type, count, start } = entry;
  if (count < 1 || (type !== SHORT && type !== 1 && type !== 4 && type !== 13)) return undefined;
  const view = yield { start, end: start + entry.length };
  if (!view.has(start, start + entry.length)) return undefined;
  if (type === 1) return view.u8(start);
  return type === SHORT ? view.u16(start, shape.littleEndian) : view.u32(start, shape.littleEndian);
}

/** Copies of the wanted entries. */
export function* keptEntries(
  shape: TiffShape,
  ifd: RawIfd,
  wanted: (id: number) => boolean,
): Scan<NewEntry[]> {
  const entries: NewEntry[] = [];
  for (const entry of ifd.entries) {
    if (!wanted(entry.id) || entry.length > longestValue || entries.some(({ id }) => id === entry.id))
      continue;
    if (entry.id === ORIENTATION) {
      const orientation = yield* firstNumber(shape, entry);
      if (entry.count !== 1 || orientation === undefined || orientation < 2 || orientation > 8) continue;
    }
    entries.push({ id: entry.id, type: entry.type, value: yield* rawValue(entry) });
  }
  return entries;
}

/** ColorSpace, Gamma and the interoperability index where they say Adobe RGB (Exif 3.0 4.6.6; DCF 2.0 "R03"). */
function* colourEntries(shape: TiffShape, exif: RawIfd): Scan<NewEntry[]> {
  const space = exif.entries.find(({ id }) => id === COLOR_SPACE);
  const stated = space ? yield* firstNumber(shape, space) : undefined;
  const interop = yield* childIfd(shape, exif, INTEROP_IFD);
  const index = interop?.entries.find(({ id, length }) => id === INTEROP_INDEX && length <= 4);
  const value = index ? yield* rawValue(index) : undefined;
  const adobe = value?.length === 4 && value[0] === 0x52 && value[1] === 0x30 && value[2] === 0x33;
  if (stated !== 2 && !adobe) return [];
  const entries = yield* keptEntries(shape, exif, (id) => id === COLOR_SPACE || id === GAMMA);
  if (adobe && index && value) {
    const entry = { id: INTEROP_INDEX, type: index.type, value };
    entries.push({ id: INTEROP_IFD, type: 0, value: { directories: [{ entries: [entry] }] } });
  }
  return entries;
}
