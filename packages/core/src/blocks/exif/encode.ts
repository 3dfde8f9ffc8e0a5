// EXIF as it is to be: an old structure with changed entries, everything else in it where it was, or a new one.
import { joinPieces } from '../../bytes/pieces.js';
import { runSync, type Scan } from '../../bytes/scan.js';
import { growthOf, inOrder, type Splice, spliced } from '../../bytes/splices.js';
import { View } from '../../bytes/view.js';
import type { ExifChanges, GpsChanges } from '../../changes.js';
import { MetadataError } from '../../errors.js';
import { defaultLimits, type Limits } from '../../limits.js';
import { didYouMean } from '../../present/nearest.js';
import { BYTE, fieldSize, LONG, UNDEFINED } from '../../structures/tiff/field.js';
import { type DirectoryChanges, type EntryChange, growTiff } from '../../structures/tiff/grow.js';
import { checkGrown } from '../../structures/tiff/grown.js';
import { EXIF_IFD, GPS_IFD, INTEROP_IFD, ORIENTATION, XMP_PACKET } from '../../structures/tiff/ids.js';
import { type RawEntry, readTiffShape, type TiffShape } from '../../structures/tiff/strict.js';
import { type FoundIfd, type IfdPlace, type Survey, surveyTiff } from '../../structures/tiff/survey.js';
import { type NewEntry, type NewIfd, writeTiff } from '../../structures/tiff/write.js';
import type { Host } from '../../types.js';
import { type CopiedEntries, inByteOrder } from './copied.js';
import { demanded, type PictureFacts } from './demanded.js';
import { encodeValue } from './encode-value.js';
import { positionTags } from './position-tags.js';
import { turnedThumbnail } from './thumbnail.js';
import { exifWritings, gpsWritings, type Writing, type Writings } from './writing.js';

/** What is asked of a file's EXIF. */
export interface ExifAsked {
  readonly exif?: ExifChanges | null | undefined;
  readonly gps?: GpsChanges | null | undefined;
  /** 1 to 8. */
  readonly orientation?: number | undefined;
  /** Entries of another file. */
  readonly copied?: CopiedEntries | undefined;
  /** What directories that are new say of the picture. */
  readonly picture?: PictureFacts | undefined;
  /** Other standards' blocks that IFD0 holds, as TIFF has it. */
  readonly blocks?: readonly HeldBlock[] | undefined;
}

/** A block in an entry of IFD0; without bytes it goes. */
export interface HeldBlock {
  readonly id: number;
  readonly bytes: Uint8Array | undefined;
}

/** Names of the tags that change, by directory; of one that goes as a whole, none. */
type Named = ReadonlyMap<
  IfdPlace,
  ReadonlyMap<number, { readonly writing: Writing; readonly given: unknown }>
>;

/** A block as it is to be, without bytes where nothing is left of it, and what in it differs from before. */
export interface EditedExif {
  readonly bytes: Uint8Array | undefined;
  readonly splices?: readonly Splice[];
}

/**
 * The block, which ends at `end` in its file, with what is asked. Throws `not-writable` where something cannot be set as
 * asked, with what would be right.
 */
export function* editExif(
  block: Uint8Array,
  end: number,
  asked: ExifAsked,
  host: Host | undefined,
): Scan<EditedExif> {
  if (asked.exif === null) return { bytes: newExif(asked, host) };
  const growth = exifGrowth(block.length, asked, host, defaultLimits);
  const { splices, check } = yield* withBehind(growth, block, end);
  if (splices.length === 0) return { bytes: block, splices };
  const bytes = joinPieces(spliced(splices, 0, block.length), block);
  const grown = runSync(check(bytes.length), bytes);
  return isEmpty(grown) ? { bytes: undefined } : { bytes, splices };
}

/** Runs a walk over a block that ends at `end` in its file: what it asks for behind the block is that of the file. */
function* withBehind<Result>(scan: Scan<Result>, block: Uint8Array, end: number): Scan<Result> {
  const inside = new View(block);
  let step = scan.next();
  while (!step.done) {
    const { start, end: to } = step.value;
    if (start < block.length) {
      step = scan.next(inside);
      continue;
    }
    const shift = end - block.length;
    const view = yield { start: start + shift, end: to + shift };
    step = scan.next(new View(view.slice(start + shift, Math.min(view.end, to + shift)), start));
  }
  return step.value;
}

