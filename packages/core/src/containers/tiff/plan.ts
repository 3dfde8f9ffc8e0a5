// Rewrites a TIFF or DNG without its metadata: every directory laid out anew, picture data byte for byte.
import { totalLength } from '../../bytes/pieces.js';
import { type ByteRange, runSync, type Scan } from '../../bytes/scan.js';
import { BYTE, fieldSize, SHORT } from '../../ifd/field.js';
import { childIfd, completed, firstNumber, keptEntries } from '../../ifd/keep.js';
import {
  type RawEntry,
  type RawIfd,
  rawValue,
  readRawIfd,
  readTiffShape,
  type TiffShape,
} from '../../ifd/strict.js';
import { isNumeric } from '../../ifd/value.js';
import { type NewEntry, type NewIfd, writeTiff } from '../../ifd/write.js';
import { xmpPacket } from '../../structures/xmp/packet.js';
import { profileLength } from '../icc-length.js';
import { barePicture } from '../jpeg/picture.js';
import {
  lostText,
  type Plan,
  PlanBuilder,
  type PlanInput,
  type Planner,
  refuse,
  standsAt,
  xmpAnew,
} from '../plan.js';
import { byteCountTags, dngTags, profileTags, structuralTags } from './kept-tags.js';
import { scanTiff } from './scan.js';
import { isTiff } from './signature.js';

/** The TIFF planner: classic TIFF, BigTIFF and DNG. Raw formats built on TIFF are refused. */
export const tiffPlanner: Planner<'tiff'> = {
  name: 'tiff',
  mimeType: 'image/tiff',
  match: isTiff,
  plan: planTiff,
};

const ORIENTATION = 274;
const JPEG_TABLES = 347;
const ICC_PROFILE = 34675;
const SUB_IFDS = 330;
const EXIF_IFD = 34665;
const C2PA = 52545;
const XMP = 700;
const NEW_SUBFILE_TYPE = 254;
const MAKE = 271;
const IMAGE_WIDTH = 256;
const REDUCED = 1;
const firstPage = 'tiff/IFD0';
const CALIBRATION_SIGNATURES = [50931, 50932];
const CAMERA_CALIBRATIONS = [50723, 50724, 52530];
/** Offsets and the tag that says how long the data at each is. */
const dataTags: readonly (readonly [offsets: number, counts: number])[] = [
  [273, 279],
  [324, 325],
  [513, 514],
];
const JPEG_Q_TABLES = 519;
const JPEG_DC_TABLES = 520;
const JPEG_AC_TABLES = 521;

/** A new file is hardly larger than the old one: offsets may take twice their room. */
const slackBytes = 65_536;

/** What is known of the whole file while its directories are walked. */
interface Walk {
  readonly input: PlanInput;
  readonly shape: TiffShape;
  readonly plan: PlanBuilder;
  readonly dng: boolean;
  readonly visited: Set<number>;
  /** Whether small copies of the picture are a camera's previews, not part of a pyramid. */
  previews: boolean;
}

function* planTiff(input: PlanInput): Scan<Plan> {
  const { context } = input;
  const { fileType } = yield* scanTiff({ ...context, warn: () => {} });
  if (!['TIFF', 'BTF', 'DNG'].includes(fileType.type)) {
    refuse('unsupported-format', `${fileType.type} files cannot be cleaned yet`, 0, 'tiff');
  }
  const shape = yield* readTiffShape(0, context.size ?? Number.MAX_SAFE_INTEGER);
  const plan = new PlanBuilder();
  const dng = fileType.type === 'DNG';
  const walk: Walk = { input, shape, plan, dng, visited: new Set(), previews: dng };
  const pages = yield* readPages(walk);
  const { pieces, data } = writeTiff({ littleEndian: shape.littleEndian, big: shape.big, pages });
  if (context.size !== undefined && totalLength(pieces) > 2 * context.size + slackBytes) {
    refuse('malformed', 'values that share their bytes', 0, 'tiff');
  }
  plan.append(pieces);
  if (dng) plan.mimeType = fileType.mimeType;
  plan.imageData.push(...data);
  plan.changed.push({
    kind: 'directories',
    path: 'tiff',
    ranges: [],
    why: 'laid out anew with structural tags',
  });
  return plan;
}

