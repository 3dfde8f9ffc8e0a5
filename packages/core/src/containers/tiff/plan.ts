// Rewrites a TIFF or DNG without its metadata: every directory laid out anew, picture data byte for byte.
import { joinPieces, totalLength } from '../../bytes/pieces.js';
import { runSync, type Scan } from '../../bytes/scan.js';
import { MetadataError } from '../../errors.js';
import { mergeOverlaps } from '../../structures/tiff/data-layout.js';
import { BYTE } from '../../structures/tiff/field.js';
import {
  C2PA_MANIFEST,
  DNG_VERSION,
  EXIF_IFD,
  ICC_PROFILE,
  IMAGE_WIDTH,
  JPEG_OFFSET,
  JPEG_TABLES,
  MAKE,
  ORIENTATION,
  STRIP_OFFSETS,
  SUB_IFDS,
  SUBFILE_TYPE,
  TILE_OFFSETS,
  XMP_PACKET,
} from '../../structures/tiff/ids.js';
import {
  childIfd,
  completed,
  firstNumber,
  isUnreadable,
  keptEntries,
  type Warn,
} from '../../structures/tiff/keep.js';
import { type RawEntry, type RawIfd, rawValue, readTiffShape } from '../../structures/tiff/strict.js';
import { isNumeric } from '../../structures/tiff/value.js';
import { type NewEntry, type NewIfd, writeTiff } from '../../structures/tiff/write.js';
import { xmpPacket } from '../../structures/xmp/packet.js';
import { profileLength } from '../icc-length.js';
import { cleanStream } from '../jpeg/stream.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner, refuse, standsAt, xmpAnew } from '../plan.js';
import { dataEntries } from './data.js';
import { tiffEdit } from './edit.js';
import { tiffFileType } from './file-type.js';
import { cameraCalibrations, dngTags, profileTags, structuralTags } from './kept-tags.js';
import { tiffPut } from './put.js';
import { tiffRendering } from './rendering.js';
import { scanTiff } from './scan.js';
import { boundedValue, find, hex, isData, numbers, readUnread, type TiffWalk } from './walk.js';

/** The TIFF planner: classic TIFF, BigTIFF and DNG. Raw formats built on TIFF are refused. */
export const tiffPlanner: Planner<'tiff'> = {
  name: 'tiff',
  mimeType: 'image/tiff',
  plan: planTiff,
  edit: tiffEdit,
  put: tiffPut,
  rendering: tiffRendering,
};

const REDUCED = 1;
const firstPage = 'tiff/IFD0';
const CALIBRATION_SIGNATURES = [50931, 50932];
/** A new file is hardly larger than the old one: offsets may take twice their room. */
const slackBytes = 65_536;
/** Entries of directories that do not share bytes fill the file at most; a few may. */
const entryBytes = 12;
const slackEntries = 16_384;
/** Entries, and strips and tiles, of one file. */
const maxEntries = 1 << 18;
const maxParts = 1 << 18;

function* planTiff(input: PlanInput): Scan<Plan> {
  const { context } = input;
  const { fileType } = yield* scanTiff({ ...context, warn: () => {} });
  if (!['TIFF', 'BTF', 'DNG'].includes(fileType.type)) {
    refuse('unsupported-format', `${fileType.type} files cannot be cleaned yet`, 0, 'tiff');
  }
  const shape = yield* readTiffShape(0, context.size ?? Number.MAX_SAFE_INTEGER);
  const plan = new PlanBuilder();
  const dng = fileType.type === 'DNG';
  const size = context.size ?? Number.MAX_SAFE_INTEGER;
  const walk: TiffWalk = {
    input,
    shape,
    plan,
    dng,
    visited: new Set(),
    previews: dng,
    entriesLeft: Math.min(size / entryBytes + slackEntries, maxEntries),
    partsLeft: maxParts,
    codedLeft: 3 * size,
    cleaned: new Map(),
  };
  const pages = yield* readPages(walk);
  const pieces = writeTiff({ littleEndian: shape.littleEndian, big: shape.big, pages });
  if (context.size !== undefined && totalLength(pieces) > 2 * context.size + slackBytes) {
    refuse('malformed', 'values that share their bytes', 0, 'tiff');
  }
  plan.append(pieces);
  if (walk.dng) plan.mimeType = tiffFileType('DNG').mimeType;
  plan.imageData.splice(0, plan.imageData.length, ...mergeOverlaps(plan.imageData));
  plan.changed.push({
    kind: 'directories',
    path: 'tiff',
    ranges: [],
    why: 'laid out anew with structural tags',
  });
  return plan;
}