/** What changes in a structure, and what follows at its end. */
export interface ExifGrowth {
  readonly splices: readonly Splice[];
  /** Ids of the entries of IFD0 that change. */
  readonly changing: ReadonlySet<number>;
  /** Walks the structure that they make, of so many bytes. Throws `unsafe-write` where it is not what was asked for. */
  check(size: number): Scan<Survey>;
}

/** The same of a structure that starts a file of `size` bytes. */
export function* exifGrowth(
  size: number,
  asked: ExifAsked,
  host: Host | undefined,
  limits: Limits,
): Scan<ExifGrowth> {
  const shape = yield* readTiffShape(0, size);
  const survey = yield* surveyTiff(shape, limits);
  const changes = entryChanges(asked, host, shape, survey);
  const splices = inOrder(growTiff(shape, survey, changes, yield* overhanging(shape.end, survey)));
  refuseOvergrown(survey, changes, shape.end, growthOf(splices));
  if (host === 'tiff') refuseOverPictures(survey, shape.end, growthOf(splices));
  const main = changes.get('IFD0');
  return {
    splices,
    changing: new Set(main === 'gone' ? [] : main?.map(({ id }) => id)),
    *check(length) {
      const grown = yield* surveyTiff(yield* readTiffShape(0, length), limits);
      yield* checkGrown(survey, grown, changes);
      return grown;
    },
  };
}

/** What the pictures of a structure have behind its end; nothing where that is not all there. */
function* overhanging(start: number, { overhang }: Survey): Scan<Uint8Array> {
  if (overhang === 0) return new Uint8Array(0);
  const end = start + overhang;
  const view = yield { start, end };
  return view.has(start, end) ? view.slice(start, end) : new Uint8Array(0);
}

/** An entry whose value ends behind the structure is not read: it would be, of what the structure comes to have there. */
function refuseOvergrown(
  { directories }: Survey,
  changes: DirectoryChanges,
  end: number,
  growth: number,
): void {
  if (growth === 0) return;
  for (const [place, { entries }] of directories) {
    const own = changes.get(place);
    const found = entries.find((entry) => isOutside(entry, end) && entry.start < end + growth);
    if (!found || own === 'gone' || isSet(own, found.id)) continue;
    throw new MetadataError('malformed', 'EXIF cannot be changed: a value is said to lie behind its end', {
      offset: found.at,
      path: `exif/${place}/0x${found.id.toString(16).padStart(4, '0')}`,
    });
  }
}

/** A picture that the file was cut off before would come to show what is written there. */
function refuseOverPictures({ beyond }: Survey, end: number, growth: number): void {
  const found = beyond.find(({ start }) => start < end + growth);
  if (growth === 0 || !found) return;
  throw new MetadataError('truncated', 'the file ends before its picture, in whose place an edit would lie', {
    offset: found.start,
    path: 'tiff',
  });
}

/** Of bytes and texts, what lies before the end is read. */
function isOutside(entry: RawEntry, end: number): boolean {
  const isRead = fieldSize(entry.type) === 1 && entry.start < end;
  return !entry.inline && entry.length > 0 && entry.end > end && !isRead;
}

function isEmpty({ directories }: Survey): boolean {
  const first = directories.get('IFD0')!;
  return first.entries.length === 0 && first.next === 0;
}

/** The changes of entries in a structure. */
function entryChanges(
  asked: ExifAsked,
  host: Host | undefined,
  { littleEndian }: TiffShape,
  { directories }: Survey,
): DirectoryChanges {
  const changes = new Map<IfdPlace, readonly EntryChange[] | 'gone'>();
  const has = (place: IfdPlace): boolean => directories.has(place);
  for (const [place, tags] of named(asked)) changes.set(place, encodeAll(tags, littleEndian));
  if (asked.copied)
    for (const [place, entries] of inByteOrder(asked.copied, littleEndian)) add(changes, place, entries);
  if (asked.exif === null) deleteAll(changes, directories);
  if (asked.gps === null) changes.set('GPS', 'gone');
  for (const [place, own] of changes)
    if (own !== 'gone' && !has(place) && own.some(({ value }) => value))
      changes.set(place, withDemanded(own, place, host, littleEndian, asked.picture));
  const main = changes.get('IFD0');
  const turned = main !== 'gone' && main?.find(({ id }) => id === ORIENTATION);
  const thumbnail = turned && turnedThumbnail(turned, directories.get('IFD1'), host, littleEndian);
  if (thumbnail) changes.set('IFD1', [thumbnail]);
  const held = asked.blocks?.map((block) => holding(block, directories.get('IFD0')));
  if (held?.length) add(changes, 'IFD0', held);
  return changes;
}

