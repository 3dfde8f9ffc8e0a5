// What stays of an EXIF block: a new one with just the tags that the rules name.
import { joinPieces } from '../../bytes/pieces.js';
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { MetadataError, type Warning } from '../../errors.js';
import { besideDate, type Directories, withWholeDates } from './exif-dates.js';
import { ASCII, BYTE, IFD, IFD8, LONG, LONG8, SHORT } from './field.js';
import {
  COLOR_SPACE,
  COMPRESSION,
  EXIF_IFD,
  GAMMA,
  GPS_IFD,
  INTEROP_IFD,
  JPEG_LENGTH,
  JPEG_OFFSET,
  ORIENTATION,
} from './ids.js';
import { type RawEntry, type RawIfd, rawValue, readRawIfd, readTiffShape, type TiffShape } from './strict.js';
import { numberAt } from './value.js';
import { type NewEntry, type NewIfd, writeTiff } from './write.js';

/** Tags that stay, by directory. */
export interface KeptTags {
  readonly ifd0: ReadonlySet<number>;
  readonly exifIfd: ReadonlySet<number>;
  /** Keep what says that colours are not sRGB's. */
  readonly colour: boolean;
  /** Text for tags that the block lacks. */
  readonly stated?: readonly StatedText[];
  /** Bytes that the block may have; most of a thumbnail is not above that of a JPEG segment. */
  readonly room?: number;
  /** Keep the thumbnail, as this makes it anew; `undefined` leaves it out. */
  readonly thumbnail?: ((bytes: Uint8Array) => Uint8Array | undefined) | undefined;
  /** Hears of what cannot be read, and of what should stay and cannot. */
  readonly warn?: Warn;
}

/** Takes a warning about the bytes at `offset`. */
export type Warn = (code: Warning['code'], message: string, offset: number) => void;

/** What another block of the file says of an EXIF tag, as text. */
export interface StatedText {
  readonly directory: 'ifd0' | 'exifIfd';
  readonly id: number;
  readonly text: string;
  /** Counts only together with this tag: a time zone with its time. */
  readonly beside?: number;
}

/** A new block, and which of the old ones it is made of; -1 where it is of none. */
export interface ChosenExif {
  readonly from: number;
  readonly bytes: Uint8Array;
}

const INTEROP_INDEX = 0x0001;
const entriesAllowed = 4096;
/** Bytes that the values of a directory may have together. */
const maxValues = 16 << 20;
/** A thumbnail has to fit into one JPEG segment (Exif 3.0 4.5.5), its marker, length and name apart. */
export const segmentRoom: number = 65_535 - 8;
const JPEG_COMPRESSION = 6;

/** The block of the first of `ranges` that has something to stay, or of what is stated alone. */
export function* chooseExif(ranges: readonly ByteRange[], kept: KeptTags): Scan<ChosenExif | undefined> {
  for (const [from, { start, end }] of ranges.entries()) {
    const bytes = yield* keptExif(start, end, kept);
    if (bytes) return { from, bytes };
  }
  if (!kept.stated?.length) return undefined;
  const alone = completed({ ifd0: [], exifIfd: [] }, kept);
  const bytes = fittingBlock({ littleEndian: false, big: false }, alone, [], undefined, kept);
  return bytes && { from: -1, bytes };
}

/**
 * A new EXIF block (from its TIFF header on) with the kept tags of the one in `[start, end)` and what is stated;
 * `undefined` where none of them is in it, or it is too damaged to tell. An orientation of 1 counts as none.
 */
function* keptExif(start: number, end: number, kept: KeptTags): Scan<Uint8Array | undefined> {
  const { ifd0, exifIfd, colour, thumbnail, warn = () => {} } = kept;
  if (ifd0.size + exifIfd.size === 0 && !colour && !thumbnail) return undefined;
  try {
    return yield* rewriteExif(start, end, kept, warn);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    warn(error.code, `EXIF is removed whole: ${error.message}`, error.offset ?? start);
    return undefined;
  }
}

