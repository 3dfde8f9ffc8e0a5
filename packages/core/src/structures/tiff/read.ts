// Walks the image file directories of TIFF and BigTIFF (TIFF 6.0 section 2; BigTIFF) over absolute offsets.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { Context } from '../../types.js';
import {
  type DirectoryFault,
  type DirectoryFaults,
  DirectoryWalk,
  type EntryFault,
  lowestBits,
  type TiffForm,
} from './directory.js';
import { fieldSize, isInteger, UNDEFINED } from './field.js';
import type { TiffHeader } from './header.js';
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
  /** Name of the first directory, where that is not IFD0. */
  readonly first?: string;
  /** Whether IFD1 and those after it are walked too. */
  readonly chain: boolean;
  /** Whether a value outside the directory is to be at hand; only asked where reading costs. */
  wanted?(entry: Entry, ifd: Ifd): boolean;
}

const subdirectories = 10;
const warningsToStop = 10;

/** All directories in the order they are met. */
export function* readIfds(
  source: TiffSource,
  header: TiffHeader,
  plan: WalkPlan,
  context: Context,
): Scan<readonly Ifd[]> {
  const walk = new Walk(source, header, plan, context);
  for (let range = walk.advance(); range; range = walk.advance()) walk.receive(yield range);
  if (walk.missing.length > 0) yield* walk.fetchValues();
  return walk.ifds;
}

/** What is still to be walked: the directory at `start`, or those that the entry points to. */
interface Step {
  /** Name of the directory, or of the first one of its chain. */
  readonly name: string;
  /** Place in its chain. */
  readonly number: number;
  readonly start: number | undefined;
  readonly parent: Ifd | undefined;
  readonly entry: Entry | undefined;
  readonly depth: number;
  /** Whether it was found that the directory may be read. */
  entered: boolean;
}

/** The walk itself, which goes on as far as it has the bytes. */
class Walk implements DirectoryFaults {
  readonly ifds: Ifd[] = [];
  /** Entries whose value is not at hand. */
  readonly missing: Entry[] = [];
  readonly #source: TiffSource;
  readonly #header: TiffHeader;
  readonly #plan: WalkPlan;
  readonly #context: Context;
  readonly #seen = new Map<number, string>();
  /** The next one is the last. */
  readonly #steps: Step[];
  #view: View;
  /** The range that was asked for last, and what came. */
  #asked: ByteRange | undefined;
  #answer: View | undefined;
  /** Entries that may still be read: directories can overlap. */
  #room: number;
  /** The directory that is read, and what was wrong in it. */
  readonly #walk: DirectoryWalk;
  #name = '';
  #troubles = 0;
  /** The {@link lowestBits} of the entries that point to directories. */
  readonly #pointerBits: number;

  constructor(source: TiffSource, header: TiffHeader, plan: WalkPlan, context: Context) {
    this.#source = source;
    this.#header = header;
    this.#plan = plan;
    this.#context = context;
    this.#steps = [step(plan.first ?? 'IFD0', 0, header.first, undefined, undefined, 0)];
    this.#view = source.view;
    this.#walk = new DirectoryWalk(source.view, header, source, this);
    this.#room = context.limits.ifdEntries * 16;
    this.#pointerBits = lowestBits(plan.pointers.keys());
  }

  /** Walks on; gives the range it needs next, `undefined` at its end. */
  advance(): ByteRange | undefined {
    for (let next = this.#steps.pop(); next; next = this.#steps.pop()) {
      const range = next.start === undefined ? this.#follow(next) : this.#readDirectory(next, next.start);
      if (!range) continue;
      this.#steps.push(next);
      this.#asked = range;
      return range;
    }
    return undefined;
  }