/** The pages that stay. A link that leads nowhere or back is the end of the file to readers, and so it is here. */
function* readPages(walk: TiffWalk): Scan<NewIfd[]> {
  const pages: NewIfd[] = [];
  for (let offset = walk.shape.first, number = 0; offset !== 0; number++) {
    const path = number === 0 ? firstPage : `tiff/IFD${number}`;
    const ifd = yield* number === 0 ? readUnread(walk, offset, path) : readOrWarn(walk, offset, path);
    if (!ifd) break;
    if (number === 0) {
      walk.dng ||= find(ifd, DNG_VERSION) !== undefined;
      walk.previews ||= walk.dng || find(ifd, MAKE) !== undefined;
    }
    const page = yield* keptDirectory(walk, ifd, { path, offset, isFirst: number === 0, depth: 0 });
    if (page) pages.push(page);
    offset = ifd.next;
  }
  return pages;
}

/** A directory that readers do without where it cannot be read; what makes the file no picture is still an error. */
function* readOrWarn(walk: TiffWalk, offset: number, path: string): Scan<RawIfd | undefined> {
  try {
    return yield* readUnread(walk, offset, path);
  } catch (error) {
    const refused = error instanceof MetadataError && error.path !== undefined;
    if (refused || !isUnreadable(error)) throw error;
    const { code, message } = error;
    walk.input.context.warn(code, `${message}: it is left out`, walk.shape.base + offset, path);
    return undefined;
  }
}

/** Where a directory stands. */
interface Place {
  readonly path: string;
  readonly offset: number;
  readonly isFirst: boolean;
  readonly depth: number;
}

/**
 * A directory with what stays of it; `undefined` where it goes: a thumbnail, and one that is asked to stay but is
 * damaged.
 */