/** Whether an error is about the bytes of a file, not about its source. */
export function isUnreadable(error: unknown): error is MetadataError & Pick<Warning, 'code'> {
  return error instanceof MetadataError && ['truncated', 'malformed', 'limit-exceeded'].includes(error.code);
}

function* rewriteExif(start: number, end: number, kept: KeptTags, warn: Warn): Scan<Uint8Array | undefined> {
  const shape = yield* readTiffShape(start + (yield* prefixLength(start)), end);
  const ifd0 = yield* readRawIfd(shape, shape.first, entriesAllowed, {
    lost: (id, at) => (kept.ifd0.has(id) || id === EXIF_IFD) && warn('malformed', unreadableValue(id), at),
    cutOff: (message, at) => warn('malformed', message, at),
  });
  const exif = yield* childIfd(shape, ifd0, EXIF_IFD, warn, (id) => kept.exifIfd.has(id));
  const interop = exif && (yield* childIfd(shape, exif, INTEROP_IFD, warn));
  yield* childIfd(shape, ifd0, GPS_IFD, warn);
  const ifd1 = ifd0.next === 0 ? undefined : yield* readIfdOrNone(shape, ifd0.next, warn);
  const plain = yield* keptEntries(shape, ifd0, (id) => kept.ifd0.has(id), warn);
  const colour = exif && kept.colour ? yield* colourEntries(shape, exif, interop) : [];
  const inside = exif ? yield* keptEntries(shape, exif, (id) => kept.exifIfd.has(id), warn) : [];
  const thumbnail = ifd1 && kept.thumbnail && (yield* thumbnailOf(shape, ifd1, kept.thumbnail));
  if (plain.length + colour.length + inside.length === 0 && !thumbnail) return undefined;
  return fittingBlock(shape, completed({ ifd0: plain, exifIfd: inside }, kept), colour, thumbnail, kept);
}

function unreadableValue(id: number): string {
  return `the value of tag 0x${id.toString(16).padStart(4, '0')} cannot be read: it is removed`;
}

function withExifIfd(entries: readonly NewEntry[], inside: readonly NewEntry[]): NewEntry[] {
  if (inside.length === 0) return [...entries];
  return [...entries, { id: EXIF_IFD, type: 0, value: { directories: [{ entries: inside }] } }];
}

/**
 * The entries of both directories with whole dates alone, and what is stated of tags that say nothing, in UTF-8. What
 * is said beside a date counts only with it.
 */
export function completed(
  own: Directories,
  { stated = [], warn = () => {} }: Pick<KeptTags, 'stated' | 'warn'>,
): Directories {
  const { ifd0, exifIfd } = withWholeDates(own, (text) =>
    warn('unknown', `'${text}' is no date that EXIF can hold: it is removed`, 0),
  );
  const said = [...ifd0, ...exifIfd].filter(
    ({ value }) => !(value instanceof Uint8Array) || value.some((byte) => byte > 32),
  );
  const isSaid = (tag: number): boolean => said.some(({ id }) => id === tag);
  const missing = stated.filter(({ id, beside = id }) => !isSaid(beside));
  const anew = new Set(missing.flatMap(({ id }) => [id, ...besideDate(id)]));
  const filled = (entries: readonly NewEntry[], name: StatedText['directory']): readonly NewEntry[] => [
    ...entries.filter(({ id }) => !anew.has(id)),
    ...missing.filter(({ directory }) => directory === name).map(textEntry),
  ];
  return missing.length === 0
    ? { ifd0, exifIfd }
    : { ifd0: filled(ifd0, 'ifd0'), exifIfd: filled(exifIfd, 'exifIfd') };
}

function textEntry({ id, text }: StatedText): NewEntry {
  return { id, type: ASCII, value: new TextEncoder().encode(`${text}\0`) };
}

