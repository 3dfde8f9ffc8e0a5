// The one walk over a TIFF directory (TIFF 6.0 section 2; BigTIFF): the number of its entries, each of them, its link.
// What is wrong is judged by the policy it is given: a reader's warns and goes on, a writer's throws. `direct.ts` passes
// it by, for speed.
import type { ByteRange } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { fieldSize, IFD, UTF8 } from './field.js';

/** Byte order and form of a TIFF structure. */
export interface TiffForm {
  readonly littleEndian: boolean;
  readonly big: boolean;
}

/** The structure around a directory: its offsets count from `start`. */
export interface TiffBounds {
  readonly start: number;
  readonly end: number;
}

/** The directory does not lie in its structure, states more entries than are allowed, or ends behind it. */
export type DirectoryFault = 'outside' | 'too many' | 'cut off';
/**
 * An entry has a type that there is not in such a TIFF; its value is longer than any, lies outside of the structure, or
 * over the header or the directory.
 */
export type EntryFault = 'type' | 'too long' | 'outside' | 'over';

/** What is done about faults. */
export interface DirectoryFaults {
  readonly maxEntries: number;
  /** Says how many entries are walked all the same, `room` at most; `undefined` for no directory. May throw. */
  directory(fault: DirectoryFault, walk: DirectoryWalk, room: number): number | undefined;
  /** Says whether the entry is given all the same, passed over, or where to stop. May throw. */
  entry(fault: EntryFault, walk: DirectoryWalk): 'give' | 'pass' | 'stop';
  /** Whether the offset of an entry counts from the entry itself, as some makers' do. */
  countsFromEntry?(id: number): boolean;
}

const maxLength = 0x7fffffff;
const headerBytes = 8;
/** Most directories are not longer: one is asked for with its entries. */
const usualBytes = 512;

/**
 * A directory, and the entry that it has come to. {@link enter} says which, {@link open} finds its entries and
 * {@link advance} goes to the next one: `walk.enter(start); for (let range = walk.open(); range; range = walk.open())
 * walk.view = yield range; while (walk.advance()) ...`
 */
export class DirectoryWalk {
  view: View;
  readonly form: TiffForm;
  readonly bounds: TiffBounds;
  start = 0;
  /** How many entries it states, and how many are walked; `undefined` where there is no directory. */
  stated = 0;
  count: number | undefined;
  /** Where its first entry starts, and where its last one ends. */
  first = 0;
  end = 0;
  /** Whether the walk ended before the last entry. */
  stopped = false;
  /** The entry: where it starts, what it says, and where its value lies. */
  at = 0;
  id = 0;
  type = 0;
  values = 0;
  length = 0;
  inline = true;
  valueStart = 0;
  readonly #faults: DirectoryFaults;
  readonly #sizes: DirectorySizes;
  readonly #entrySize: number;
  readonly #mayCountFromEntry: boolean;
  #next = 0;
  #asked = 0;

  /** `view`: anything of the structure that is at hand. */
  constructor(view: View, form: TiffForm, bounds: TiffBounds, faults: DirectoryFaults) {
    this.view = view;
    this.form = form;
    this.bounds = bounds;
    this.#faults = faults;
    this.#sizes = sizesOf(form);
    this.#entrySize = this.#sizes.entry;
    this.#mayCountFromEntry = faults.countsFromEntry !== undefined;
  }

  /** Goes to the directory at `start`. */
  enter(start: number): void {
    this.start = start;
    this.first = start + this.#sizes.count;
    this.end = this.first;
    this.#next = this.first;
    this.#asked = 0;
    this.stated = 0;
    this.count = undefined;
    this.stopped = false;
  }

