// One TIFF structure that has been walked: its directories, what lies nested in them, its pictures.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { lowestBits } from '../../structures/tiff/directory.js';
import { ASCII, fieldSize } from '../../structures/tiff/field.js';
import { pointerIn } from '../../structures/tiff/find.js';
import {
  AS_SHOT_ICC_PROFILE,
  C2PA_MANIFEST,
  CURRENT_ICC_PROFILE,
  DNG_PRIVATE_DATA,
  EXIF_IFD,
  GEO_DOUBLES,
  GEO_KEYS,
  GEO_TEXTS,
  GLOBAL_PARAMETERS_IFD,
  GPS_IFD,
  ICC_PROFILE,
  IMAGE_RESOURCES,
  INTEROP_IFD,
  IPTC_RECORDS,
  KDC_IFD,
  KODAK_IFD,
  LEAF_DATA,
  MAKE,
  MAKER_NOTE,
  MODEL,
  PHOTOSHOP_DOCUMENT,
  PRINT_IM,
  SUB_IFDS,
  XMP_PACKET,
} from '../../structures/tiff/ids.js';
import { textOf, valueBytes } from '../../structures/tiff/lookup.js';
import { type OpenTiff, openTiff } from '../../structures/tiff/open.js';
import { type Entry, type Ifd, readIfds, type WalkPlan } from '../../structures/tiff/read.js';
import type { BlockKind, BlockRef, Context } from '../../types.js';
import { exifDefinitions } from './definitions.js';
import { isDngRecord } from './dng-records.js';
import type { Surroundings } from './offset-names.js';
import { staysInFile } from './stored.js';

/** A maker note with the TIFF structure it lies in: its offsets often count from that structure's start. */
export interface MakerNoteRef extends BlockRef {
  readonly kind: 'makernote';
  readonly tiff: OpenTiff;
  /** Absolute offset of the note, in the file or in the joined block. */
  readonly offset: number;
  readonly length: number;
  readonly make: string | undefined;
  readonly model: string | undefined;
  /** The first directory of the structure, which names the program that wrote it: of a camera, its firmware. */
  readonly ifd0: Ifd | undefined;
  /** It is the private data of a Sony raw file, not a note. */
  readonly isPrivateData?: boolean;
  /** What its offsets count from and its byte order, where a program moved it and wrote down what they had been. */
  readonly moved?: { readonly base: number; readonly littleEndian: boolean };
  /** Type of the file the structure makes up, `APP1` in JPEG. */
  readonly fileType: string;
  /** The entry that holds it or points to it: that of maker notes, DNG's private data, or one of the maker's. */
  readonly entry: number;
}

/** GeoTIFF keys with the entries that hold their values. */
export interface GeoTiffRef extends BlockRef {
  readonly kind: 'geotiff';
  readonly keys: Uint8Array;
  readonly doubles: Uint8Array | undefined;
  readonly texts: Uint8Array | undefined;
  readonly littleEndian: boolean;
}

/** Leaf's packets, whose numbers have the byte order of the structure. */
export interface LeafRef extends BlockRef {
  readonly kind: 'leaf';
  readonly littleEndian: boolean;
}

/** A GPS directory that the walk over all directories met. */
export interface GpsDirectoryRef extends BlockRef {
  readonly kind: 'gps-directory';
  readonly tiff: OpenTiff;
  readonly start: number;
  /** The block whose IFD0, or else its ExifIFD, points to it; others point to it where there is none. */
  readonly usualOf: BlockRef | undefined;
  /** Whether what points to it comes before the pointer of the usual one. */
  readonly before: boolean;
}

/** A walked TIFF structure. */
export interface Structure {
  readonly tiff: OpenTiff;
  readonly ifds: readonly Ifd[];
  readonly nested: readonly BlockRef[];
  readonly handedOn: readonly GpsDirectoryRef[];
  readonly around: Surroundings;
  readonly make: string | undefined;
  readonly model: string | undefined;
  /** It describes another picture than the main one. */
  readonly aside: boolean;
  /** Family 1 group of the track it lies in. */
  readonly group: string | undefined;
}

/** Blocks of their own by the entry that holds them. */
export const nestedKinds: ReadonlyMap<number, BlockKind> = new Map([
  [XMP_PACKET, 'xmp'],
  [IPTC_RECORDS, 'iptc'],
  [IMAGE_RESOURCES, 'photoshop'],
  [ICC_PROFILE, 'icc'],
  [GEO_KEYS, 'geotiff'],
  [MAKER_NOTE, 'makernote'],
  [DNG_PRIVATE_DATA, 'makernote'],
  [KODAK_IFD, 'makernote'],
  [KDC_IFD, 'makernote'],
  [PHOTOSHOP_DOCUMENT, 'photoshop-document'],
  [AS_SHOT_ICC_PROFILE, 'icc'],
  [CURRENT_ICC_PROFILE, 'icc'],
  [C2PA_MANIFEST, 'jumbf'],
  [LEAF_DATA, 'leaf'],
]);