function* keptDirectory(walk: TiffWalk, ifd: RawIfd, place: Place): Scan<NewIfd | undefined> {
  const { path, offset, isFirst, depth } = place;
  const { input, plan, shape } = walk;
  const start = shape.base + offset;
  const small = yield* isSmall(walk, ifd);
  const entry = { path, ranges: [{ start, end: start }] };
  if (isFirst || !isThumbnail(walk, ifd, small, depth === 0)) {
    if (small) plan.kept.push({ ...entry, kind: 'preview', why: whySmall(walk, isFirst) });
    return yield* newIfd(walk, ifd, place);
  }
  const draft: TiffWalk = { ...walk, plan: new PlanBuilder(), cleaned: new Map() };
  try {
    if (input.rules.thumbnail) {
      const kept = yield* newIfd(draft, ifd, place);
      report(plan, draft.plan);
      plan.imageData.push(...draft.plan.imageData);
      plan.kept.push({ ...entry, kind: 'thumbnail', why: 'asked for' });
      return kept;
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    input.context.warn(
      error.code,
      `a damaged thumbnail is removed: ${error.message}`,
      error.offset ?? start,
      path,
    );
  }
  plan.removed.push({ ...entry, kind: 'thumbnail' });
  return undefined;
}

function report(plan: PlanBuilder, part: PlanBuilder): void {
  for (const list of ['removed', 'kept', 'changed'] as const) plan[list].push(...part[list]);
}

function whySmall({ dng }: TiffWalk, isFirst: boolean): string {
  if (isFirst && dng) return 'what is said of the raw picture stands in its directory';
  return isFirst ? 'the only picture that readers look for' : 'one of several sizes of the picture';
}

function* isSmall({ shape }: TiffWalk, ifd: RawIfd): Scan<boolean> {
  const type = find(ifd, SUBFILE_TYPE);
  return type !== undefined && (((yield* firstNumber(shape, type)) ?? 0) & REDUCED) === REDUCED;
}

/**
 * Whether a directory is a smaller copy of the picture that a camera added, marked as reduced, or a JPEG on its own, as
 * Exif stores its thumbnail (a page of a TIFF states its width even in TIFF's old form of JPEG). The first directory is
 * never asked about: in a DNG it is often a small picture too, but all that is said of the raw picture stands in it.
 */
function isThumbnail({ previews }: TiffWalk, ifd: RawIfd, small: boolean, isPage: boolean): boolean {
  if (previews && small) return true;
  const alone =
    find(ifd, JPEG_OFFSET) !== undefined &&
    find(ifd, STRIP_OFFSETS) === undefined &&
    find(ifd, TILE_OFFSETS) === undefined;
  return alone && (previews || !isPage || find(ifd, IMAGE_WIDTH) === undefined);
}

/** A directory with just what stays of it. */
function* newIfd(walk: TiffWalk, ifd: RawIfd, { path, depth, isFirst }: Place): Scan<NewIfd> {
  const { context } = walk.input;
  const stated = isFirst ? walk.input.stated : undefined;
  let inside: readonly NewEntry[] = [];
  if (depth > context.limits.depth) refuse('limit-exceeded', 'directories nested too deep', 0, path);
  const entries: NewEntry[] = [];
  const seen = new Set<number>(yield* unusedCalibration(ifd));
  for (const entry of ifd.entries) {
    const { id } = entry;
    if (seen.has(id)) continue;
    seen.add(id);
    if (isKeptValue(walk, entry, depth)) {
      const value = yield* keptValue(walk, entry, path);
      if (value) entries.push({ id, type: entry.type, value });
    } else if (id === SUB_IFDS) {
      const directories = yield* newSubIfds(walk, entry, path, depth);
      if (directories.length > 0) entries.push({ id, type: entry.type, value: { directories } });
    } else if (id === EXIF_IFD && walk.input.rules.exif.exifIfd.size > 0) {
      inside = yield* exifEntries(walk, ifd, entry, path);
    } else if (!isData(id) && !(id === XMP_PACKET && stated?.xmp)) {
      const { start, length } = entry;
      walk.plan.remove(id === C2PA_MANIFEST ? 'c2pa' : 'tag', `${path}/${hex(id)}`, start, start + length);
    }
  }
  const warn: Warn = (code, message, offset) => context.warn(code, message, offset, path);
  const { ifd0, exifIfd } = completed(
    { ifd0: entries, exifIfd: inside },
    { stated: stated?.exif ?? [], warn },
  );
  const packet = stated?.xmp ? yield* xmpEntries(walk, ifd, stated.xmp) : [];
  const pointer =
    exifIfd.length > 0 ? [{ id: EXIF_IFD, type: 0, value: { directories: [{ entries: exifIfd }] } }] : [];
  return { entries: [...ifd0, ...packet, ...pointer, ...(yield* dataEntries(walk, ifd, path))] };
}

/** The XMP that stays (XMP part 3, section 3.2). */
function* xmpEntries(walk: TiffWalk, ifd: RawIfd, text: string): Scan<NewEntry[]> {
  const bytes = xmpPacket(text);
  const old = find(ifd, XMP_PACKET);
  if (old?.length === bytes.length && (yield* standsAt(bytes, old.start)))
    noteKept(walk, 'xmp', old, firstPage, 'asked for');
  else {
    const ranges = old ? [{ start: old.start, end: old.start + old.length }] : [];
    walk.plan.changed.push({ kind: 'xmp', path: `${firstPage}/${hex(XMP_PACKET)}`, ranges, why: xmpAnew });
  }
  return [{ id: XMP_PACKET, type: BYTE, value: bytes }];
}

/** What stays of the Exif IFD. */
function* exifEntries(walk: TiffWalk, ifd: RawIfd, entry: RawEntry, path: string): Scan<NewEntry[]> {
  const { rules, context } = walk.input;
  const warn: Warn = (code, message, offset) => context.warn(code, message, offset, `${path}/ExifIFD`);
  const wanted = (id: number): boolean => rules.exif.exifIfd.has(id);
  const exif = yield* childIfd(walk.shape, ifd, EXIF_IFD, warn, wanted);
  const inside = exif ? yield* keptEntries(walk.shape, exif, wanted, warn) : [];
  if (inside.length > 0) noteKept(walk, 'exif', entry, path, 'asked for');
  return inside;
}

function noteKept({ plan }: TiffWalk, kind: string, entry: RawEntry, path: string, why: string): void {
  const { id, start, length } = entry;
  plan.kept.push({ kind, path: `${path}/${hex(id)}`, ranges: [{ start, end: start + length }], why });
}

/**
 * Camera calibrations count only where two signatures are equal (DNG 1.7, ProfileCalibrationSignature). These go,
 * which makes them equal; so calibrations that did not count go with them.
 */
function* unusedCalibration(ifd: RawIfd): Scan<readonly number[]> {
  const texts: string[] = [];
  for (const id of CALIBRATION_SIGNATURES) {
    const entry = find(ifd, id);
    const bytes = entry && entry.length <= 256 ? yield* rawValue(entry) : [];
    texts.push(String.fromCharCode(...bytes).replace(/\0+$/, ''));
  }
  return texts[0] === texts[1] ? [] : cameraCalibrations;
}

function isKeptValue({ input, dng }: TiffWalk, { id, type }: RawEntry, depth: number): boolean {
  const { rules } = input;
  if (structuralTags.has(id)) return isNumeric(type) || id === JPEG_TABLES;
  if (dng && dngTags.has(id)) return true;
  if (profileTags.has(id)) return rules.colour;
  if (id === ORIENTATION) return rules.orientation;
  if (id === C2PA_MANIFEST) return rules.c2pa && depth === 0;
  return depth === 0 && rules.exif.ifd0.has(id);
}

/** A value that stays, noted where it is more than structure; `undefined` where nothing of it does. */
function* keptValue(walk: TiffWalk, entry: RawEntry, path: string): Scan<Uint8Array | undefined> {
  const { id } = entry;
  const bytes = yield* boundedValue(walk, entry, path);
  if (id === JPEG_TABLES) return yield* cleanTables(walk, entry, bytes, path);
  if (profileTags.has(id)) noteKept(walk, 'icc', entry, path, 'colour profile');
  else if (id === C2PA_MANIFEST) noteKept(walk, 'c2pa', entry, path, 'asked for');
  else if (id === ORIENTATION) noteKept(walk, 'exif', entry, path, 'orientation');
  else if (dngTags.has(id)) noteKept(walk, 'dng', entry, path, 'what a raw developer needs');
  else if (walk.input.rules.exif.ifd0.has(id)) noteKept(walk, 'exif', entry, path, 'asked for');
  if (id !== ICC_PROFILE) return bytes;
  return bytes.subarray(0, runSync(profileLength([{ start: 0, end: bytes.length }]), bytes));
}

/** The tables that the JPEG streams of a picture have in common (TIFF Technical Note 2). */
function* cleanTables(
  { plan, input }: TiffWalk,
  { start, length }: RawEntry,
  bytes: Uint8Array,
  path: string,
): Scan<Uint8Array | undefined> {
  const place = `${path}/${hex(JPEG_TABLES)}`;
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) {
    plan.remove('tag', place, start, start + length);
    return undefined;
  }
  const tables = new PlanBuilder();
  const { plan: stream } = yield* cleanStream(tables, input, { start, end: start + length }, place, true);
  report(plan, tables);
  return joinPieces(
    stream.pieces.map((piece) =>
      piece instanceof Uint8Array ? piece : bytes.subarray(piece.start - start, piece.end - start),
    ),
    bytes,
  );
}

function* newSubIfds(walk: TiffWalk, entry: RawEntry, path: string, depth: number): Scan<NewIfd[]> {
  const kept: NewIfd[] = [];
  const offsets = yield* numbers(walk, entry, path);
  for (const [i, offset] of offsets.entries()) {
    const place = `${path}/SubIFD${i}`;
    const ifd = yield* readOrWarn(walk, offset, place);
    const made =
      ifd && (yield* keptDirectory(walk, ifd, { path: place, offset, isFirst: false, depth: depth + 1 }));
    if (made) kept.push(made);
  }
  return kept;
}
