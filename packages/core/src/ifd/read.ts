// Walks the image file directories of TIFF and BigTIFF (TIFF 6.0 section 2; BigTIFF) over absolute offsets.
import { need, type Scan } from '../bytes/scan.js';
import type { View } from '../bytes/view.js';
import type { Context } from '../types.js';
import { fieldSize, isInteger, UNDEFINED } from './field.js';
import { numberAt } from './value.js';

/** The bytes that hold a TIFF structure: `[start, end)` of the file; offsets in it count from `start`. */
export interface TiffSource {
  /** What of it is at hand; more is asked for where a source is read by pieces. */
  readonly view: View;
  readonly start: number;
  readonly end: number;
  /** A file of its own, not a block in another: its reader stops a directory at the first missing value. */
  readonly wholeFile: boolean;
  readonly path: string;
}

/** What the eight (BigTIFF: sixteen) bytes at the start say. */
export interface TiffHeader {
  readonly littleEndian: boolean;
  readonly big: boolean;
  /** The number after the byte order: 42 for TIFF, 43 for BigTIFF, others for some raw formats. */
  readonly magic: number;
  /** Absolute offset of IFD0. */
  readonly first: number;
}

/** One entry of a directory. Its value is `[offset, offset + length)` of `view`, decoded by `readValue`. */
export interface Entry {
  readonly id: number;
  readonly type: number;
  readonly count: number;
  /** Absolute offset of the value. */
  readonly offset: number;
  /** Bytes of the value. */
  readonly length: number;
  /** Holds the value; `undefined` where it was not asked for. */
  view: View | undefined;
  /** Directories this entry points to. */
  children: Ifd[] | undefined;
}

/** One directory. `name` is ExifTool's family 1 group: `IFD0`, `ExifIFD`, `SubIFD1` ... */
export interface Ifd {
  readonly name: string;
  readonly littleEndian: boolean;
  readonly offset: number;
  readonly entries: Entry[];
  readonly parent: Ifd | undefined;
}

/** Which entries lead to directories, and which values are wanted. */
export interface WalkPlan {
  /** Name of the directory an entry points to; several values are numbered: `SubIFD`, `SubIFD1`. */
  readonly pointers: ReadonlyMap<number, string>;
  /** Whether IFD1 and those after it are walked too. */
  readonly chain: boolean;
  /** Whether a value outside the directory is to be at hand; only asked where reading costs. */
  wanted?(entry: Entry, ifd: Ifd): boolean;
}

const subdirectories = 10;
const warningsToStop = 10;

/** The header at `start`, `undefined` where it is none. */
export function readHeader(view: View, start: number): TiffHeader | undefined {
  if (!view.has(start, start + 8)) return undefined;
  const order = view.u16(start);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const littleEndian = order === 0x4949;
  const magic = view.u16(start + 2, littleEndian);
  const big = magic === 43 && view.u16(start + 4, littleEndian) === 8 && view.has(start, start + 16);
  const first = big ? view.u64(start + 8, littleEndian) : view.u32(start + 4, littleEndian);
  return first < 8 ? undefined : { littleEndian, big, magic, first: start + first };
}

/** All directories in the order they are met; the first is IFD0. */
export function* readIfds(
  source: TiffSource,
  header: TiffHeader,
  plan: WalkPlan,
  context: Context,
): Scan<readonly Ifd[]> {
  const walk = new Walk(source, header, plan, context);
  yield* walk.directory('IFD0', header.first, undefined, 0);
  yield* walk.fetchValues();
  return walk.ifds;
}

class Walk {
  readonly ifds: Ifd[] = [];
  readonly #source: TiffSource;
  readonly #header: TiffHeader;
  readonly #plan: WalkPlan;
  readonly #context: Context;
  readonly #seen = new Map<number, string>();
  readonly #missing: Entry[] = [];
  #view: View;
  /** Entries that may still be read: directories can overlap. */
  #room: number;

  constructor(source: TiffSource, header: TiffHeader, plan: WalkPlan, context: Context) {
    this.#source = source;
    this.#header = header;
    this.#plan = plan;
    this.#context = context;
    this.#view = source.view;
    this.#room = context.limits.ifdEntries * 16;
  }