/** Directories of a maker's own that an entry points to: so much of the file is looked at for one. */
const maxDirectoryBytes = 65_536;
const isPointed = (id: number): boolean => id === KODAK_IFD || id === KDC_IFD;

/** The lowest five bits of their ids: most entries are told by these. */
const nestedBits = lowestBits(nestedKinds.keys());

/** Values longer than this are not read from a source that is read by pieces, unless they are text. */
const maxValueBytes = 49_152;

const plan: WalkPlan = {
  pointers: new Map([
    [SUB_IFDS, 'SubIFD'],
    [GLOBAL_PARAMETERS_IFD, 'GlobParamIFD'],
    [EXIF_IFD, 'ExifIFD'],
    [INTEROP_IFD, 'InteropIFD'],
  ]),
  chain: true,
  wanted,
};

function wanted(entry: Entry): boolean {
  const definition = exifDefinitions().get(entry.id);
  if (!definition) return entry.id === PRINT_IM || entry.id === GEO_KEYS || isDngRecord(entry.id);
  if (staysInFile(entry, definition)) return false;
  if (definition.long && entry.count > 500) return false;
  return (
    entry.length <= maxValueBytes ||
    entry.type === ASCII ||
    (fieldSize(entry.type) > 1 && entry.count <= 100_000 && !definition.binary)
  );
}

const ofExifIfd: WalkPlan = { ...plan, first: 'ExifIFD' };

/**
 * Opens and walks the structure of one block; `undefined`, with a warning, where there is none. `main` is the file's first
 * one: the camera it tells of is that of one that has no IFD0.
 */
export function* readStructure(
  ref: BlockRef,
  context: Context,
  main?: Structure,
): Scan<Structure | undefined> {
  const tiff = yield* openTiff(ref, context);
  if (!tiff) return undefined;
  const { first } = ref;
  const ifds =
    first === 'GPS' ? [] : yield* readIfds(tiff.source, tiff.header, first ? ofExifIfd : plan, context);
  const make = first ? main?.make : textOf(ifds[0], MAKE);
  const model = first ? main?.model : textOf(ifds[0], MODEL);
  const around = surroundings(ref, tiff);
  return {
    tiff,
    ifds,
    nested: findNested(ifds, tiff, ref, around.fileType, make, model),
    handedOn: gpsDirectories(ifds, tiff, ref),
    around,
    make,
    model,
    aside: ref.aside === true,
    group: ref.group,
  };
}

function surroundings(ref: BlockRef, tiff: OpenTiff): Surroundings {
  return {
    fileType: ref.host === 'jpeg' ? 'APP1' : (ref.label ?? ''),
    thumbnailInFirst: ref.host === 'webp' || ref.host === 'heif',
    base: printedBase(ref, tiff),
  };
}

/** ExifTool counts from the start of the chunk in WebP, `Exif\0\0` or not, and from the block in PNG. */
function printedBase(ref: BlockRef, { base, source }: OpenTiff): number {
  if (ref.host === 'png') return 0;
  if (ref.host !== 'webp') return base;
  const prefixed = source.view.has(base - 6, base) && source.view.latin1(base - 6, base - 2) === 'Exif';
  return prefixed ? base - 6 : base;
}