  receive(view: View): void {
    this.#answer = view;
    this.#walk.view = view;
    if (view.end >= this.#asked!.end) this.#view = view;
  }

  /** A view on the range, shorter at the end of the file; `undefined` where it is to be asked for. */
  #held(start: number, end: number): View | undefined {
    if (this.#view.has(start, end)) return this.#view;
    if (this.#source.view.has(start, end)) {
      this.#view = this.#source.view;
      return this.#view;
    }
    return this.#asked?.start === start && this.#asked.end === end ? this.#answer : undefined;
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

  /** Reads the directory of a step: what it points to comes next, then the one behind it. */
  #readDirectory(at: Step, start: number): ByteRange | undefined {
    const { big } = this.#header;
    const { start: base, end } = this.#source;
    const name = at.number === 0 ? at.name : `${at.name.replace('0', '')}${at.number}`;
    const walk = this.#walk;
    if (!at.entered) {
      if (at.number === 1 && name === 'SubIFD1' && !big) {
        const range = { start, end: Math.min(end, start + 2 + 12 * maxBehind) };
        const view = start + 2 > end ? undefined : this.#held(range.start, range.end);
        if (start + 2 <= end && !view) return range;
        if (!view || !looksValid(view, this.#header, start, Math.min(view.end, range.end))) return undefined;
      }
      if (!this.#mayEnter(name, start, at.depth)) return undefined;
      if (start < base) return this.#bad('directory lies outside', start, name);
      walk.view = this.#view;
      walk.enter(start);
      at.entered = true;
    }
    this.#name = name;
    this.#troubles = 0;
    for (let range = walk.open(); range; range = walk.open()) {
      const view = this.#held(range.start, range.end);
      if (!view) return range;
      walk.view = view;
    }
    if (walk.count === undefined) return undefined;
    this.#room -= walk.count;
    const rest = Math.min(walk.view.end, end) - walk.end;
    if (!big && (rest === 1 || rest === 3)) return this.#bad('directory has an impossible size', start, name);
    const pointing: Entry[] = [];
    const ifd = this.#takeIfd(walk, at, pointing);
    const next = walk.stopped || !this.#isChained(at) ? 0 : walk.next();
    if (next) this.#steps.push(step(at.name, at.number + 1, base + next, at.parent, at.entry, at.depth));
    for (let i = pointing.length - 1; i >= 0; i--) {
      const entry = pointing[i]!;
      const pointer = this.#plan.pointers.get(entry.id);
      if (pointer) this.#steps.push(step(pointer, 0, undefined, ifd, entry, at.depth));
    }
    return undefined;
  }

  #isChained({ name }: Step): boolean {
    return this.#plan.chain && (name === 'IFD0' || name === 'SubIFD');
  }

  /** The directory with its entries; those that may point to others are put into `pointing`, too. */
  #takeIfd(walk: DirectoryWalk, { parent, entry: from }: Step, pointing: Entry[]): Ifd {
    const { view } = walk;
    const { littleEndian } = this.#header;
    const { budget } = this.#context;
    const walked = this.#view;
    const bits = this.#pointerBits;
    const entries: Entry[] = [];
    while (walk.advance() && (budget.item(0) || walk.stop())) {
      const { id, type, values: count, valueStart: offset, length } = walk;
      const entry: Entry = { id, type, count, offset, length, view, children: undefined };
      if (!walk.inline && !view.has(offset, offset + length)) {
        entry.view = walked.has(offset, offset + length) ? walked : undefined;
        if (!entry.view) this.missing.push(entry);
      }
      entries.push(entry);
      if (bits & (1 << (id & 31))) pointing.push(entry);
    }
    const ifd: Ifd = { name: this.#name, littleEndian, offset: walk.start, entries, parent };
    this.ifds.push(ifd);
    from?.children?.push(ifd);
    return ifd;
  }

  // What is wrong with a directory (DirectoryFaults): it is warned of, and the walk goes on.

  get maxEntries(): number {
    return Math.min(this.#context.limits.ifdEntries, this.#room);
  }

  directory(fault: DirectoryFault, { start, stated }: DirectoryWalk, room: number): number | undefined {
    if (fault === 'too many') {
      this.#warn('limit-exceeded', `${stated} entries`, start, this.#name);
      return room;
    }
    const message = fault === 'outside' ? 'directory lies outside' : 'directory is cut off';
    return this.#bad(message, start, this.#name);
  }

  entry(fault: EntryFault, walk: DirectoryWalk): 'pass' | 'stop' {
    const { at, id, type, length } = walk;
    const isType = fault === 'type';
    if (!this.#context.budget.item(0)) return 'stop';
    if (!isType || type !== 0) this.#troubles++;
    const path = `${this.#name}/0x${id.toString(16).padStart(4, '0')}`;
    if (isType && type !== 0) this.#warn('malformed', `entry with unknown type ${type}`, at, this.#name);
    else if (fault === 'too long') this.#warn('malformed', `value of ${length} bytes`, at, path);
    else if (fault === 'outside') this.#warn('truncated', 'value lies outside', at, path);
    else if (fault === 'over')
      this.#warn('malformed', 'value lies over the header or its directory', at, path);
    if (this.#troubles > warningsToStop) this.#warn('malformed', 'too much is wrong in it', at, this.#name);
    const isEnd = isType ? at === walk.first : fault === 'outside' && this.#source.wholeFile;
    return isEnd || this.#troubles > warningsToStop ? 'stop' : 'pass';
  }

  /** The directories that the entry of a step points to come next. */
  #follow({ entry, name, parent, depth }: Step): ByteRange | undefined {
    const { type, offset, count: stated } = entry!;
    const oneByte = type === UNDEFINED && stated === 1;
    if (!(isInteger(type) || oneByte) || stated === 0)
      return this.#bad(`pointer of type ${type}`, offset, `${parent!.name}/${name}`);
    const count = Math.min(stated, subdirectories);
    const size = fieldSize(type);
    const end = offset + count * size;
    const view = this.#held(offset, end);
    if (!view) return { start: offset, end };
    if (!view.has(offset, end)) return undefined;
    entry!.children = [];
    for (let i = count - 1; i >= 0; i--) {
      const relative = numberAt(view, offset + i * size, type, this.#header.littleEndian);
      const start = this.#source.start + relative;
      this.#steps.push(step(i === 0 ? name : `${name}${i}`, 0, start, parent, entry, depth + 1));
    }
    return undefined;
  }

  /** Gets the wanted values that lie elsewhere, neighbours in one range. */
  *fetchValues(): Scan<void> {
    const owners = new Map(this.ifds.flatMap((ifd) => ifd.entries.map((entry) => [entry, ifd])));
    const wanted = this.missing
      .filter((entry) => !entry.view && (this.#plan.wanted?.(entry, owners.get(entry)!) ?? true))
      .sort((a, b) => a.offset - b.offset);
    for (let i = 0; i < wanted.length; ) {
      const start = wanted[i]!.offset;
      let end = start;
      let next = i;
      for (; next < wanted.length && wanted[next]!.offset <= end + (next === i ? 0 : gap); next++)
        end = Math.max(end, wanted[next]!.offset + wanted[next]!.length);
      const view = this.#held(start, end) ?? (yield { start, end });
      if (view.end >= end) this.#view = view;
      for (; i < next; i++) {
        const entry = wanted[i]!;
        if (view.has(entry.offset, entry.offset + entry.length)) entry.view = view;
        else this.#warn('truncated', 'value lies outside the file', entry.offset, owners.get(entry)!.name);
      }
    }
  }

  #bad(message: string, offset: number, name: string): undefined {
    this.#warn('malformed', message, offset, name);
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

function step(
  name: string,
  number: number,
  start: number | undefined,
  parent: Ifd | undefined,
  entry: Entry | undefined,
  depth: number,
): Step {
  return { name, number, start, parent, entry, depth, entered: false };
}

/** Most entries of a directory behind a SubIFD. */
const maxBehind = 64;

const mostPlain: DirectoryFaults = {
  maxEntries: maxBehind,
  directory: () => undefined,
  entry: (fault) => (fault === 'type' ? 'stop' : 'give'),
};

/** Whether a directory behind a SubIFD is one: some raw formats leave anything there. */
function looksValid(view: View, form: TiffForm, start: number, end: number): boolean {
  const walk = new DirectoryWalk(view, form, { start: 0, end }, mostPlain);
  walk.enter(start);
  while (walk.open());
  for (let last = -1; walk.advance(); last = walk.id) if (walk.id <= last) return false;
  return !!walk.count && !walk.stopped;
}

/** Bytes between two values that are read along rather than asked for apart. */
const gap = 2048;
