// EXIF, TIFF and raw files: entries taken out of their directories, everything else left where it is.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { View } from '../../bytes/view.js';
import type { TiffForm } from '../../structures/tiff/directory.js';
import { fieldSize, isInteger } from '../../structures/tiff/field.js';
import { readHeader } from '../../structures/tiff/header.js';
import {
  C2PA_MANIFEST,
  COMPRESSION,
  DNG_PRIVATE_DATA,
  EXIF_IFD,
  GLOBAL_PARAMETERS_IFD,
  GPS_IFD,
  IMAGE_RESOURCES,
  INTEROP_IFD,
  IPTC_RECORDS,
  JPEG_LENGTH,
  JPEG_OFFSET,
  JPG_FROM_RAW,
  MAKE,
  MAKER_NOTE,
  OLD_SUBFILE_TYPE,
  STRIP_BYTE_COUNTS,
  STRIP_OFFSETS,
  SUB_IFDS,
  SUBFILE_TYPE,
  TILE_BYTE_COUNTS,
  TILE_OFFSETS,
  XMP_PACKET,
} from '../../structures/tiff/ids.js';
import type { RawEntry } from '../../structures/tiff/strict.js';
import { numberAt } from '../../structures/tiff/value.js';
import type { Tag } from '../../types.js';
import { exifTag } from '../groups/names.js';
import { type Directory, readDirectory, withoutEntries } from './directory.js';
import { fill, PartDraft, runOn } from './draft.js';
import { coarsenGps } from './gps.js';
import { deeper, type Job, noteChanged, noteRemoved, type Part, refuseBlock } from './job.js';
import { tells } from './maker-note.js';
import { saysInManifest } from './manifest.js';
import { readTags, states } from './tags.js';

/** Edits a block nested in another: an XMP packet, IPTC, Photoshop resources, a JPEG. */
export type EditNested = (job: Job, kind: string, part: Part) => Scan<void>;

/** Entries that point to directories. */
const pointers: ReadonlyMap<number, string> = new Map([
  [SUB_IFDS, 'SubIFD'],
  [GLOBAL_PARAMETERS_IFD, 'GlobParamIFD'],
  [EXIF_IFD, 'ExifIFD'],
  [INTEROP_IFD, 'InteropIFD'],
]);
/** Entries that hold a block of another standard. */
const nestedKinds: ReadonlyMap<number, string> = new Map([
  [XMP_PACKET, 'xmp'],
  [IPTC_RECORDS, 'iptc'],
  [IMAGE_RESOURCES, 'photoshop'],
  [JPG_FROM_RAW, 'jpeg'],
]);
/** Where strips and tiles lie, and how long they are. */
const pixelLists: ReadonlyMap<number, number> = new Map([
  [STRIP_OFFSETS, STRIP_BYTE_COUNTS],
  [TILE_OFFSETS, TILE_BYTE_COUNTS],
]);
/** Entries that are named after what they say of thumbnails, and tell where the picture itself is. */
const structural: ReadonlySet<number> = new Set([JPEG_OFFSET, JPEG_LENGTH, JPG_FROM_RAW]);
const maxSubdirectories = 64;

/**
 * Takes what the job names out of a TIFF structure that fills the part. `isFile`: a file, not a block in one.
 * Throws `not-writable` where a directory that matters cannot be read, or where bytes that go are shared
 * with others that stay.
 */
export function* editTiff(job: Job, part: Part, isFile: boolean, editNested: EditNested): Scan<void> {
  const { draft } = part;
  const header = readHeader(new View(yield* draft.read(0, 16)), 0);
  if (!header) return;
  yield* new TiffEditor(job, part, header, isFile, editNested).run(header.first);
}

class TiffEditor {
  readonly #job: Job;
  readonly #part: Part;
  readonly #form: TiffForm;
  readonly #isFile: boolean;
  readonly #editNested: EditNested;
  readonly #seen = new Set<number>();
  /** What stays, and what is overwritten: the two must not overlap. */
  readonly #staying: ByteRange[] = [];
  /** Pictures outside the notes that go, by their pointers. */
  readonly #previews: ByteRange[] = [];
  readonly #erased: ByteRange[] = [];
  #notes: readonly Tag[] | undefined;
  #make = '';

