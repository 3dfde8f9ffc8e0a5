// Loads a file's blocks: which references wait for which block, and what has been loaded of them.
import { type ByteRange, runIn, type Scan, type ScanRunner } from '../bytes/scan.js';
import type { Warning } from '../errors.js';
import type { BlockRef, Context, Layout, Loaded, LoadedBlock } from '../types.js';
import type { BlockList } from './block-list.js';

/**
 * The blocks of one file on their way. Of a file in memory they are loaded when one of them is asked for; of
 * others before the result is given out.
 */
export class BlockLoader {
  readonly layout: Layout;
  readonly #warnings: readonly Warning[];
  /** Where blocks are left until they are asked for. */
  #runner: ScanRunner | undefined;
  readonly #blocks: BlockList;
  readonly #context: Context;
  /** By block: the references that are not loaded yet, and what has been loaded. */
  readonly #waiting: (BlockRef[] | undefined)[];
  readonly #loaded: (LoadedBlock[] | undefined)[];
  /** By block: whether there is no use in fetching it for the references that wait. */
  readonly #unwanted: boolean[] = [];
  #rounds = 0;
  /** The references that lead to EXIF, where no others of the layout were taken. */
  #leading: readonly BlockRef[] | undefined;
  /** Finds more of these. */
  #findHolders: (() => readonly BlockRef[]) | undefined;