  /** Finds the entries; gives the range to put into `view` before the next call, where its bytes are not at hand. */
  open(): ByteRange | undefined {
    const { start, first } = this;
    const limit = this.bounds.end;
    if (this.count === undefined) {
      const isOutside = first > limit;
      if (!isOutside && this.#lacks(first)) return { start, end: Math.min(limit, start + usualBytes) };
      this.count =
        isOutside || !this.view.has(start, first)
          ? this.#faults.directory('outside', this, 0)
          : this.#countEntries();
      if (this.count === undefined) return undefined;
    }
    this.end = first + this.count * this.#sizes.entry;
    const last = Math.min(limit, this.end + this.#sizes.link);
    if (this.#lacks(last)) return { start, end: last };
    const there = Math.min(limit, this.view.end);
    if (this.end > there) this.#cutOff(Math.max(0, Math.floor((there - first) / this.#sizes.entry)));
    return undefined;
  }

  /** Whether the bytes up to `end` are to be asked for: once. */
  #lacks(end: number): boolean {
    if (this.view.has(this.start, end) || this.#asked >= end) return false;
    this.#asked = end;
    return true;
  }

  #countEntries(): number | undefined {
    const { view, start } = this;
    const { big, littleEndian } = this.form;
    this.stated = big ? view.u64(start, littleEndian) : view.u16(start, littleEndian);
    const { maxEntries } = this.#faults;
    return this.stated > maxEntries ? this.#faults.directory('too many', this, maxEntries) : this.stated;
  }

  #cutOff(room: number): void {
    this.count = this.#faults.directory('cut off', this, room);
    this.end = this.first + (this.count ?? 0) * this.#sizes.entry;
  }

  /**
   * Goes to the next entry that is sound or given all the same; `false` where there is none. Entries whose id has none of
   * the {@link lowestBits} are passed over, and not judged.
   */
  advance(bits = -1): boolean {
    const { view, form } = this;
    const { data, start } = view;
    const { littleEndian, big } = form;
    while (this.#next < this.end) {
      const at = this.#next;
      this.#next = at + this.#entrySize;
      const id = data.getUint16(at - start, littleEndian);
      if (!(bits & (1 << (id & 31)))) continue;
      const type = data.getUint16(at - start + 2, littleEndian);
      const size = fieldSize(type);
      const values = big ? view.u64(at + 4, littleEndian) : data.getUint32(at - start + 4, littleEndian);
      const length = values * size;
      const inline = length <= (big ? 8 : 4);
      this.at = at;
      this.id = id;
      this.type = type;
      this.values = values;
      this.length = length;
      this.inline = inline;
      this.valueStart = at + (big ? 12 : 8);
      let fault = inline ? undefined : this.#place();
      if (size === 0 || (type > IFD && type !== UTF8 && !big)) fault = 'type';
      if (fault === undefined) return true;
      const verdict = this.#faults.entry(fault, this);
      if (verdict === 'give') return true;
      if (verdict === 'stop') return this.stop();
    }
    return false;
  }

  /** Ends the walk before the last entry. */
  stop(): false {
    this.stopped = true;
    this.#next = this.end;
    return false;
  }

  /** Finds the value that does not stand in its entry, and what is wrong with its place. */
  #place(): EntryFault | undefined {
    const { at, length, bounds } = this;
    const fromEntry = this.#mayCountFromEntry && this.#faults.countsFromEntry?.(this.id) === true;
    const offset = pointerAt(this.view, this.valueStart, this.form);
    const valueStart = (fromEntry ? at : bounds.start) + offset;
    this.valueStart = valueStart;
    if (length > maxLength) return 'too long';
    if (valueStart + length > bounds.end) return 'outside';
    const isOverDirectory = valueStart < this.end && valueStart + length > this.start;
    return isOverDirectory || (offset < headerBytes && !fromEntry) ? 'over' : undefined;
  }

  /** Where the next directory lies, counted from the base: 0 where there is none, or the link is not known. */
  next(): number {
    const { view, end } = this;
    const linkEnd = end + this.#sizes.link;
    const isKnown = this.count === this.stated && linkEnd <= this.bounds.end && view.has(end, linkEnd);
    return isKnown ? pointerAt(view, end, this.form) : 0;
  }
}

/** A bit for each number, by its lowest five: what has none of these bits is none of the numbers. */
export function lowestBits(numbers: Iterable<number>): number {
  let bits = 0;
  for (const number of numbers) bits |= 1 << (number & 31);
  return bits;
}

/** Bytes of the parts of a directory; a value that has no more than the link stands in its entry. */
export interface DirectorySizes {
  readonly count: number;
  readonly entry: number;
  readonly link: number;
}

const classicSizes: DirectorySizes = { count: 2, entry: 12, link: 4 };
const bigSizes: DirectorySizes = { count: 8, entry: 20, link: 8 };

export function sizesOf({ big }: Pick<TiffForm, 'big'>): DirectorySizes {
  return big ? bigSizes : classicSizes;
}

function pointerAt(view: View, at: number, { big, littleEndian }: TiffForm): number {
  return big ? view.u64(at, littleEndian) : view.u32(at, littleEndian);
}
