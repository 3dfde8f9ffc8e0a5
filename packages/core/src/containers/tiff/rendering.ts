// What shows the pages of a TIFF or DNG beside their coded data: structural tags, and what a raw developer needs.
import type { Scan } from '../../bytes/scan.js';
import { ASCII, fieldSize } from '../../structures/tiff/field.js';
import {
  COMPRESSION,
  DNG_VERSION,
  JPEG_AC_TABLES,
  JPEG_DC_TABLES,
  JPEG_OFFSET,
  JPEG_Q_TABLES,
  JPEG_TABLES,
  STRIP_OFFSETS,
  SUB_IFDS,
  SUBFILE_TYPE,
  TILE_OFFSETS,
} from '../../structures/tiff/ids.js';
import { firstNumber } from '../../structures/tiff/keep.js';
import {
  type RawEntry,
  type RawIfd,
  rawValue,
  readRawIfd,
  readTiffShape,
  type TiffShape,
} from '../../structures/tiff/strict.js';
import { isNumeric, numberAt } from '../../structures/tiff/value.js';
import type { Rendering, RenderingInput, ShownFacts } from '../rendering.js';
import { cameraCalibrations, dngTags, structuralTags } from './kept-tags.js';
import { beginsAsJpeg } from './walk.js';

const REDUCED = 1;
/** Compression schemes of which tag 513 may be a part. */
const jpegSchemes: readonly number[] = [6, 7];
/** Where coded data lies. The places are written anew and the data may be cleaned: that they are there counts. */
const places: ReadonlySet<number> = new Set([
  STRIP_OFFSETS,
  TILE_OFFSETS,
  JPEG_TABLES,
  JPEG_OFFSET,
  JPEG_Q_TABLES,
  JPEG_DC_TABLES,
  JPEG_AC_TABLES,
]);

/** What stays the same while the directories of a file are walked. */
interface Walk {
  readonly shape: TiffShape;
  readonly input: RenderingInput;
  readonly facts: ShownFacts;
  readonly visited: Set<number>;
  dng: boolean;
}

/** Tells of the pages of a TIFF but for small copies of others, which are kept or not by policy. */
export const tiffRendering: Rendering = function* (input, facts) {
  const shape = yield* readTiffShape(0, input.context.size ?? Number.MAX_SAFE_INTEGER);
  const walk: Walk = { shape, input, facts, visited: new Set(), dng: false };
  for (let offset = shape.first; offset !== 0 && !walk.visited.has(offset); ) {
    const first = walk.visited.size === 0;
    const ifd = yield* readDirectory(walk, offset);
    if (first) walk.dng = find(ifd, DNG_VERSION) !== undefined;
    if (first || !(yield* isSmallCopy(walk, ifd))) yield* tellDirectory(walk, ifd, 'tiff/IFD');
    offset = ifd.next;
  }
};

function* readDirectory({ shape, input, visited }: Walk, offset: number): Scan<RawIfd> {
  visited.add(offset);
  return yield* readRawIfd(shape, offset, input.context.limits.ifdEntries);
}

function find(ifd: RawIfd, id: number): RawEntry | undefined {
  return ifd.entries.find((entry) => entry.id === id);
}

/** A directory that says it is a reduced picture, or a JPEG on its own, as thumbnails are stored. */
function* isSmallCopy(walk: Walk, ifd: RawIfd): Scan<boolean> {
  const type = find(ifd, SUBFILE_TYPE);
  if (type && ((yield* firstNumber(walk.shape, type)) ?? 0) & REDUCED) return true;
  return Boolean(find(ifd, JPEG_OFFSET) && !find(ifd, STRIP_OFFSETS) && !find(ifd, TILE_OFFSETS));
}

function* tellDirectory(walk: Walk, ifd: RawIfd, path: string): Scan<void> {
  const { facts, input } = walk;
  facts.emit(path, []);
  const told = new Set<number>(yield* emptyTags(walk, ifd));
  for (const entry of [...ifd.entries].sort((a, b) => a.id - b.id)) {
    const { id, type, length } = entry;
    if (told.has(id) || input.changing?.has(id) || !isFact(walk, entry)) continue;
    told.add(id);
    const isPlace = places.has(id) || length > input.context.limits.blockBytes;
    facts.emit(`${path}/${id}`, isPlace ? [] : [type, ...(yield* rawValue(entry))]);
  }
  const children = find(ifd, SUB_IFDS);
  for (const offset of children ? yield* numbers(walk, children) : []) {
    if (walk.visited.has(offset)) continue;
    const child: RawIfd = yield* readDirectory(walk, offset);
    if (!(yield* isSmallCopy(walk, child))) yield* tellDirectory(walk, child, `${path}/SubIFD`);
  }
}

/**
 * Tags that show nothing: a JPEG beside strips that are none, which is a thumbnail, one that is no JPEG, for which
 * readers take the strips, and tables that are none.
 */
function* emptyTags(walk: Walk, ifd: RawIfd): Scan<number[]> {
  const empty: number[] = [];
  const tables = find(ifd, JPEG_TABLES);
  if (tables && !(yield* beginsAsJpeg(tables.start, tables.start + tables.length))) empty.push(JPEG_TABLES);
  const stream = find(ifd, JPEG_OFFSET);
  if (!stream || !(find(ifd, STRIP_OFFSETS) ?? find(ifd, TILE_OFFSETS))) return empty;
  const compression = find(ifd, COMPRESSION);
  const [scheme = 1] = compression ? yield* numbers(walk, compression) : [];
  const [offset = 0] = yield* numbers(walk, stream);
  const { base, end } = walk.shape;
  if (!jpegSchemes.includes(scheme) || !(yield* beginsAsJpeg(base + offset, end))) empty.push(JPEG_OFFSET);
  return empty;
}

function isFact({ dng }: Walk, { id, type }: RawEntry): boolean {
  if (places.has(id)) return true;
  if (structuralTags.has(id)) return isNumeric(type);
  return dng && type !== ASCII && dngTags.has(id) && !cameraCalibrations.includes(id);
}

/** The numbers of an entry. */
function* numbers({ shape, input }: Walk, entry: RawEntry): Scan<number[]> {
  const { start, length, type, count } = entry;
  if (length > input.context.limits.blockBytes) return [];
  const view = yield { start, end: start + length };
  if (!view.has(start, start + length)) return [];
  const size = fieldSize(type);
  return Array.from({ length: count }, (_, i) => numberAt(view, start + i * size, type, shape.littleEndian));
}
