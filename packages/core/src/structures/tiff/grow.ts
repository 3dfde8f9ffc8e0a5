// Changes of the entries of a TIFF structure that leave all else where it is: what has no room in its old place goes
// where something became free, or to the end, and what pointed to it is made to point there. What became free is zeroed.
import type { ByteRange } from '../../bytes/scan.js';
import { joinOverwrites, moves, overwrite, type Splice } from '../../bytes/splices.js';
import { sizesOf } from './directory.js';
import { fieldSize, LONG, LONG8 } from './field.js';
import { EXIF_IFD, GPS_IFD, INTEROP_IFD } from './ids.js';
import { Room, without } from './room.js';
import type { TiffShape } from './strict.js';
import type { FoundIfd, IfdPlace, Survey } from './survey.js';
import { numberBytes } from './write.js';

/** An entry as it is to be: one of this id with the value, in the byte order of the structure; without one it goes. */
export interface EntryChange {
  readonly id: number;
  readonly type: number;
  readonly value: Uint8Array | undefined;
}

/** Changes by directory, or all of it goes. One whose entries all go, goes. */
export type DirectoryChanges = ReadonlyMap<IfdPlace, readonly EntryChange[] | 'gone'>;

/** Where directories hang, the inner ones first; IFD1 is linked to. */
const holders: readonly (readonly [IfdPlace, IfdPlace | undefined, number])[] = [
  ['InteropIFD', 'ExifIFD', INTEROP_IFD],
  ['ExifIFD', 'IFD0', EXIF_IFD],
  ['GPS', 'IFD0', GPS_IFD],
  ['IFD1', undefined, 0],
  ['IFD0', undefined, 0],
];

/** What of a structure changes, in its order: overwritten bytes, and what follows at its end, behind `kept` bytes. */
export function growTiff(
  shape: TiffShape,
  survey: Survey,
  changes: DirectoryChanges,
  kept: Uint8Array = new Uint8Array(0),
): Splice[] {
  return new Growth(shape, survey, changes).splices(kept);
}

/** An entry of a directory that is written anew. */
interface DraftEntry {
  readonly id: number;
  readonly type: number;
  /** The new value, or which entry of those before stays as it stands. */
  readonly value: Uint8Array | number;
}

/** A directory as it is to be. */
interface Draft {
  readonly before: FoundIfd | undefined;
  entries: DraftEntry[];
  changed: boolean;
  at: number;
}

class Growth {
  readonly #shape: TiffShape;
  readonly #survey: Survey;
  readonly #drafts = new Map<IfdPlace, Draft>();
  readonly #freed: ByteRange[] = [];
  /** The entries whose values go. */
  readonly #gone = new Set<object>();
  /** Where IFD1 came to lie, where that is not where it was. */
  #second: number | undefined;

  constructor(shape: TiffShape, survey: Survey, changes: DirectoryChanges) {
    this.#shape = shape;
    this.#survey = survey;
    for (const [place] of holders) this.#draft(place, changes.get(place) ?? []);
    for (const [place, holder, id] of holders) if (holder) this.#hang(place, holder, id);
  }

