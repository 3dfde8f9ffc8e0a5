// Which bytes of a TIFF structure belong to what: its directories, their values, its pictures.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { noView } from '../../bytes/view.js';
import { MetadataError } from '../../errors.js';
import type { Limits } from '../../limits.js';
import { type DirectoryFaults, DirectoryWalk, sizesOf } from './directory.js';
import { fieldSize, isInteger } from './field.js';
import {
  EXIF_IFD,
  GLOBAL_PARAMETERS_IFD,
  GPS_IFD,
  INTEROP_IFD,
  JPEG_LENGTH,
  JPEG_OFFSET,
  STRIP_BYTE_COUNTS,
  STRIP_OFFSETS,
  SUB_IFDS,
  TILE_BYTE_COUNTS,
  TILE_OFFSETS,
} from './ids.js';
import { type RawEntry, type RawIfd, rawIfd, type TiffShape } from './strict.js';
import { numberAt } from './value.js';

/** Directories that entries are changed in. */
export type IfdPlace = 'IFD0' | 'ExifIFD' | 'InteropIFD' | 'GPS' | 'IFD1';

/** A directory, and whether a link stands behind it: in many files none does behind those of EXIF. */
export interface FoundIfd extends RawIfd {
  readonly linked: boolean;
  /** The bytes of its entries. */
  readonly bytes: Uint8Array;
  /** In which directory, and by which entry, it is pointed to. */
  readonly holder: IfdPlace | undefined;
}

/** A structure that has been walked. */
export interface Survey {
  readonly directories: ReadonlyMap<IfdPlace, FoundIfd>;
  /** All of its directories with their links, and its pictures. */
  readonly structure: readonly ByteRange[];
  /** The values that do not stand in their entries. */
  readonly values: readonly RawEntry[];
  /** How far its pictures reach behind its end: some writers count an EXIF block too short. */
  readonly overhang: number;
  /** What of its pictures is said to lie behind its end. */
  readonly beyond: readonly ByteRange[];
}

const pointers: ReadonlyMap<number, IfdPlace | 'other'> = new Map([
  [SUB_IFDS, 'other'],
  [GLOBAL_PARAMETERS_IFD, 'other'],
  [EXIF_IFD, 'ExifIFD'],
  [GPS_IFD, 'GPS'],
  [INTEROP_IFD, 'InteropIFD'],
]);
const pictures: readonly (readonly [number, number])[] = [
  [STRIP_OFFSETS, STRIP_BYTE_COUNTS],
  [TILE_OFFSETS, TILE_BYTE_COUNTS],
  [JPEG_OFFSET, JPEG_LENGTH],
];
const maxSubdirectories = 64;
const maxPictures = 1 << 20;
const maxOverhang = 1 << 16;

/** Walks all directories. Throws `malformed` where one that is pointed to as EXIF's or GPS's cannot be read. */
export function* surveyTiff(shape: TiffShape, limits: Limits): Scan<Survey> {
  const walk = new Surveyor(shape, limits);
  yield* walk.run();
  return walk;
}

class Surveyor implements Survey {
  readonly directories = new Map<IfdPlace, FoundIfd>();
  readonly structure: ByteRange[] = [];
  readonly values: RawEntry[] = [];
  readonly beyond: ByteRange[] = [];
  overhang = 0;
  readonly #shape: TiffShape;
  readonly #limits: Limits;
  readonly #seen = new Set<number>();

  constructor(shape: TiffShape, limits: Limits) {
    this.#shape = shape;
    this.#limits = limits;
  }

  *run(): Scan<void> {
    yield* this.#chain(this.#shape.first, 'IFD0', 'IFD1', 0);
    if (!this.directories.has('IFD0')) this.#refuse('its first directory cannot be read', this.#shape.first);
  }