/** Tags by which the picture of a TIFF is shown and printed, although they can be set. */
const ofPicture: ReadonlySet<string> = new Set([
  ...['MinSampleValue', 'MaxSampleValue', 'XPosition', 'YPosition', 'PageNumber', 'InkSet'],
  ...['XResolution', 'YResolution', 'ResolutionUnit', 'GrayResponseUnit', 'HalftoneHints'],
  ...['WhitePoint', 'PrimaryChromaticities', 'ReferenceBlackWhite'],
]);

/** All that can be set by itself goes from IFD0, but what the picture of a TIFF is shown by; the others go whole. */
function deleteAll(
  changes: Map<IfdPlace, readonly EntryChange[] | 'gone'>,
  directories: Survey['directories'],
): void {
  const settable = new Set<number>();
  for (const { name, id, unsafe } of exifWritings().values())
    if (!unsafe && !ofPicture.has(name)) settable.add(id);
  const entries = directories.get('IFD0')?.entries ?? [];
  const going = entries
    .filter(({ id }) => settable.has(id))
    .map(({ id, type }) => ({ id, type, value: undefined }));
  add(
    changes,
    'IFD0',
    going.filter(({ id }) => !isSet(changes.get('IFD0'), id)),
  );
  for (const place of ['ExifIFD', 'InteropIFD', 'GPS'] as const) changes.set(place, 'gone');
}

function isSet(changes: readonly EntryChange[] | 'gone' | undefined, id: number): boolean {
  return changes !== 'gone' && changes?.some((change) => change.id === id) === true;
}

/** XMP stands in bytes (XMP part 3, 1.1.4), IPTC as it did: many writers have it in numbers of 32 bits. */
function holding({ id, bytes }: HeldBlock, ifd: FoundIfd | undefined): EntryChange {
  const before = ifd?.entries.find((entry) => entry.id === id)?.type;
  if (id === XMP_PACKET || before !== LONG)
    return { id, type: id === XMP_PACKET ? BYTE : UNDEFINED, value: bytes };
  const padded = bytes && new Uint8Array((bytes.length + 3) & ~3);
  if (bytes) padded?.set(bytes);
  return { id, type: LONG, value: padded };
}

function add(
  changes: Map<IfdPlace, readonly EntryChange[] | 'gone'>,
  place: IfdPlace,
  more: readonly EntryChange[],
): void {
  const own = changes.get(place);
  changes.set(place, own === 'gone' || !own ? more : [...own, ...more]);
}

function encodeAll(
  tags: ReadonlyMap<number, { readonly writing: Writing; readonly given: unknown }>,
  littleEndian: boolean,
): EntryChange[] {
  return [...tags].map(([id, { writing, given }]) => ({
    id,
    type: writing.type,
    value: given === null ? undefined : encodeValue(writing, given, littleEndian),
  }));
}

function withDemanded(
  changes: readonly EntryChange[],
  place: IfdPlace,
  host: Host | undefined,
  littleEndian: boolean,
  picture: PictureFacts | undefined,
): readonly EntryChange[] {
  const more = demanded(place, host, littleEndian, picture).filter(
    ({ id }) => !changes.some((one) => one.id === id),
  );
  return [...more, ...changes];
}

/** Directories that a tag is not looked for in beside its own: what is set in one goes from the other. */
const crossed: { readonly [Name in IfdPlace]?: IfdPlace } = { IFD0: 'ExifIFD', ExifIFD: 'IFD0' };