  /** Applies the changes of one directory. */
  #draft(place: IfdPlace, asked: readonly EntryChange[] | 'gone'): void {
    const before = this.#survey.directories.get(place);
    const isGone = asked === 'gone';
    if (!before && (isGone || !asked.some(({ value }) => value))) return;
    const old = before?.entries ?? [];
    const draft: Draft = {
      before,
      entries: isGone ? [] : old.map(({ id, type }, i) => ({ id, type, value: i })),
      changed: isGone && old.length > 0,
      at: before?.at ?? -1,
    };
    this.#drafts.set(place, draft);
    if (isGone) for (const entry of old) this.#gone.add(entry);
    else for (const change of asked) this.#change(draft, change);
  }

  #change(draft: Draft, { id, type, value }: EntryChange): void {
    for (const entry of draft.before?.entries ?? []) if (entry.id === id) this.#gone.add(entry);
    const at = draft.entries.findIndex((entry) => entry.id === id);
    if (at < 0 && !value) return;
    draft.changed = true;
    draft.entries = draft.entries.filter((entry, i) => entry.id !== id || (value && i === at));
    if (!value) return;
    const entry = { id, type, value };
    if (at >= 0) draft.entries[draft.entries.findIndex((one) => one.id === id)] = entry;
    else {
      const next = draft.entries.findIndex((one) => one.id > id);
      draft.entries.splice(next < 0 ? draft.entries.length : next, 0, entry);
    }
  }

  /** Makes the pointer to a directory where one comes, and takes it away where one went. */
  #hang(place: IfdPlace, holder: IfdPlace, id: number): void {
    const draft = this.#drafts.get(place);
    if (!draft?.changed) return;
    const isEmpty = draft.entries.length === 0;
    if (!this.#drafts.has(holder)) this.#draft(holder, [{ id, type: LONG, value: this.#pointer(0) }]);
    if (isEmpty) this.#change(this.#drafts.get(holder)!, { id, type: LONG, value: undefined });
    else if (!draft.before || this.#grows(draft)) this.#point(holder, id, 0);
  }

  #point(holder: IfdPlace, id: number, place: number): void {
    const { big } = this.#shape;
    this.#change(this.#drafts.get(holder)!, { id, type: big ? LONG8 : LONG, value: this.#pointer(place) });
  }

  #pointer(place: number): Uint8Array {
    const { big, littleEndian } = this.#shape;
    return numberBytes([place], big ? LONG8 : LONG, littleEndian);
  }

  #grows({ before, entries }: Draft): boolean {
    return before !== undefined && entries.length > before.entries.length;
  }

  splices(kept: Uint8Array): Splice[] {
    const { base, end, big } = this.#shape;
    const room = new Room(this.#free(), base, end, big ? Number.MAX_SAFE_INTEGER : 0xffffffff, kept);
    const written: Splice[] = [];
    for (const [place, holder, id] of holders) {
      const draft = this.#drafts.get(place);
      if (!draft?.changed || (draft.entries.length === 0 && holder)) continue;
      const moved = this.#write(draft, room, written);
      if (!moved) continue;
      if (holder) this.#point(holder, id, draft.at - base);
      else if (place === 'IFD0')
        written.push(overwrite(base + (big ? 8 : 4), this.#pointer(draft.at - base)));
      else written.push(...this.#linkSecond(draft.at - base));
    }
    const placed = room.splices;
    const inside = joinOverwrites([...placed.filter((splice) => !moves(splice)), ...written]);
    return [...inside, ...placed.filter(moves)];
  }

  /** IFD0 tells where IFD1 is: where it is written itself, then. */
  #linkSecond(place: number): Splice[] {
    this.#second = place;
    if (this.#drafts.get('IFD0')?.changed) return [];
    return [overwrite(this.#survey.directories.get('IFD0')!.end, this.#pointer(place))];
  }

  /** What belonged to entries and directories that go or move, and to nothing else. */
  #free(): ByteRange[] {
    const sizes = sizesOf(this.#shape);
    const { base, end } = this.#shape;
    const staying: ByteRange[] = [{ start: base, end: base + (this.#shape.big ? 16 : 8) }];
    for (const value of this.#survey.values)
      (this.#gone.has(value) ? this.#freed : staying).push({ start: value.start, end: value.end });
    const left = new Set(this.#survey.structure);
    for (const [place, draft] of this.#drafts) {
      const { before, entries, changed } = draft;
      if (!before || !changed) continue;
      const range = this.#survey.structure.find(({ start }) => start === before.at)!;
      left.delete(range);
      if (this.#grows(draft) || (entries.length === 0 && place !== 'IFD0')) this.#freed.push(range);
      else {
        const last = before.at + sizes.count + entries.length * sizes.entry;
        const linked = entries.length < before.entries.length || before.linked ? sizes.link : 0;
        staying.push({ start: before.at, end: Math.min(range.end, last + linked) });
        this.#freed.push(range);
      }
    }
    const within = this.#freed.map((range) => ({
      start: Math.max(base, range.start),
      end: Math.min(end, range.end),
    }));
    return without(within, [...staying, ...left]);
  }

  /** Writes a directory and its new values; says whether it came to lie elsewhere. */
  #write(draft: Draft, room: Room, written: Splice[]): boolean {
    const { littleEndian, big, base } = this.#shape;
    const sizes = sizesOf(this.#shape);
    const { before, entries } = draft;
    const isMoving = !before || this.#grows(draft);
    const isShorter = before !== undefined && entries.length < before.entries.length;
    const hasLink = isMoving || isShorter || before?.linked === true;
    const body = sizes.count + entries.length * sizes.entry;
    const bytes = new Uint8Array(body + (hasLink ? sizes.link : 0));
    bytes.set(numberBytes([entries.length], big ? LONG8 : 3, littleEndian));
    entries.forEach(({ id, type, value }, i) => {
      const entry =
        typeof value === 'number'
          ? before!.bytes.subarray(value * sizes.entry, (value + 1) * sizes.entry)
          : this.#entry({ id, type, value }, room, base);
      bytes.set(entry, sizes.count + i * sizes.entry);
    });
    const isFirst = draft === this.#drafts.get('IFD0');
    const next = isFirst ? (this.#second ?? before?.next) : before?.next;
    if (before?.linked && next) bytes.set(this.#pointer(next), body);
    if (isMoving) draft.at = room.put(bytes);
    else written.push(overwrite(before.at, bytes));
    return isMoving;
  }

  #entry(
    { id, type, value }: EntryChange & { readonly value: Uint8Array },
    room: Room,
    base: number,
  ): Uint8Array {
    const { littleEndian, big } = this.#shape;
    const { entry: size, link } = sizesOf(this.#shape);
    const bytes = new Uint8Array(size);
    const data = new DataView(bytes.buffer);
    data.setUint16(0, id, littleEndian);
    data.setUint16(2, type, littleEndian);
    const count = value.length / fieldSize(type);
    bytes.set(numberBytes([count], big ? LONG8 : LONG, littleEndian), 4);
    bytes.set(value.length <= link ? value : this.#pointer(room.put(value) - base), size - link);
    return bytes;
  }
}