  constructor(blocks: BlockList, layout: Layout, context: Context, warnings: readonly Warning[]) {
    this.layout = layout;
    this.#warnings = warnings;
    const view = context.held?.view;
    this.#runner = view && ((scan) => runIn(scan, view));
    this.#blocks = blocks;
    this.#context = context;
    this.#waiting = new Array(blocks.length);
    this.#loaded = new Array(blocks.length);
    this.#leading = context.held?.leading;
    this.#findHolders = context.held?.findHolders;
    for (const ref of this.#leading ?? layout.blocks) this.#add(ref);
    if (!this.#leading && layout.tail) this.#add(layout.tail);
  }

  get context(): Context {
    return this.#context;
  }

  /** What has been loaded, in the order of the blocks. */
  get loaded(): readonly LoadedBlock[] {
    this.#loadRest();
    const all: LoadedBlock[] = [];
    for (let i = 0; i < this.#loaded.length; i++) {
      const loaded = this.#loaded[i];
      if (loaded) for (let k = 0; k < loaded.length; k++) all.push(loaded[k]!);
    }
    return all;
  }

  get warnings(): readonly Warning[] {
    this.#loadRest();
    return this.#warnings;
  }

  /** The first value that the block of this index gives. Only what may lead to it is loaded. */
  valueOf(index: number): unknown {
    return (this.#runner && this.#loadToward(index, this.#runner)) ?? this.#firstValue(index);
  }

  #firstValue(index: number): unknown {
    for (const { loaded } of this.#loaded[index] ?? []) {
      const value = loaded.value();
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #loadRest(): void {
    const run = this.#runner;
    if (!run) return;
    this.#addRest();
    for (let i = this.#beginRound(); i >= 0; i = this.#nextInRounds(i)) this.#loadNow(i, run);
  }

  /** Takes the references of the layout that do not lead to EXIF, before those that were found inside others. */
  #addRest(): void {
    const leading = this.#leading;
    if (!leading) return;
    this.#leading = undefined;
    const { blocks, tail } = this.layout;
    const within = this.#waiting.slice();
    this.#waiting.fill(undefined);
    for (const ref of blocks) if (!leading.some(({ kind }) => kind === ref.kind)) this.#add(ref);
    if (tail) this.#add(tail);
    within.forEach((refs, i) => {
      if (refs) this.#waiting[i] = [...(this.#waiting[i] ?? []), ...refs];
    });
  }

  /** Takes the references of the layout that may lead to EXIF; whether there are any. */
  #addHolders(): boolean {
    if (!this.#leading || !this.#findHolders) return false;
    const found = this.#findHolders();
    this.#findHolders = undefined;
    this.#leading = [...this.#leading, ...found];
    for (const ref of found) this.#add(ref);
    return found.length > 0;
  }

  /**
   * Loads the blocks that may hold references for the block of this index, and that block, until it gives a value: the
   * first one counts.
   */
  #loadToward(index: number, run: ScanRunner): unknown {
    if (!this.#blocks.takesExif(index)) this.#addRest();
    const leading = this.#blocks.leadingTo(index);
    const { depth } = this.#context.limits;
    for (let round = 0, isAny = true; isAny && round < depth; round++) {
      isAny = false;
      for (const i of leading) {
        if (!this.#waiting[i] || !this.#blocks.atHand(i)) continue;
        isAny = true;
        this.#loadNow(i, run);
        const value = i === index ? this.#firstValue(index) : undefined;
        if (value !== undefined) return value;
      }
      isAny ||= this.#addHolders();
    }
    return undefined;
  }

  /**
   * Leaves the blocks until they are asked for, where the bytes of all of them were read, which `holds` tells; whether it
   * does. Then `run` runs walks over these bytes.
   */
  *leave(run: ScanRunner, holds: (ranges: readonly ByteRange[]) => boolean): Scan<boolean> {
    const { blocks, tail } = this.layout;
    for (const ref of blocks) if (!ref.bytes && !holds(ref.ranges) && this.#isRead(ref)) return false;
    if (tail && !(yield* this.#dropUnwanted(tail.kind))) return false;
    this.#runner = run;
    return true;
  }

  #isRead(ref: BlockRef): boolean {
    return this.#blocks.takersOf(ref.kind).some((i) => this.#blocks.atHand(i)?.isRead?.(ref) ?? true);
  }

  /** Drops the references of this kind where there is nothing in them; whether that is so. */
  *#dropUnwanted(kind: string): Scan<boolean> {
    for (const i of this.#blocks.takersOf(kind)) {
      const { isWanted } = this.#blocks.atHand(i) ?? this.#blocks.lazy(i)!;
      const refs = this.#waiting[i];
      if (!refs) continue;
      if (!isWanted || (yield* isWanted(refs, this.#context))) return false;
      this.#waiting[i] = undefined;
    }
    return true;
  }

  /**
   * Loads all references whose block is at hand, in the order of the blocks, and those that blocks find inside
   * themselves.
   */
  *load(): Scan<void> {
    this.#addRest();
    for (let i = this.#beginRound(); i >= 0; i = this.#nextInRounds(i)) yield* this.#loadOne(i);
    yield* this.#chooseFetched();
  }

  /** Loads the blocks that may hold references for blocks that are not fetched yet. */
  *loadHolders(): Scan<void> {
    this.#addRest();
    for (let i = this.#nextHolder(); i >= 0; i = this.#nextHolder(i + 1)) yield* this.#loadOne(i);
    yield* this.#chooseFetched();
  }

  /** Finds out which of the blocks that references wait for are worth fetching. */
  *#chooseFetched(): Scan<void> {
    for (let i = 0; i < this.#waiting.length; i++) {
      const refs = this.#waiting[i];
      const block = refs && this.#blocks.lazy(i);
      if (!block) continue;
      const isWanted = block.isWanted ? yield* block.isWanted(refs, this.#context) : true;
      this.#unwanted[i] = !isWanted;
    }
  }

  /** Fetches the blocks that references wait for; `false` where none waits any more. */
  async fetch(): Promise<boolean> {
    const missing: Promise<void>[] = [];
    this.#waiting.forEach((refs, i) => {
      if (refs && this.#blocks.lazy(i) && !this.#unwanted[i]) missing.push(this.#blocks.fetch(i));
    });
    await Promise.all(missing);
    if (missing.length > 0) return true;
    // A read beside this one may have fetched what references wait for here.
    if (this.#runner) return this.#nextHolder() >= 0;
    return this.#next() >= 0 && this.#rounds < this.#context.limits.depth;
  }

  /** Like `#next`, of the blocks that may hold references for blocks that are not fetched yet. */
  #nextHolder(from = 0): number {
    for (let i = this.#next(from); i >= 0; i = this.#next(i + 1)) if (this.#blocks.leadsToLazy(i)) return i;
    return -1;
  }

  *#loadOne(i: number): Scan<void> {
    this.#take(i, yield* this.#loading(i));
  }

  #loadNow(i: number, run: ScanRunner): void {
    this.#take(i, run(this.#loading(i)));
  }

  /** Loads what waits for the block of this index, which is at hand. */
  #loading(i: number): Scan<Loaded> {
    const refs = this.#waiting[i]!;
    this.#waiting[i] = undefined;
    return this.#blocks.atHand(i)!.load(this.#affordable(refs), this.#context);
  }

  /** As many of the references as the file's budget has room for. */
  #affordable(refs: readonly BlockRef[]): readonly BlockRef[] {
    const { budget } = this.#context;
    let count = 0;
    while (count < refs.length && budget.enter()) count++;
    return count === refs.length ? refs : refs.slice(0, count);
  }

  #take(i: number, loaded: Loaded): void {
    const { name } = this.#blocks.atHand(i)!;
    const before = this.#loaded[i];
    if (before) before.push({ name, loaded });
    else this.#loaded[i] = [{ name, loaded }];
    if (loaded.nested) for (const ref of loaded.nested) this.#add(ref);
    if (loaded.handedOn) for (const ref of loaded.handedOn) this.#add(ref);
  }

  #add(ref: BlockRef): void {
    for (const i of this.#blocks.takersOf(ref.kind)) {
      const waiting = this.#waiting[i];
      if (waiting) waiting.push(ref);
      else this.#waiting[i] = [ref];
    }
  }

  /** The first block of a round: what its blocks lead to before themselves comes in the next. -1 after the last. */
  #beginRound(): number {
    const first = this.#next();
    const { limits, warn } = this.#context;
    if (first < 0 || this.#rounds++ < limits.depth) return first;
    warn('limit-exceeded', 'blocks nested too deep', 0, '');
    return -1;
  }

  #nextInRounds(last: number): number {
    const next = this.#next(last + 1);
    return next < 0 ? this.#beginRound() : next;
  }

  /** Index of the first block from `from` on that is at hand and has references waiting, or -1. */
  #next(from = 0): number {
    const waiting = this.#waiting;
    for (let i = from; i < waiting.length; i++) {
      if (waiting[i] && this.#blocks.atHand(i)) return i;
    }
    return -1;
  }
}