/** The block; where it is too long for its place, without its thumbnail, then without its longest values. */
function fittingBlock(
  shape: Pick<TiffShape, 'littleEndian' | 'big'>,
  directories: Directories,
  colour: readonly NewEntry[],
  thumbnail: Uint8Array | undefined,
  { room = 2 * maxValues, warn = () => {} }: KeptTags,
): Uint8Array | undefined {
  const all = withExifIfd(directories.ifd0, [...colour, ...directories.exifIfd]);
  if (thumbnail) {
    const pages = [{ entries: orUpright(all, shape) }, thumbnailIfd(thumbnail, shape)];
    const block = blockOf(shape, pages, thumbnail);
    if (block.length <= room) return block;
    warn('limit-exceeded', 'the thumbnail is removed: EXIF would be too long with it', 0);
  }
  let { ifd0, exifIfd } = directories;
  while (ifd0.length + colour.length + exifIfd.length > 0) {
    const block = blockOf(shape, [{ entries: withExifIfd(ifd0, [...colour, ...exifIfd]) }]);
    if (block.length <= room) return block;
    const [longest] = [...ifd0, ...exifIfd].sort((a, b) => lengthOf(b) - lengthOf(a));
    if (!longest) return undefined;
    warn('limit-exceeded', 'the longest value is removed: EXIF would be too long with it', 0);
    ifd0 = ifd0.filter((entry) => entry !== longest);
    exifIfd = exifIfd.filter((entry) => entry !== longest);
  }
  return undefined;
}

function blockOf(
  { littleEndian, big }: Pick<TiffShape, 'littleEndian' | 'big'>,
  pages: readonly NewIfd[],
  thumbnail: Uint8Array = new Uint8Array(0),
): Uint8Array {
  return joinPieces(writeTiff({ littleEndian, big, pages }), thumbnail);
}

function lengthOf({ value }: NewEntry): number {
  return value instanceof Uint8Array ? value.length : 0;
}

/** A directory may not be empty (TIFF 6.0 section 2): an orientation that says nothing stands for it. */
function orUpright(
  entries: readonly NewEntry[],
  shape: Pick<TiffShape, 'littleEndian'>,
): readonly NewEntry[] {
  return entries.length > 0 ? entries : [numberEntry(ORIENTATION, SHORT, 1, shape)];
}

/** IFD1 of a thumbnail that is a JPEG of its own (Exif 3.0 4.5.7), and the only data that is pointed to. */
function thumbnailIfd(thumbnail: Uint8Array, shape: Pick<TiffShape, 'littleEndian'>): NewIfd {
  return {
    entries: [
      numberEntry(COMPRESSION, SHORT, JPEG_COMPRESSION, shape),
      { id: JPEG_OFFSET, type: LONG, value: { data: [{ start: 0, end: thumbnail.length }] } },
      numberEntry(JPEG_LENGTH, LONG, thumbnail.length, shape),
    ],
  };
}

function numberEntry(
  id: number,
  type: number,
  value: number,
  { littleEndian }: Pick<TiffShape, 'littleEndian'>,
): NewEntry {
  const data = new DataView(new ArrayBuffer(type === SHORT ? 2 : 4));
  if (type === SHORT) data.setUint16(0, value, littleEndian);
  else data.setUint32(0, value, littleEndian);
  return { id, type, value: new Uint8Array(data.buffer) };
}

/** The JPEG of IFD1, made anew. */
function* thumbnailOf(
  shape: TiffShape,
  ifd1: RawIfd,
  remake: (bytes: Uint8Array) => Uint8Array | undefined,
): Scan<Uint8Array | undefined> {
  const offset = yield* numberOf(shape, ifd1, JPEG_OFFSET);
  const length = yield* numberOf(shape, ifd1, JPEG_LENGTH);
  if (!offset || !length || length > segmentRoom) return undefined;
  const start = shape.base + offset;
  const view = yield { start, end: Math.min(shape.end, start + length) };
  const end = Math.min(shape.end, start + length, view.end);
  return view.has(start, end) && start < end ? remake(view.slice(start, end)) : undefined;
}

/** Some writers put the name that JPEG needs before the block in other containers too. */
function* prefixLength(start: number): Scan<number> {
  const view = yield { start, end: start + 6 };
  return view.has(start, start + 6) && view.latin1(start, start + 6) === 'Exif\0\0' ? 6 : 0;
}

