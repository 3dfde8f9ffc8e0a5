// What stays of an EXIF block: a new one with just the tags that the rules name.
import { joinPieces } from '../bytes/pieces.js';
import type { ByteRange, Scan } from '../bytes/scan.js';
import { MetadataError, type Warning } from '../errors.js';
import { ASCII, BYTE, IFD, IFD8, LONG, LONG8, SHORT } from './field.js';
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
  /** Keep the thumbnail, as this makes it anew; `undefined` leaves it out. */
  readonly thumbnail?: ((bytes: Uint8Array) => Uint8Array | undefined) | undefined;
  /** Hears of what cannot be read, and of what should stay and cannot. */
  readonly tell?: Tell;
}

/** Takes a warning about the bytes at `offset`. */
export type Tell = (code: Warning['code'], message: string, offset: number) => void;

/** What another block of the file says of an EXIF tag, as text. */
export interface StatedText {
  readonly directory: 'ifd0' | 'exifIfd';
  readonly id: number;
  readonly text: string;
  /** Counts only together with this tag of the same directory: a time zone with its time. */
  readonly beside?: number;
}

/** A new block, and which of the old ones it is made of; -1 where it is of none. */
export interface ChosenExif {
  readonly from: number;
  readonly bytes: Uint8Array;
}

const ORIENTATION = 0x0112;
const EXIF_IFD = 0x8769;
const GPS_IFD = 0x8825;
const INTEROP_IFD = 0xa005;
const COLOR_SPACE = 0xa001;
const GAMMA = 0xa500;
const INTEROP_INDEX = 0x0001;
const entriesAllowed = 4096;
const longestValue = 65_536;
/** A block has to fit into one JPEG segment, its marker, length and name apart. */
const longestBlock = 65_535 - 8;
const COMPRESSION = 0x0103;
const THUMBNAIL_OFFSET = 0x0201;
const THUMBNAIL_LENGTH = 0x0202;
const JPEG_COMPRESSION = 6;

/** The block of the first of `ranges` that has something to stay, or of what is stated alone. */
export function* chooseExif(ranges: readonly ByteRange[], kept: KeptTags): Scan<ChosenExif | undefined> {
  const { stated = [] } = kept;
  const own = stated.length > 0 ? { ...kept, stated: [] } : kept;
  for (const [from, { start, end }] of ranges.entries()) {
    const bytes = yield* keptExif(start, end, own);
    if (!bytes) continue;
    const quiet = { ...kept, tell: () => {} };
    return { from, bytes: (stated.length > 0 && (yield* keptExif(start, end, quiet))) || bytes };
  }
  if (stated.length === 0) return undefined;
  const pages = [{ entries: withExifIfd(completed([], stated, 'ifd0'), completed([], stated, 'exifIfd')) }];
  return { from: -1, bytes: blockOf({ littleEndian: false, big: false }, pages) };
}

/**
 * A new EXIF block (from its TIFF header on) with the kept tags of the one in `[start, end)`; `undefined` where
 * none of them is in it, or it is too damaged to tell. An orientation of 1 counts as none.
 */
export function* keptExif(start: number, end: number, kept: KeptTags): Scan<Uint8Array | undefined> {
  const { ifd0, exifIfd, colour, thumbnail, tell = () => {} } = kept;
  if (ifd0.size + exifIfd.size === 0 && !colour && !thumbnail) return undefined;
  try {
    return yield* rewriteExif(start, end, kept, tell);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    tell(error.code, `EXIF is removed whole: ${error.message}`, error.offset ?? start);
    return undefined;
  }
}

/** Whether an error is about the bytes of a file, not about its source. */
export function isUnreadable(error: unknown): error is MetadataError & Pick<Warning, 'code'> {
  return error instanceof MetadataError && ['truncated', 'malformed', 'limit-exceeded'].includes(error.code);
}

function* rewriteExif(start: number, end: number, kept: KeptTags, tell: Tell): Scan<Uint8Array | undefined> {
  const shape = yield* readTiffShape(start + (yield* prefixLength(start)), end);
  const ifd0 = yield* readRawIfd(shape, shape.first, entriesAllowed, {
    lost: (id, at) => (kept.ifd0.has(id) || id === EXIF_IFD) && tell('malformed', unreadableValue(id), at),
    cutOff: (message, at) => tell('malformed', message, at),
  });
  const exif = yield* childIfd(shape, ifd0, EXIF_IFD, tell, (id) => kept.exifIfd.has(id));
  const interop = exif && (yield* childIfd(shape, exif, INTEROP_IFD, tell));
  yield* childIfd(shape, ifd0, GPS_IFD, tell);
  const ifd1 = ifd0.next === 0 ? undefined : yield* readIfdOrNone(shape, ifd0.next, tell);
  const plain = yield* keptEntries(shape, ifd0, (id) => kept.ifd0.has(id), tell);
  const colour = exif && kept.colour ? yield* colourEntries(shape, exif, interop) : [];
  const inside = exif ? yield* keptEntries(shape, exif, (id) => kept.exifIfd.has(id), tell) : [];
  const stated = kept.stated ?? [];
  const entries = withExifIfd(completed(plain, stated, 'ifd0'), [
    ...colour,
    ...completed(inside, stated, 'exifIfd'),
  ]);
  const thumbnail = ifd1 && kept.thumbnail && (yield* thumbnailOf(shape, ifd1, kept.thumbnail));
  return fittingBlock(shape, entries, thumbnail, tell);
}