  /** One directory with what it points to, and the chain behind IFD0. */
  *directory(first: string, start: number, parent: Ifd | undefined, depth: number): Scan<void> {
    let name = first;
    let number = 0;
    let offset = start;
    while (this.#mayEnter(name, offset, depth)) {
      const next = yield* this.#entries(name, offset, parent, depth);
      if (!next || !this.#plan.chain || (first !== 'IFD0' && first !== 'SubIFD')) return;
      name = `${first.replace('0', '')}${++number}`;
      offset = this.#source.start + next;
      if (name === 'SubIFD1' && !(yield* this.#looksValid(offset))) return;
    }
  }

  #mayEnter(name: string, offset: number, depth: number): boolean {
    const { limits } = this.#context;
    if (depth >= limits.depth || this.#seen.size >= limits.ifds) {
      this.#warn('limit-exceeded', 'too many directories', offset, name);
      return false;
    }
    const before = this.#seen.get(offset);
    if (before !== undefined) {
      this.#warn('malformed', `points to ${before}, which was read already`, offset, name);
      return false;
    }
    this.#seen.set(offset, name);
    return true;
  }

  /** Reads the entries and gives the offset of the next directory, from the header; 0 where there is none. */
  *#entries(name: string, start: number, parent: Ifd | undefined, depth: number): Scan<number> {
    const { littleEndian, big } = this.#header;
    const countSize = big ? 8 : 2;
    const entrySize = big ? 20 : 12;
    const nextSize = big ? 8 : 4;
    const { end } = this.#source;
    if (start < this.#source.start || start + countSize > end)
      return this.#bad('directory lies outside', start, name);
    const head = this.#held(start, start + countSize) ?? (yield* this.#need(start, start + countSize));
    if (!head.has(start, start + countSize)) return this.#bad('directory lies outside', start, name);
    const stated = big ? head.u64(start, littleEndian) : head.u16(start, littleEndian);
    const count = Math.min(stated, this.#context.limits.ifdEntries, this.#room);
    this.#room -= count;
    if (count < stated) this.#warn('limit-exceeded', `${stated} entries`, start, name);
    const from = start + countSize;
    const to = from + count * entrySize;
    const last = Math.min(to + nextSize, end);
    const view = this.#held(from, last) ?? (yield* this.#need(from, last));
    const rest = Math.min(view.end, end) - to;
    if (rest < 0) return this.#bad('directory is cut off', start, name);
    if (!big && (rest === 1 || rest === 3)) return this.#bad('directory has an impossible size', start, name);
    const ifd: Ifd = { name, littleEndian, offset: start, entries: [], parent };
    this.ifds.push(ifd);
    const pointing: Entry[] = [];
    const complete = this.#readEntries(view, ifd, from, to, pointing);
    for (const entry of pointing) yield* this.#follow(entry, this.#plan.pointers.get(entry.id)!, ifd, depth);
    if (!complete || rest < nextSize) return 0;
    return big ? view.u64(to, littleEndian) : view.u32(to, littleEndian);
  }

  /** Adds the entries to `ifd`, and to `pointing` those that lead to directories; whether it came to the end. */
  #readEntries(view: View, ifd: Ifd, from: number, to: number, pointing: Entry[]): boolean {
    const { littleEndian, big } = this.#header;
    const entrySize = big ? 20 : 12;
    const inlineSize = big ? 8 : 4;
    const { pointers } = this.#plan;
    const base = this.#source.start;
    let troubles = 0;
    for (let at = from; at < to; at += entrySize) {
      if (troubles > warningsToStop) return this.#stop('too much is wrong in it', at, ifd.name);
      const type = view.u16(at + 2, littleEndian);
      const size = fieldSize(type);
      if (size === 0 || (!big && type > 13 && type !== 129)) {
        if (type !== 0 && ++troubles)
          this.#warn('malformed', `entry with unknown type ${type}`, at, ifd.name);
        if (at === from) return false;
        continue;
      }
      const id = view.u16(at, littleEndian);
      const values = big ? view.u64(at + 4, littleEndian) : view.u32(at + 4, littleEndian);
      const length = values * size;
      const inline = at + entrySize - inlineSize;
      let offset = inline;
      if (length > inlineSize) {
        const relative = big ? view.u64(inline, littleEndian) : view.u32(inline, littleEndian);
        offset = base + relative;
        const wrong = this.#misplaced(relative, offset, length, from - 2, to);
        if (wrong) {
          troubles++;
          this.#warn(wrong.code, wrong.message, at, `${ifd.name}/0x${id.toString(16).padStart(4, '0')}`);
          if (wrong.code === 'truncated' && this.#source.wholeFile) return false;
          continue;
        }
      }
      const entry: Entry = { id, type, count: values, offset, length, view, children: undefined };
      if (offset !== inline && !view.has(offset, offset + length)) {
        entry.view = this.#view.has(offset, offset + length) ? this.#view : undefined;
        if (!entry.view) this.#missing.push(entry);
      }
      ifd.entries.push(entry);
      if (pointers.has(id)) pointing.push(entry);
    }
    return true;
  }

  /** What is wrong with the place of a value, `undefined` where nothing is. */
  #misplaced(
    relative: number,
    offset: number,
    length: number,
    from: number,
    to: number,
  ): Misplaced | undefined {
    if (length > 0x7fffffff) return { code: 'malformed', message: `value of ${length} bytes` };
    if (offset + length > this.#source.end) return { code: 'truncated', message: 'value lies outside' };
    if (relative < 8 || (offset < to && offset + length > from))
      return { code: 'malformed', message: 'value lies over the header or its directory' };
    return undefined;
  }

  *#follow(entry: Entry, name: string, ifd: Ifd, depth: number): Scan<void> {
    const oneByte = entry.type === UNDEFINED && entry.count === 1;
    if (!(isInteger(entry.type) || oneByte) || entry.count === 0) {
      this.#warn('malformed', `pointer of type ${entry.type}`, entry.offset, `${ifd.name}/${name}`);
      return;
    }
    const count = Math.min(entry.count, subdirectories);
    const size = fieldSize(entry.type);
    const view = yield* this.#need(entry.offset, entry.offset + count * size);
    if (!view.has(entry.offset, entry.offset + count * size)) return;
    const before = this.ifds.length;
    for (let i = 0; i < count; i++) {
      const relative = numberAt(view, entry.offset + i * size, entry.type, this.#header.littleEndian);
      yield* this.directory(i === 0 ? name : `${name}${i}`, this.#source.start + relative, ifd, depth + 1);
    }
    entry.children = this.ifds.slice(before).filter((found) => found.parent === ifd);
  }

  /** Whether a directory behind a SubIFD is one: some raw formats leave anything there. */
  *#looksValid(start: number): Scan<boolean> {
    const { littleEndian, big } = this.#header;
    if (big) return true;
    const end = Math.min(this.#source.end, start + 2 + 12 * 64);
    if (start + 2 > end) return false;
    const view = yield* this.#need(start, end);
    const present = Math.min(view.end, end);
    const count = view.has(start, start + 2) ? view.u16(start, littleEndian) : 0;
    if (count === 0 || count > 64 || start + 2 + count * 12 > present) return false;
    let last = -1;
    for (let at = start + 2; at < start + 2 + count * 12; at += 12) {
      const id = view.u16(at, littleEndian);
      const type = view.u16(at + 2, littleEndian);
      if (type < 1 || type > 13 || id <= last) return false;
      last = id;
    }
    return true;
  }

  #held(start: number, end: number): View | undefined {
    return this.#view.has(start, end) ? this.#view : undefined;
  }

  *#need(start: number, end: number): Scan<View> {
    if (this.#view.has(start, end)) return this.#view;
    const view = yield* need(this.#source.view, start, end);
    if (view.end >= end) this.#view = view;
    return view;
  }

  /** Gets the wanted values that lie elsewhere, neighbours in one range. */
  *fetchValues(): Scan<void> {
    if (this.#missing.length === 0) return;
    const owners = new Map(this.ifds.flatMap((ifd) => ifd.entries.map((entry) => [entry, ifd])));
    const wanted = this.#missing
      .filter((entry) => !entry.view && (this.#plan.wanted?.(entry, owners.get(entry)!) ?? true))
      .sort((a, b) => a.offset - b.offset);
    for (let i = 0; i < wanted.length; ) {
      const start = wanted[i]!.offset;
      let end = start;
      let next = i;
      for (; next < wanted.length && wanted[next]!.offset <= end + (next === i ? 0 : gap); next++)
        end = Math.max(end, wanted[next]!.offset + wanted[next]!.length);
      const view = yield* this.#need(start, end);
      for (; i < next; i++) {
        const entry = wanted[i]!;
        if (view.has(entry.offset, entry.offset + entry.length)) entry.view = view;
        else this.#warn('truncated', 'value lies outside the file', entry.offset, owners.get(entry)!.name);
      }
    }
  }

  #bad(message: string, offset: number, name: string): number {
    this.#warn('malformed', message, offset, name);
    return 0;
  }

  #stop(message: string, offset: number, name: string): false {
    this.#warn('malformed', message, offset, name);
    return false;
  }

  #warn(
    code: 'truncated' | 'malformed' | 'limit-exceeded',
    message: string,
    offset: number,
    name: string,
  ): void {
    this.#context.warn(code, message, offset, `${this.#source.path}/${name}`);
  }
}

/** Bytes between two values that are read along rather than asked for apart. */
const gap = 2048;

interface Misplaced {
  readonly code: 'truncated' | 'malformed';
  readonly message: string;
}