/** The directory that an entry points to, where it is readable. Tells of faults in it, and of lost `wanted` tags. */
export function* childIfd(
  shape: TiffShape,
  ifd: RawIfd,
  id: number,
  warn: Warn,
  wanted: (id: number) => boolean = () => false,
): Scan<RawIfd | undefined> {
  const offset = yield* numberOf(shape, ifd, id);
  return offset ? yield* readIfdOrNone(shape, offset, warn, wanted) : undefined;
}

function* numberOf(shape: TiffShape, ifd: RawIfd, id: number): Scan<number | undefined> {
  const entry = ifd.entries.find((candidate) => candidate.id === id);
  return entry ? yield* firstNumber(shape, entry) : undefined;
}

function* readIfdOrNone(
  shape: TiffShape,
  offset: number,
  warn: Warn,
  wanted: (id: number) => boolean = () => false,
): Scan<RawIfd | undefined> {
  try {
    return yield* readRawIfd(shape, offset, entriesAllowed, {
      lost: (id, at) => wanted(id) && warn('malformed', unreadableValue(id), at),
      cutOff: (message, at) => warn('malformed', message, at),
    });
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    warn(error.code, `${error.message}: what it says is removed`, error.offset ?? shape.base + offset);
    return undefined;
  }
}

const unsigned: readonly number[] = [BYTE, SHORT, LONG, IFD, LONG8, IFD8];

/** The first value of an entry, where it is a whole number without sign. */
export function* firstNumber(shape: TiffShape, entry: RawEntry): Scan<number | undefined> {
  const { type, count, start } = entry;
  if (count < 1 || !unsigned.includes(type)) return undefined;
  const view = yield { start, end: start + entry.length };
  return view.has(start, start + entry.length) ? numberAt(view, start, type, shape.littleEndian) : undefined;
}

/** Copies of the wanted entries. */
export function* keptEntries(
  shape: TiffShape,
  ifd: RawIfd,
  wanted: (id: number) => boolean,
  warn: Warn,
): Scan<NewEntry[]> {
  const entries: NewEntry[] = [];
  let left = maxValues;
  for (const entry of ifd.entries) {
    if (!wanted(entry.id) || entries.some(({ id }) => id === entry.id)) continue;
    const { start, length } = entry;
    const view = length > left ? undefined : yield { start, end: start + length };
    if (!view?.has(start, start + length)) {
      warn('malformed', unreadableValue(entry.id), start);
      continue;
    }
    left -= length;
    if (entry.id === ORIENTATION) {
      const orientation = yield* firstNumber(shape, entry);
      if (entry.count !== 1 || orientation === undefined || orientation < 2 || orientation > 8) continue;
    }
    entries.push({ id: entry.id, type: entry.type, value: yield* rawValue(entry) });
  }
  return entries;
}

/** ColorSpace, Gamma and the interoperability index where they say Adobe RGB (Exif 3.0 4.6.6; DCF 2.0 "R03"). */
function* colourEntries(shape: TiffShape, exif: RawIfd, interop: RawIfd | undefined): Scan<NewEntry[]> {
  const space = exif.entries.find(({ id }) => id === COLOR_SPACE);
  const stated = space ? yield* firstNumber(shape, space) : undefined;
  const index = interop?.entries.find(({ id, length }) => id === INTEROP_INDEX && length <= 4);
  const value = index ? yield* rawValue(index) : undefined;
  const adobe = value?.length === 4 && value[0] === 0x52 && value[1] === 0x30 && value[2] === 0x33;
  if (stated !== 2 && !adobe) return [];
  const entries = yield* keptEntries(
    shape,
    exif,
    (id) => id === COLOR_SPACE || id === GAMMA,
    () => {},
  );
  if (adobe && index && value) {
    const entry = { id: INTEROP_INDEX, type: index.type, value };
    entries.push({ id: INTEROP_IFD, type: 0, value: { directories: [{ entries: [entry] }] } });
  }
  return entries;
}