function unreadableValue(id: number): string {
  return `the value of tag 0x${id.toString(16).padStart(4, '0')} cannot be read: it is removed`;
}

function withExifIfd(entries: readonly NewEntry[], inside: readonly NewEntry[]): NewEntry[] {
  if (inside.length === 0) return [...entries];
  return [...entries, { id: EXIF_IFD, type: 0, value: { directories: [{ entries: inside }] } }];
}

/** The entries of a directory, and what is stated of tags that say nothing yet, in UTF-8. */
export function completed(
  entries: readonly NewEntry[],
  all: readonly StatedText[],
  directory: StatedText['directory'],
): readonly NewEntry[] {
  const stated = all.filter((one) => one.directory === directory);
  if (stated.length === 0) return entries;
  const said = entries.filter(
    ({ value }) => !(value instanceof Uint8Array) || value.some((byte) => byte > 32),
  );
  const isSaid = (tag: number): boolean => said.some(({ id }) => id === tag);
  const missing = stated.filter(({ id, beside = id }) => !isSaid(id) && !isSaid(beside));
  return [...entries.filter(({ id }) => !missing.some((one) => one.id === id)), ...missing.map(textEntry)];
}

function textEntry({ id, text }: StatedText): NewEntry {
  return { id, type: ASCII, value: new TextEncoder().encode(`${text}\0`) };
}

/** The block; where it is too long for a JPEG segment, without its thumbnail, then without its longest values. */
function fittingBlock(
  shape: TiffShape,
  all: readonly NewEntry[],
  thumbnail: Uint8Array | undefined,
  tell: Tell,
): Uint8Array | undefined {
  if (thumbnail) {
    const block = blockOf(
      shape,
      [{ entries: orUpright(all, shape) }, thumbnailIfd(thumbnail, shape)],
      thumbnail,
    );
    if (block.length <= longestBlock) return block;
    tell('limit-exceeded', 'the thumbnail is removed: EXIF would be too long with it', shape.base);
  }
  for (let entries = all; entries.length > 0; entries = withoutLongest(entries)) {
    const block = blockOf(shape, [{ entries }]);
    if (block.length <= longestBlock) return block;
    tell('limit-exceeded', 'the longest value is removed: EXIF would be too long with it', shape.base);
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

function withoutLongest(entries: readonly NewEntry[]): readonly NewEntry[] {
  const longest = entries.reduce((most, entry) => (lengthOf(entry) > lengthOf(most) ? entry : most));
  return entries.filter((entry) => entry !== longest);
}

function lengthOf({ value }: NewEntry): number {
  if (value instanceof Uint8Array) return value.length;
  if (!('directories' in value)) return 0;
  const inside = value.directories.flatMap(({ entries }) => entries);
  return inside.reduce((sum, entry) => sum + lengthOf(entry), 0);
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
      { id: THUMBNAIL_OFFSET, type: LONG, value: { data: [{ start: 0, end: thumbnail.length }] } },
      numberEntry(THUMBNAIL_LENGTH, LONG, thumbnail.length, shape),
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
  const offset = yield* numberOf(shape, ifd1, THUMBNAIL_OFFSET);
  const length = yield* numberOf(shape, ifd1, THUMBNAIL_LENGTH);
  if (!offset || !length || length > longestBlock) return undefined;
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
  tell: Tell,
  wanted: (id: number) => boolean = () => false,
): Scan<RawIfd | undefined> {
  const offset = yield* numberOf(shape, ifd, id);
  return offset ? yield* readIfdOrNone(shape, offset, tell, wanted) : undefined;
}

function* numberOf(shape: TiffShape, ifd: RawIfd, id: number): Scan<number | undefined> {
  const entry = ifd.entries.find((candidate) => candidate.id === id);
  return entry ? yield* firstNumber(shape, entry) : undefined;
}

function* readIfdOrNone(
  shape: TiffShape,
  offset: number,
  tell: Tell,
  wanted: (id: number) => boolean = () => false,
): Scan<RawIfd | undefined> {
  try {
    return yield* readRawIfd(shape, offset, entriesAllowed, {
      lost: (id, at) => wanted(id) && tell('malformed', unreadableValue(id), at),
      cutOff: (message, at) => tell('malformed', message, at),
    });
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    tell(error.code, `${error.message}: what it says is removed`, error.offset ?? shape.base + offset);
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
  tell: Tell,
): Scan<NewEntry[]> {
  const entries: NewEntry[] = [];
  for (const entry of ifd.entries) {
    if (!wanted(entry.id) || entries.some(({ id }) => id === entry.id)) continue;
    const { start, length } = entry;
    const view = length > longestValue ? undefined : yield { start, end: start + length };
    if (!view?.has(start, start + length)) {
      tell('malformed', unreadableValue(entry.id), start);
      continue;
    }
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