function* readPages(walk: Walk): Scan<NewIfd[]> {
  const pages: NewIfd[] = [];
  for (let offset = walk.shape.first, number = 0; offset !== 0; number++) {
    const path = number === 0 ? firstPage : `tiff/IFD${number}`;
    const ifd: RawIfd = yield* readDirectory(walk, offset, path);
    if (number === 0) walk.previews ||= ifd.entries.some(({ id }) => id === MAKE);
    if (number > 0 && (yield* isPreview(walk, ifd, true, path)))
      walk.plan.removed.push(entryOf(walk, 'thumbnail', path, offset));
    else pages.push(yield* newIfd(walk, ifd, path, 0));
    offset = ifd.next;
  }
  return pages;
}

function entryOf({ shape }: Walk, kind: string, path: string, offset: number) {
  const start = shape.base + offset;
  return { kind, path, ranges: [{ start, end: start }] };
}

function* readDirectory({ shape, input, visited }: Walk, offset: number, path: string): Scan<RawIfd> {
  const { limits } = input.context;
  if (visited.has(offset)) refuse('malformed', 'directories that lead back to themselves', offset, path);
  visited.add(offset);
  if (visited.size > limits.ifds)
    refuse('limit-exceeded', `more than ${limits.ifds} directories`, offset, path);
  return yield* readRawIfd(shape, offset, limits.ifdEntries, (id, at) => {
    if (isStructural(id)) refuse('malformed', `a value that lies outside the file`, at, `${path}/${hex(id)}`);
  });
}

function hex(id: number): string {
  return `0x${id.toString(16).padStart(4, '0')}`;
}

function isStructural(id: number): boolean {
  return structuralTags.has(id) || byteCountTags.has(id) || dataTags.some(([offsets]) => offsets === id);
}

/**
 * Whether a directory is to go: a smaller copy of the picture that a camera added, marked as reduced, or a JPEG on
 * its own, as Exif stores its thumbnail (a page of a TIFF states its width even in TIFF's old form of JPEG). Where
 * thumbnails are asked to stay, those go whose JPEG says more than its picture. The first directory is never asked
 * about: in a DNG it is often a small picture too, but all that is said of the raw picture stands in it.
 */
function* isPreview(walk: Walk, ifd: RawIfd, isPage: boolean, path: string): Scan<boolean> {
  if (!(yield* isSmallCopy(walk, ifd, isPage))) return false;
  const { rules, context } = walk.input;
  if (!rules.thumbnail) return true;
  if (yield* isPictureAlone(walk, ifd, path)) return false;
  context.warn('unknown', 'a thumbnail with metadata of its own is removed', 0, path);
  return true;
}

function* isSmallCopy({ shape, previews }: Walk, ifd: RawIfd, isPage: boolean): Scan<boolean> {
  const type = previews ? find(ifd, NEW_SUBFILE_TYPE) : undefined;
  if (type && ((yield* firstNumber(shape, type)) ?? 0) & REDUCED) return true;
  const alone = find(ifd, 513) !== undefined && find(ifd, 273) === undefined && find(ifd, 324) === undefined;
  return alone && (previews || !isPage || find(ifd, IMAGE_WIDTH) === undefined);
}

/** Whether no data of a directory is a JPEG with more in it than its picture. */
function* isPictureAlone(walk: Walk, ifd: RawIfd, path: string): Scan<boolean> {
  for (const { value } of yield* dataEntries(walk, ifd, path)) {
    if (value instanceof Uint8Array || !('data' in value)) continue;
    for (const { start, end } of value.data) {
      if (end - start < 2) continue;
      const view = yield { start, end: Math.min(end, start + walk.input.context.limits.blockBytes) };
      if (view.u16(start) !== 0xffd8) continue;
      if (!view.has(start, end)) return false;
      if (barePicture(view.slice(start, end), walk.input)?.length !== end - start) return false;
    }
  }
  return true;
}

function find(ifd: RawIfd, id: number): RawEntry | undefined {
  return ifd.entries.find((entry) => entry.id === id);
}