/** The tags that are asked for, by directory and id. */
function named({ exif, gps, orientation }: ExifAsked): Named {
  const found = new Map<IfdPlace, Map<number, { writing: Writing; given: unknown }>>();
  const put = (place: IfdPlace, writing: Writing, given: unknown): void => {
    const tags = found.get(place) ?? new Map<number, { writing: Writing; given: unknown }>();
    found.set(place, tags.set(writing.id, { writing, given }));
  };
  const tags = { ...(orientation !== undefined && { Orientation: orientation }), ...exif };
  for (const [writing, given] of asTags(tags, exifWritings(), 'exif')) {
    const other = crossed[writing.place];
    if (other) put(other, writing, null);
    put(writing.place, writing, given);
  }
  for (const [writing, given] of asTags(positionTags(gps ?? {}), gpsWritings(), 'gps'))
    put('GPS', writing, given);
  return found;
}

function* asTags(
  asked: { readonly [name: string]: unknown },
  writings: Writings,
  path: 'exif' | 'gps',
): Generator<readonly [Writing, unknown]> {
  for (const [name, given] of Object.entries(asked)) {
    if (given === undefined) continue;
    const writing = writings.get(name);
    if (!writing)
      refuse(`${path} has no tag '${name}' that can be set${didYouMean(name, writings.keys())}`, path, name);
    if (writing.unsafe)
      refuse(`${name} cannot be set: it tells how the file is stored, and follows from that`, path, name);
    yield [writing, given];
  }
}

function refuse(message: string, path: string, name: string): never {
  throw new MetadataError('not-writable', message, { path: `${path}/${name}` });
}

/** 1 to 8, from a number or a label. Throws `not-writable` for any other. */
export function orientationNumber(given: number | string): number {
  const [number = 0, high = 0] = encodeValue(exifWritings().get('Orientation')!, given, true);
  if (number < 1 || number > 8 || high > 0)
    refuse('orientation takes 1 to 8, or a label', 'exif', 'Orientation');
  return number;
}

/** The names of the tags that are to be there. */
export function exifSet(asked: ExifAsked): ReadonlySet<string> {
  const names = new Set<string>();
  for (const tags of named(asked).values())
    for (const { writing, given } of tags.values())
      if (given !== null && given !== '') names.add(writing.name);
  return names;
}

/** The names of the tags that change as asked; `all` where any may. */
export function exifTouched(asked: ExifAsked): ReadonlySet<string> | 'all' {
  if (asked.exif === null) return 'all';
  const names = new Set<string>();
  for (const tags of named(asked).values()) for (const { writing } of tags.values()) names.add(writing.name);
  if (asked.gps === null) for (const name of gpsWritings().keys()) names.add(name);
  return names;
}

const littleEndian = false;

/** A block that is new. */
export function newExif(asked: ExifAsked, host: Host | undefined): Uint8Array | undefined {
  const sets = new Map<IfdPlace, readonly EntryChange[]>();
  for (const [place, tags] of named(asked)) {
    const own = encodeAll(tags, littleEndian).filter(({ value }) => value);
    if (own.length > 0) sets.set(place, withDemanded(own, place, host, littleEndian, asked.picture));
  }
  if (asked.copied)
    for (const [place, entries] of inByteOrder(asked.copied, littleEndian))
      sets.set(place, withDemanded(entries, place, host, littleEndian, asked.picture));
  if (sets.size === 0) return undefined;
  const first = sets.get('IFD0') ?? withDemanded([], 'IFD0', host, littleEndian, asked.picture);
  const ifd = (place: IfdPlace, more: readonly NewEntry[] = []): NewIfd | undefined => {
    const own = place === 'IFD0' ? first : sets.get(place);
    return own || more.length > 0 ? { entries: [...(own ?? []).map(asNew), ...more] } : undefined;
  };
  const exif = ifd('ExifIFD', pointer(INTEROP_IFD, ifd('InteropIFD')));
  const main = ifd('IFD0', [...pointer(EXIF_IFD, exif), ...pointer(GPS_IFD, ifd('GPS'))])!;
  return joinPieces(writeTiff({ littleEndian, big: false, pages: [main] }), new Uint8Array(0));
}

function asNew({ id, type, value = new Uint8Array(0) }: EntryChange): NewEntry {
  return { id, type, value };
}

function pointer(id: number, ifd: NewIfd | undefined): NewEntry[] {
  return ifd ? [{ id, type: 0, value: { directories: [ifd] } }] : [];
}