  constructor(job: Job, part: Part, form: TiffForm, isFile: boolean, editNested: EditNested) {
    this.#job = job;
    this.#part = part;
    this.#form = form;
    this.#isFile = isFile;
    this.#editNested = editNested;
  }

  *run(first: number): Scan<void> {
    let at = first;
    let last = first;
    for (let number = 0; at !== 0; number++) {
      const directory = yield* this.#enter(at, `IFD${number}`, number === 0);
      if (!directory) break;
      if (number > 0 && (yield* this.#isThumbnail(directory, number))) {
        yield* this.#erasePage(directory);
        yield* this.#link(last, directory.next);
      } else {
        yield* this.#directory(directory, 0, true);
        last = at;
      }
      at = directory.next;
    }
    yield* this.#eraseAll();
  }

  /** Reads a directory once. One that cannot be read is passed over where no reader can read it either. */
  *#enter(at: number, name: string, needed: boolean): Scan<Directory | undefined> {
    const { limits } = this.#job.context;
    if (this.#seen.has(at)) return undefined;
    if (this.#seen.size >= limits.ifds) this.#refuse('too many directories', at, name);
    this.#seen.add(at);
    const directory = yield* readDirectory(this.#part.draft, this.#form, at, name, limits.ifdEntries);
    if (!directory && needed) this.#refuse('a directory cannot be read', at, name);
    return directory;
  }

  *#directory(directory: Directory, depth: number, linked: boolean): Scan<void> {
    const { entries, name } = directory;
    if (name === 'IFD0') yield* this.#readMake(entries);
    if (name === 'IFD0' && this.#isFile && (yield* this.#isThumbnail(directory, 0))) {
      this.#refuse('a thumbnail that is the first page cannot be taken out', directory.at, name);
    }
    const gone = new Set<RawEntry>();
    for (const entry of entries) {
      if (yield* this.#goes(entry, directory, depth)) gone.add(entry);
      else if (!entry.inline && entry.end <= this.#part.draft.length) this.#staying.push(entry);
    }
    yield* this.#pictures(directory, gone);
    this.#staying.push({ start: directory.at, end: directory.end });
    yield* this.#takeOut(directory, gone, linked);
  }

  *#takeOut(directory: Directory, gone: ReadonlySet<RawEntry>, linked: boolean): Scan<void> {
    if (gone.size === 0) return;
    for (const entry of gone) {
      this.#erase(entry);
      noteRemoved(
        this.#job,
        this.#part,
        kindOf(entry.id),
        this.#pathOf(directory, entry),
        entry.start,
        entry.end,
      );
    }
    yield* withoutEntries(this.#part.draft, this.#form, directory, gone, linked);
  }

  /** Whether an entry goes; what it points to or holds is edited on the way. */
  *#goes(entry: RawEntry, directory: Directory, depth: number): Scan<boolean> {
    const { selection } = this.#job;
    const { id } = entry;
    if (id === GPS_IFD && selection.position) return yield* this.#gps(entry, directory);
    if (id === MAKER_NOTE || id === DNG_PRIVATE_DATA) return yield* this.#noteGoes(entry);
    if (id === C2PA_MANIFEST) return yield* this.#manifestGoes(entry, directory);
    if (!structural.has(id) && selection.goes(exifTag(id, directory.name))) return true;
    const child = id === GPS_IFD && selection.dates ? 'GPS' : pointers.get(id);
    if (child && (yield* this.#follow(entry, child, directory, depth))) return true;
    const kind = nestedKinds.get(id);
    if (kind && !entry.inline && entry.end <= this.#part.draft.length) {
      yield* this.#nested(kind, entry, `${this.#part.path}/${directory.name}`);
    }
    return false;
  }

  *#manifestGoes(entry: RawEntry, directory: Directory): Scan<boolean> {
    const { draft } = this.#part;
    if (entry.inline || entry.end > draft.length) return false;
    return yield* saysInManifest(this.#job, draft, [entry], this.#pathOf(directory, entry));
  }

  /** Empties the GPS directory, or makes its position coarse; says whether the entry goes. */
  *#gps(entry: RawEntry, directory: Directory): Scan<boolean> {
    const path = this.#pathOf(directory, entry);
    if (entry.count < 1 || !isInteger(entry.type))
      this.#refuse('GPS pointer of a wrong type', entry.at, 'GPS');
    const at = yield* this.#pointer(entry, 0);
    const gps = at === undefined ? undefined : yield* this.#enter(at, 'GPS', false);
    if (!gps) return true;
    const { coarsen } = this.#job.selection;
    const { draft } = this.#part;
    const rest = coarsen === undefined ? undefined : yield* coarsenGps(draft, this.#form, gps, coarsen);
    if (rest) {
      const why = `position set to a grid of ${coarsen} km`;
      noteChanged(this.#job, this.#part, 'gps', path, [gps.at, gps.end], why);
      this.#staying.push({ start: gps.at, end: gps.end });
      for (const kept of gps.entries) if (!kept.inline && !rest.has(kept)) this.#staying.push(kept);
      yield* this.#takeOut(gps, rest, false);
      return false;
    }
    for (const each of gps.entries) this.#erase(each);
    this.#erased.push({ start: gps.at, end: gps.end });
    return true;
  }

  /** Whether a note goes; the pictures that it points to, which may lie outside it, go with it. */
  *#noteGoes(entry: RawEntry): Scan<boolean> {
    if (!(yield* this.#isNoteUnwanted(entry))) return false;
    for (const { value } of yield* this.#noteTags()) {
      if (!(value instanceof StoredBytes)) continue;
      for (const { start, end } of value.ranges) {
        const last = Math.min(end, this.#part.draft.length);
        if (start < last && !(start >= entry.start && last <= entry.end))
          this.#previews.push({ start, end: last });
      }
    }
    return true;
  }

  *#isNoteUnwanted(entry: RawEntry): Scan<boolean> {
    const { selection, context, stated } = this.#job;
    if (selection.makerNotes) return true;
    if (stated && (yield* this.#noteTags()).some((tag) => states(tag, selection))) return true;
    if (entry.end > this.#part.draft.length || entry.end - entry.start > context.limits.blockBytes)
      return true;
    return yield* tells(this.#part.draft, entry, this.#make, selection);
  }

  /** What the notes of this structure are read to say, with places in its draft. */
  *#noteTags(): Scan<readonly Tag[]> {
    this.#notes ??= yield* this.#readNotes();
    return this.#notes;
  }

  *#readNotes(): Scan<readonly Tag[]> {
    const { draft, path, host } = this.#part;
    const block = { kind: 'exif' as const, ranges: [{ start: 0, end: draft.length }], path, host };
    const fileType = { type: '', extension: '', mimeType: '' };
    const layout = { fileType, picture: {}, blocks: [block], imageData: [] };
    const context = { ...this.#job.context, size: draft.length };
    const tags = yield* runOn(draft, readTags(layout, context));
    return tags.filter(({ family }) => family === 'MakerNotes');
  }

  /** Edits the directories that an entry points to; says whether the entry goes, as all of them went. */
  *#follow(entry: RawEntry, name: string, { name: parent }: Directory, depth: number): Scan<boolean> {
    if (!isInteger(entry.type) || depth >= this.#job.context.limits.depth) return false;
    const count = Math.min(entry.count, maxSubdirectories);
    const staying: number[] = [];
    for (let i = 0; i < count; i++) {
      const at = yield* this.#pointer(entry, i);
      if (at === undefined) return false;
      const child = yield* this.#enter(at, name, name === 'ExifIFD' && parent === 'IFD0');
      if (child && name === 'SubIFD' && (yield* this.#isThumbnail(child, i + 1))) {
        yield* this.#erasePage(child);
        continue;
      }
      staying.push(i);
      if (!child) continue;
      yield* this.#directory(child, depth + 1, name === 'SubIFD');
      let { next } = child;
      while (name === 'SubIFD' && next !== 0) {
        const further = yield* this.#enter(next, name, false);
        if (!further) break;
        yield* this.#directory(further, depth + 1, true);
        next = further.next;
      }
    }
    if (staying.length < count) yield* this.#shorten(entry, staying);
    return staying.length === 0;
  }

  /** Leaves the values of an entry that stand at `staying`, moved up. */
  *#shorten(entry: RawEntry, staying: readonly number[]): Scan<void> {
    const { draft } = this.#part;
    if (staying.length === 0) return;
    if (entry.count > maxSubdirectories) this.#refuse('too many directories', entry.at, 'SubIFD');
    const size = fieldSize(entry.type);
    const values = new Uint8Array(staying.length * size);
    for (const [to, i] of staying.entries()) {
      values.set(yield* draft.read(entry.start + i * size, entry.start + (i + 1) * size), to * size);
    }
    const number = new Uint8Array(this.#form.big ? 8 : 4);
    const data = new DataView(number.buffer);
    if (this.#form.big) data.setBigUint64(0, BigInt(staying.length), this.#form.littleEndian);
    else data.setUint32(0, staying.length, this.#form.littleEndian);
    draft.write(entry.at + 4, number);
    const inline = values.length <= number.length;
    fill(draft, entry.start, entry.end);
    const to = inline ? entry.at + 4 + number.length : entry.start;
    if (inline) fill(draft, to, to + number.length);
    draft.write(to, values);
  }

  /** The offset that an entry's value holds at `index`. */
  *#pointer(entry: RawEntry, index: number): Scan<number | undefined> {
    const size = fieldSize(entry.type);
    const at = entry.start + index * size;
    const view = new View(yield* this.#part.draft.read(at, at + size), at);
    return size > 0 && view.has(at, at + size)
      ? numberAt(view, at, entry.type, this.#form.littleEndian)
      : undefined;
  }

  /** JPEG pictures that a directory points to: they can have EXIF of their own. */
  *#pictures({ entries, name }: Directory, gone: Set<RawEntry>): Scan<void> {
    const one = (id: number): RawEntry | undefined =>
      entries.find((entry) => entry.id === id && entry.count === 1);
    const compressed = one(COMPRESSION);
    const scheme = compressed && (yield* this.#pointer(compressed, 0));
    const pairs = [
      [one(JPEG_OFFSET), one(JPEG_LENGTH)],
      scheme === 6 || scheme === 7 ? [one(STRIP_OFFSETS), one(STRIP_BYTE_COUNTS)] : [],
    ];
    for (const [place, size] of pairs) {
      if (!place || !size || gone.has(place)) continue;
      const start = yield* this.#pointer(place, 0);
      const length = yield* this.#pointer(size, 0);
      if (start === undefined || length === undefined || start + length > this.#part.draft.length) continue;
      this.#staying.push({ start, end: start + length });
      yield* this.#nested('jpeg', { start, end: start + length }, `${this.#part.path}/${name}`);
    }
  }

  *#nested(kind: string, { start, end }: ByteRange, path: string): Scan<void> {
    const draft = new PartDraft(this.#part.draft, [{ start, end }]);
    yield* this.#editNested(this.#job, kind, deeper(this.#job, this.#part, draft, `${path}/${kind}`));
  }

  /** Whether a directory other than the first goes as a thumbnail: EXIF's IFD1, and small pages of files. */
  *#isThumbnail({ entries }: Directory, number: number): Scan<boolean> {
    if (!this.#job.selection.thumbnail) return false;
    if (!this.#isFile) return number > 0;
    const type = entries.find(({ id }) => id === SUBFILE_TYPE);
    const old = entries.find(({ id }) => id === OLD_SUBFILE_TYPE);
    if (type) return (((yield* this.#pointer(type, 0)) ?? 0) & 1) === 1;
    if (old) return (yield* this.#pointer(old, 0)) === 2;
    return entries.some(({ id }) => id === JPEG_OFFSET) && !entries.some(({ id }) => pixelLists.has(id));
  }

  /** Overwrites a directory with its picture. */
  *#erasePage(directory: Directory): Scan<void> {
    for (const entry of directory.entries) {
      this.#erase(entry);
      const lengths = entry.id === JPEG_OFFSET ? JPEG_LENGTH : pixelLists.get(entry.id);
      const size = lengths && directory.entries.find(({ id }) => id === lengths);
      if (!size) continue;
      for (let i = 0; size && i < Math.min(entry.count, size.count, this.#job.context.limits.values); i++) {
        const start = yield* this.#pointer(entry, i);
        const length = yield* this.#pointer(size, i);
        if (start === undefined || length === undefined) break;
        this.#erased.push({ start, end: Math.min(start + length, this.#part.draft.length) });
      }
    }
    this.#erased.push({ start: directory.at, end: directory.end });
    const path = `${this.#part.path}/${directory.name}`;
    noteRemoved(this.#job, this.#part, 'thumbnail', path, directory.at, directory.end);
  }

  /** Makes the link of the directory at `from` point to `next`. */
  *#link(from: number, next: number): Scan<void> {
    const { draft } = this.#part;
    const { ifdEntries } = this.#job.context.limits;
    const main = yield* readDirectory(draft, this.#form, from, 'IFD', ifdEntries);
    if (!main) return;
    const bytes = new Uint8Array(this.#form.big ? 8 : 4);
    const data = new DataView(bytes.buffer);
    if (this.#form.big) data.setBigUint64(0, BigInt(next), this.#form.littleEndian);
    else data.setUint32(0, next, this.#form.littleEndian);
    draft.write(main.end, bytes);
  }

  *#readMake(entries: readonly RawEntry[]): Scan<void> {
    const entry = entries.find(({ id }) => id === MAKE);
    if (!entry || entry.end - entry.start > 1024) return;
    this.#make = String.fromCharCode(...(yield* this.#part.draft.read(entry.start, entry.end)));
  }

  /** Bytes of a value that is to be overwritten; one in its entry goes with the entry. */
  #erase({ start, end, inline }: RawEntry): void {
    const last = Math.min(end, this.#part.draft.length);
    if (!inline && start < last) this.#erased.push({ start, end: last });
  }

  /** Overwrites what goes, once it is sure that nothing which stays lies there. */
  *#eraseAll(): Scan<void> {
    for (const preview of this.#previews) {
      if (firstOverlap([preview], this.#staying) && !(yield* this.#startsAsJpeg(preview))) continue;
      this.#erased.push(preview);
      const path = `${this.#part.path}/makernote`;
      noteRemoved(this.#job, this.#part, 'thumbnail', path, preview.start, preview.end);
    }
    const shared = firstOverlap(this.#erased, this.#staying);
    if (shared) this.#refuse('bytes that should go belong to something else too', shared.start, 'shared');
    for (const { start, end } of this.#erased) fill(this.#part.draft, start, end);
  }

  /** What does not, and lies in what stays, is no picture: the note's pointer to it says nothing. */
  *#startsAsJpeg({ start }: ByteRange): Scan<boolean> {
    const [first, second] = yield* this.#part.draft.read(start, start + 2);
    return first === 0xff && second === 0xd8;
  }

  #pathOf({ name }: Directory, { id }: RawEntry): string {
    return `${this.#part.path}/${name}/0x${id.toString(16).padStart(4, '0')}`;
  }

  #refuse(message: string, at: number, name: string): never {
    return refuseBlock(message, this.#part, at, `${this.#part.path}/${name}`);
  }
}

function kindOf(id: number): string {
  if (id === C2PA_MANIFEST) return 'c2pa';
  return id === GPS_IFD ? 'gps' : id === MAKER_NOTE || id === DNG_PRIVATE_DATA ? 'makernote' : 'exif';
}

/** The first range of `some` that shares bytes with one of `others`. */
function firstOverlap(some: readonly ByteRange[], others: readonly ByteRange[]): ByteRange | undefined {
  const ordered = [...others].sort((a, b) => a.start - b.start);
  let next = 0;
  let reach = 0;
  for (const range of [...some].sort((a, b) => a.start - b.start)) {
    for (; next < ordered.length && ordered[next]!.start < range.end; next++) {
      reach = Math.max(reach, ordered[next]!.end);
    }
    if (reach > range.start) return range;
  }
  return undefined;
}