function findNested(
  ifds: readonly Ifd[],
  tiff: OpenTiff,
  ref: BlockRef,
  fileType: string,
  make: string | undefined,
  model: string | undefined,
): readonly BlockRef[] {
  const found: BlockRef[] = [];
  const { host } = ref;
  const noteAt = (entry: number, offset: number, length: number, ifd: Ifd, place: Placed): MakerNoteRef => {
    const note: MakerNoteRef = {
      kind: 'makernote',
      path: `${ref.path}/${ifd.name}`,
      ranges: place.ranges,
      host,
      label: make ?? '',
      tiff,
      offset,
      length,
      make,
      model,
      ifd0: ifds[0],
      fileType,
      entry,
    };
    // Most have none of these: a spread makes a slow object.
    const { bytes } = place;
    return bytes || ref.aside
      ? { ...note, ...(bytes && { bytes }), ...(ref.aside && { aside: true }) }
      : note;
  };
  for (const ifd of ifds) {
    for (const { id, offset, length } of ifd.entries) {
      if (!(nestedBits & (1 << (id & 31)))) continue;
      // Even four bytes of IPTC have a digest.
      const isSmallest = length <= 4 && id !== MAKER_NOTE && id !== IPTC_RECORDS && !isPointed(id);
      const kind = isSmallest ? undefined : nestedKinds.get(id);
      if (kind === undefined) continue;
      if (kind === 'geotiff') {
        const geo = geoTiff(ifd, ref);
        if (geo) found.push(geo);
        continue;
      }
      const place = placed(tiff, { start: offset, end: offset + length });
      if (kind === 'leaf') {
        const { littleEndian } = tiff.header;
        const packets: LeafRef = { kind, path: `${ref.path}/${ifd.name}`, ...place, littleEndian };
        found.push(packets);
        continue;
      }
      if (kind === 'makernote') {
        const start = isPointed(id) ? pointerIn(ifd.entries, id, tiff) : offset;
        if (start === undefined) continue;
        const bytes = isPointed(id) ? Math.min(maxDirectoryBytes, tiff.source.end - start) : length;
        found.push(noteAt(id, start, bytes, ifd, place));
      } else {
        const path = `${ref.path}/${ifd.name}`;
        const usual = host === 'tiff' && kind === 'iptc' && ifd === ifds[0];
        const inner: BlockRef = { kind, path, ...place, host, directory: ifd.name, usual };
        found.push(
          kind === 'icc' && id >= AS_SHOT_ICC_PROFILE ? { ...inner, label: exifNames[id] ?? '' } : inner,
        );
      }
    }
  }
  const [first] = ifds;
  const data = first && isSonyRaw.test(fileType) ? privateData(first, tiff) : undefined;
  if (first && data) {
    const note = noteAt(DNG_PRIVATE_DATA, data.start, data.end - data.start, first, { ranges: [data] });
    const privateRef: MakerNoteRef = { ...note, isPrivateData: true };
    found.push(privateRef);
  }
  return found;
}

const isSonyRaw = /^(ARW|SR2)$/;
const maxPrivateBytes = 65_536;

/** What an entry of Sony's raw files points to: a directory, and values that lie anywhere. */
function privateData(ifd: Ifd, { source, header }: OpenTiff): ByteRange | undefined {
  const entry = ifd.entries.find(({ id }) => id === DNG_PRIVATE_DATA);
  if (!entry?.view || entry.length < 4) return undefined;
  const start = source.start + entry.view.u32(entry.offset, header.littleEndian);
  return start < source.end ? { start, end: Math.min(start + maxPrivateBytes, source.end) } : undefined;
}

const none: readonly GpsDirectoryRef[] = [];

function gpsDirectories(ifds: readonly Ifd[], tiff: OpenTiff, ref: BlockRef): readonly GpsDirectoryRef[] {
  const pointing: { ifd: Ifd; start: number }[] = [];
  for (const ifd of ifds) {
    const start = pointerIn(ifd.entries, GPS_IFD, tiff);
    if (start !== undefined && !pointing.some((one) => one.start === start)) pointing.push({ ifd, start });
  }
  if (pointing.length === 0) return none;
  const [first] = ifds;
  const usual =
    pointing.find(({ ifd }) => ifd === first) ??
    pointing.find(({ ifd }) => ifd.name === 'ExifIFD' && ifd.parent === first);
  return pointing.map((one) => ({
    kind: 'gps-directory',
    ranges: noRanges,
    path: `${ref.path}/${one.ifd.name}/GPS`,
    tiff,
    start: one.start,
    usualOf: one === usual ? ref : undefined,
    before: usual !== undefined && within(one.ifd, first),
    aside: ref.aside === true,
  }));
}

const noRanges: readonly ByteRange[] = [];

function within(ifd: Ifd, outer: Ifd | undefined): boolean {
  return ifd.parent !== undefined && (ifd.parent === outer || within(ifd.parent, outer));
}

function geoTiff(ifd: Ifd, ref: BlockRef): GeoTiffRef | undefined {
  const [keys, doubles, texts] = [GEO_KEYS, GEO_DOUBLES, GEO_TEXTS].map((id) => valueBytes(ifd, id));
  if (!keys) return undefined;
  const { littleEndian, name } = ifd;
  return { kind: 'geotiff', ranges: [], path: `${ref.path}/${name}`, keys, doubles, texts, littleEndian };
}

const exifNames: { readonly [id: number]: string } = {
  50831: 'AsShotICCProfile',
  50833: 'CurrentICCProfile',
};

type Placed = Pick<BlockRef, 'ranges' | 'bytes'>;

/** A range of the file, or the bytes themselves where the structure does not stand in the file in one piece. */
export function placed(tiff: OpenTiff, range: ByteRange): Placed {
  if (!tiff.joined) return { ranges: [range] };
  return { ranges: [], bytes: tiff.source.view.slice(range.start, range.end) };
}