  /** A directory and those linked to it. */
  *#chain(first: number, name: IfdPlace | 'other', second: IfdPlace | 'other', depth: number): Scan<void> {
    let place: IfdPlace | 'other' = name;
    for (let at = first; at !== 0; ) {
      const ifd = yield* this.#enter(at, place, undefined, true, depth);
      if (!ifd) return;
      place = place === name ? second : 'other';
      at = ifd.next;
    }
  }

  *#enter(
    offset: number,
    place: IfdPlace | 'other',
    holder: IfdPlace | undefined,
    linked: boolean,
    depth: number,
  ): Scan<FoundIfd | undefined> {
    if (this.#seen.has(offset) || offset < 8) return undefined;
    if (this.#seen.size >= this.#limits.ifds || depth >= this.#limits.depth)
      throw new MetadataError('limit-exceeded', 'too many directories', { offset, path: 'tiff' });
    this.#seen.add(offset);
    const { base, end } = this.#shape;
    const walk = new DirectoryWalk(noView, this.#shape, { start: base, end }, this.#faults());
    const raw = yield* rawIfd(walk, base + offset);
    if (!raw) return undefined;
    const bytes = walk.view.slice(walk.first, walk.end);
    const ifd = { ...raw, linked, bytes, holder };
    if (place !== 'other') this.directories.set(place, ifd);
    const last = raw.end + (linked ? sizesOf(this.#shape).link : 0);
    this.structure.push({ start: raw.at, end: Math.min(end, last) });
    const own = place === 'other' ? undefined : place;
    for (const entry of raw.entries) {
      if (entry.length > 0 && !entry.inline && entry.start < end) this.values.push(entry);
      const child = pointers.get(entry.id);
      if (child) yield* this.#follow(entry, child, own, depth);
    }
    yield* this.#pictures(raw);
    return ifd;
  }

  *#follow(
    entry: RawEntry,
    child: IfdPlace | 'other',
    holder: IfdPlace | undefined,
    depth: number,
  ): Scan<void> {
    for (const at of yield* this.#numbers(entry, maxSubdirectories)) {
      if (child === 'other') {
        yield* this.#chain(at, 'other', 'other', depth + 1);
        continue;
      }
      const expected = child === 'InteropIFD' ? holder === 'ExifIFD' : holder === 'IFD0';
      const found = yield* this.#enter(
        at,
        expected && !this.directories.has(child) ? child : 'other',
        holder,
        false,
        depth + 1,
      );
      if (!found && expected && !this.directories.has(child))
        this.#refuse(`its ${child} directory cannot be read`, entry.at);
    }
  }

  *#pictures({ entries }: RawIfd): Scan<void> {
    for (const [places, lengths] of pictures) {
      const at = entries.find(({ id }) => id === places);
      const sizes = entries.find(({ id }) => id === lengths);
      if (!at || !sizes) continue;
      const starts = yield* this.#numbers(at, maxPictures);
      const long = yield* this.#numbers(sizes, maxPictures);
      starts.forEach((start, i) => {
        const { base, end } = this.#shape;
        const from = base + start;
        const stated = from + (long[i] ?? 0);
        const to = Math.min(end, stated);
        if (stated > Math.max(from, end)) this.beyond.push({ start: Math.max(from, end), end: stated });
        if (from >= to) return;
        this.structure.push({ start: from, end: to });
        if (stated - to <= maxOverhang) this.overhang = Math.max(this.overhang, stated - to);
      });
    }
  }

  /** The whole numbers of an entry; none where its value is not in the structure. */
  *#numbers({ type, count, start, end }: RawEntry, limit: number): Scan<number[]> {
    if (!isInteger(type) || count > limit || end > this.#shape.end) return [];
    const view = yield { start, end };
    if (!view.has(start, end)) return [];
    const size = fieldSize(type);
    return Array.from({ length: count }, (_, i) =>
      numberAt(view, start + i * size, type, this.#shape.littleEndian),
    );
  }

  #faults(): DirectoryFaults {
    return {
      maxEntries: this.#limits.ifdEntries,
      directory: () => undefined,
      entry: () => 'give',
    };
  }

  #refuse(message: string, offset: number): never {
    throw new MetadataError('malformed', `EXIF cannot be changed: ${message}`, { offset, path: 'tiff' });
  }
}