/** A directory with just what stays of it. */
function* newIfd(walk: Walk, ifd: RawIfd, path: string, depth: number): Scan<NewIfd> {
  const { rules, context } = walk.input;
  const stated = path === firstPage ? walk.input.stated : undefined;
  let inside: readonly NewEntry[] = [];
  if (depth > context.limits.depth) refuse('limit-exceeded', 'directories nested too deep', 0, path);
  const entries: NewEntry[] = [];
  const seen = new Set<number>(yield* unusedCalibration(ifd));
  for (const entry of ifd.entries) {
    const { id } = entry;
    if (seen.has(id)) continue;
    seen.add(id);
    if (isKeptValue(walk, entry, depth)) {
      entries.push({ id, type: entry.type, value: yield* keptValue(walk, entry, path) });
      const kind = profileTags.has(id) ? 'icc' : id === C2PA ? 'c2pa' : rules.exif.ifd0.has(id) && 'exif';
      if (kind) noteKept(walk, kind, entry, path);
    } else if (id === SUB_IFDS) {
      const directories = yield* newSubIfds(walk, entry, path, depth);
      if (directories.length > 0) entries.push({ id, type: entry.type, value: { directories } });
    } else if (id === EXIF_IFD && rules.exif.exifIfd.size > 0) {
      const exif = yield* childIfd(walk.shape, ifd, id);
      inside = exif ? yield* keptEntries(walk.shape, exif, (tag) => rules.exif.exifIfd.has(tag)) : [];
      if (inside.length > 0) noteKept(walk, 'exif', entry, path);
    } else if (!isData(id) && !(id === XMP && stated?.xmp)) {
      const { start, length } = entry;
      walk.plan.remove(id === C2PA ? 'c2pa' : 'tag', `${path}/${hex(id)}`, start, start + length);
    }
  }
  const onLost = lostText(walk.input, path);
  const { ifd0, exifIfd } = completed(
    { ifd0: entries, exifIfd: inside },
    { stated: stated?.exif ?? [], onLost },
  );
  const packet = stated?.xmp ? yield* xmpEntries(walk, ifd, stated.xmp) : [];
  const pointer =
    exifIfd.length > 0 ? [{ id: EXIF_IFD, type: 0, value: { directories: [{ entries: exifIfd }] } }] : [];
  return { entries: [...ifd0, ...packet, ...pointer, ...(yield* dataEntries(walk, ifd, path))] };
}

/** The XMP that stays (XMP part 3, section 3.2). */
function* xmpEntries(walk: Walk, ifd: RawIfd, text: string): Scan<NewEntry[]> {
  const bytes = xmpPacket(text);
  const old = find(ifd, XMP);
  if (old?.length === bytes.length && (yield* standsAt(bytes, old.start)))
    noteKept(walk, 'xmp', old, firstPage);
  else {
    const ranges = old ? [{ start: old.start, end: old.start + old.length }] : [];
    walk.plan.changed.push({ kind: 'xmp', path: `${firstPage}/${hex(XMP)}`, ranges, why: xmpAnew });
  }
  return [{ id: XMP, type: BYTE, value: bytes }];
}

function noteKept({ plan }: Walk, kind: string, { id, start, length }: RawEntry, path: string): void {
  const why = kind === 'icc' ? 'colour profile' : id === ORIENTATION ? 'orientation' : 'asked for';
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
  return texts[0] === texts[1] ? [] : CAMERA_CALIBRATIONS;
}

function isKeptValue({ input, dng }: Walk, { id, type }: RawEntry, depth: number): boolean {
  const { rules } = input;
  if (structuralTags.has(id)) return isNumeric(type) || id === JPEG_TABLES;
  if (byteCountTags.has(id) || (dng && dngTags.has(id))) return true;
  if (profileTags.has(id)) return rules.colour;
  if (id === ORIENTATION) return rules.orientation;
  if (id === C2PA) return rules.c2pa && depth === 0;
  return depth === 0 && rules.exif.ifd0.has(id);
}

function isData(id: number): boolean {
  return dataTags.some(([offsets]) => offsets === id) || (id >= JPEG_Q_TABLES && id <= JPEG_AC_TABLES);
}

function* boundedValue({ input }: Walk, entry: RawEntry, path: string): Scan<Uint8Array> {
  if (entry.length > input.context.limits.blockBytes) {
    refuse('limit-exceeded', 'a value that is too long', entry.start, `${path}/${hex(entry.id)}`);
  }
  return yield* rawValue(entry);
}

/** A value that stays; a profile without what stands behind it. */
function* keptValue(walk: Walk, entry: RawEntry, path: string): Scan<Uint8Array> {
  const bytes = yield* boundedValue(walk, entry, path);
  if (entry.id !== ICC_PROFILE) return bytes;
  return bytes.subarray(0, runSync(profileLength([{ start: 0, end: bytes.length }]), bytes));
}

function* newSubIfds(walk: Walk, entry: RawEntry, path: string, depth: number): Scan<NewIfd[]> {
  const kept: NewIfd[] = [];
  const offsets = yield* numbers(walk, entry, path);
  for (let i = 0; i < offsets.length; i++) {
    const place = `${path}/SubIFD${i}`;
    const ifd = yield* readDirectory(walk, offsets[i]!, place);
    if (yield* isPreview(walk, ifd, false, place))
      walk.plan.removed.push(entryOf(walk, 'thumbnail', place, offsets[i]!));
    else kept.push(yield* newIfd(walk, ifd, place, depth + 1));
  }
  return kept;
}

/** The whole numbers of an entry. */
function* numbers(walk: Walk, entry: RawEntry, path: string): Scan<number[]> {
  const { littleEndian } = walk.shape;
  const bytes = yield* boundedValue(walk, entry, path);
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = fieldSize(entry.type);
  return Array.from({ length: entry.count }, (_, i) => {
    if (size === 1) return data.getUint8(i);
    if (entry.type === SHORT) return data.getUint16(i * 2, littleEndian);
    if (size === 4) return data.getUint32(i * 4, littleEndian);
    if (size !== 8) refuse('malformed', 'an offset of a wrong type', entry.start, `${path}/${hex(entry.id)}`);
    const high = data.getUint32(i * 8 + (littleEndian ? 4 : 0), littleEndian);
    return high * 4294967296 + data.getUint32(i * 8 + (littleEndian ? 0 : 4), littleEndian);
  });
}

/** The entries that point to picture data: strips, tiles, and what JPEG in its old form needs (TIFF 6.0 section 22). */
function* dataEntries(walk: Walk, ifd: RawIfd, path: string): Scan<NewEntry[]> {
  const entries: NewEntry[] = [];
  for (const [offsetTag, countTag] of dataTags) {
    const offsets = find(ifd, offsetTag);
    if (!offsets) continue;
    const starts = yield* numbers(walk, offsets, path);
    const counts = find(ifd, countTag);
    const lengths = counts ? yield* numbers(walk, counts, path) : undefined;
    if (!lengths)
      refuse('malformed', 'picture data of unknown length', offsets.start, `${path}/${hex(offsetTag)}`);
    const data = starts.map((start, i) =>
      dataRange(walk, start, lengths[i] ?? 0, `${path}/${hex(offsetTag)}`),
    );
    entries.push({ id: offsetTag, type: offsets.type, value: { data } });
  }
  for (const id of [JPEG_Q_TABLES, JPEG_DC_TABLES, JPEG_AC_TABLES]) {
    const offsets = find(ifd, id);
    if (!offsets) continue;
    const data: ByteRange[] = [];
    for (const start of yield* numbers(walk, offsets, path)) {
      const length = id === JPEG_Q_TABLES ? 64 : yield* huffmanLength(walk, start);
      data.push(dataRange(walk, start, length, `${path}/${hex(id)}`));
    }
    entries.push({ id, type: offsets.type, value: { data } });
  }
  return entries;
}

/** Picture data in the source; none where offset or length is 0 (a sparse tile). */
function dataRange({ shape }: Walk, offset: number, length: number, path: string): ByteRange {
  const start = shape.base + offset;
  if (offset === 0 || length === 0) return { start: 0, end: 0 };
  if (start + length > shape.end) refuse('truncated', 'picture data lies outside the file', start, path);
  return { start, end: start + length };
}

/** Sixteen counts of codes, and a value for each code. */
function* huffmanLength({ shape }: Walk, offset: number): Scan<number> {
  const start = shape.base + offset;
  const view = yield { start, end: start + 16 };
  let length = 16;
  if (view.has(start, start + 16)) for (let i = 0; i < 16; i++) length += view.u8(start + i);
  return length;
}
