// Loads a file's blocks: which references wait for which block, and what has been loaded of them.
import { oncePer } from '../bytes/once.js';
import { runIn, type Scan } from '../bytes/scan.js';
import type { View } from '../bytes/view.js';
import type { Warning } from '../errors.js';
import type { AnyBlock, Block, BlockRef, Context, Layout, LazyBlock, Loaded, LoadedBlock } from '../types.js';

/**
 * The blocks of one file on their way. Of a file in memory they are loaded when one of them is asked for; of
 * others before the result is given out.
 */
export class BlockLoader {
  readonly layout: Layout;
  readonly #warnings: readonly Warning[];
  /** The file, if it is in memory. */
  readonly #file: View | undefined;
  readonly #blocks: AnyBlock[];
  readonly #context: Context;
  readonly #takers: ReadonlyMap<string, readonly number[]>;
  /** By block: the references that are not loaded yet, and what has been loaded. */
  readonly #waiting: (BlockRef[] | undefined)[] = [];
  readonly #loaded: (LoadedBlock[] | undefined)[] = [];
  /** By block: whether there is no use in fetching it for the references that wait. */
  readonly #unwanted: boolean[] = [];
  #rounds = 0;
  /** The references that lead to EXIF, where no others of the layout were taken. */
  #leading: readonly BlockRef[] | undefined;
  /** Finds more of these. */
  #findHolders: (() => readonly BlockRef[]) | undefined;

  /** `blocks`: lazy ones are replaced in it when they are fetched. */
  constructor(blocks: AnyBlock[], layout: Layout, context: Context, warnings: readonly Warning[]) {
    this.layout = layout;
    this.#warnings = warnings;
    this.#file = context.held?.view;
    this.#blocks = blocks;
    this.#context = context;
    this.#takers = takers(blocks);
    for (let i = 0; i < blocks.length; i++) {
      this.#waiting.push(undefined);
      this.#loaded.push(undefined);
    }
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
    return this.#loaded.flatMap((loaded) => loaded ?? []);
  }

  get warnings(): readonly Warning[] {
    this.#loadRest();
    return this.#warnings;
  }

  /** The first value that the block of this index gives. Only what may lead to it is loaded. */
  valueOf(index: number): unknown {
    return (this.#file && this.#loadToward(index, this.#file)) ?? this.#firstValue(index);
  }

  #firstValue(index: number): unknown {
    for (const { loaded } of this.#loaded[index] ?? []) {
      const value = loaded.value();
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #loadRest(): void {
    if (!this.#file) return;
    this.#addRest();
    if (this.#next() >= 0) runIn(this.load(), this.#file);
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
  #loadToward(index: number, file: View): unknown {
    if (!this.#blocks[index]!.kinds.includes('exif')) this.#addRest();
    const leading = leadingTo(this.#blocks, index);
    const { depth } = this.#context.limits;
    for (let round = 0, isAny = true; isAny && round < depth; round++) {
      isAny = false;
      for (const i of leading) {
        const refs = this.#waiting[i];
        if (!refs) continue;
        const block = this.#blocks[i]!;
        if ('fetch' in block) continue;
        isAny = true;
        this.#waiting[i] = undefined;
        this.#take(i, block, runIn((block as Block).load(this.#affordable(refs), this.#context), file));
        const value = i === index ? this.#firstValue(index) : undefined;
        if (value !== undefined) return value;
      }
      isAny ||= this.#addHolders();
    }
    return undefined;
  }

  /**
   * Loads all references whose block is at hand, in the order of the blocks, and those that blocks find inside
   * themselves.
   */
  *load(): Scan<void> {
    this.#addRest();
    const { limits, warn } = this.#context;
    for (; this.#next() >= 0; this.#rounds++) {
      if (this.#rounds === limits.depth) return warn('limit-exceeded', 'blocks nested too deep', 0, '');
      for (let i = this.#next(); i >= 0; i = this.#next(i + 1)) yield* this.#loadOne(i);
    }
    yield* this.#chooseFetched();
  }

  /** Loads the blocks that may hold references for blocks that are not fetched yet. */
  *loadHolders(): Scan<void> {
    this.#addRest();
    for (let i = this.#next(); i >= 0; i = this.#next(i + 1)) {
      const block = this.#blocks[i] as Block;
      if (block.holds?.some((kind) => this.#isUnfetched(kind))) yield* this.#loadOne(i);
    }
    yield* this.#chooseFetched();
  }

  /** Finds out which of the blocks that references wait for are worth fetching. */
  *#chooseFetched(): Scan<void> {
    for (const [i, refs] of this.#waiting.entries()) {
      const block = this.#blocks[i]!;
      if (!refs || !('fetch' in block)) continue;
      const isWanted = block.isWanted ? yield* block.isWanted(refs, this.#context) : true;
      this.#unwanted[i] = !isWanted;
    }
  }

  /** Fetches the blocks that references wait for; `false` where none waits any more. */
  async fetch(): Promise<boolean> {
    const missing: Promise<void>[] = [];
    this.#waiting.forEach((refs, i) => {
      const block = this.#blocks[i]!;
      if (refs && 'fetch' in block && !this.#unwanted[i]) missing.push(this.#fetchOne(block, i));
    });
    await Promise.all(missing);
    if (missing.length > 0 || this.#file) return missing.length > 0;
    // A read beside this one may have fetched what references wait for here.
    return this.#next() >= 0 && this.#rounds < this.#context.limits.depth;
  }

  async #fetchOne(block: LazyBlock, i: number): Promise<void> {
    this.#blocks[i] = await block.fetch();
    leads.delete(this.#blocks);
  }

  #isUnfetched(kind: string): boolean {
    return this.#takers.get(kind)?.some((i) => 'fetch' in this.#blocks[i]!) ?? false;
  }

  *#loadOne(i: number): Scan<void> {
    const block = this.#blocks[i] as Exclude<AnyBlock, LazyBlock> as Block;
    const refs = this.#waiting[i]!;
    this.#waiting[i] = undefined;
    this.#take(i, block, yield* block.load(this.#affordable(refs), this.#context));
  }

  /** As many of the references as the file's budget has room for. */
  #affordable(refs: readonly BlockRef[]): readonly BlockRef[] {
    const { budget } = this.#context;
    let count = 0;
    while (count < refs.length && budget.enter()) count++;
    return count === refs.length ? refs : refs.slice(0, count);
  }

  #take(i: number, block: AnyBlock, loaded: Loaded): void {
    const before = this.#loaded[i];
    if (before) before.push({ name: block.name, loaded });
    else this.#loaded[i] = [{ name: block.name, loaded }];
    if (loaded.nested) for (const ref of loaded.nested) this.#add(ref);
    if (loaded.handedOn) for (const ref of loaded.handedOn) this.#add(ref);
  }

  #add(ref: BlockRef): void {
    const indices = this.#takers.get(ref.kind);
    if (!indices) return;
    for (const i of indices) {
      const waiting = this.#waiting[i];
      if (waiting) waiting.push(ref);
      else this.#waiting[i] = [ref];
    }
  }

  /** Index of the first block from `from` on that is at hand and has references waiting, or -1. */
  #next(from = 0): number {
    const waiting = this.#waiting;
    for (let i = from; i < waiting.length; i++) {
      if (waiting[i] && !('fetch' in this.#blocks[i]!)) return i;
    }
    return -1;
  }
}

/** By blocks, then by index: the indices of the blocks that may lead to that one, itself among them, in order. */
const leads = new WeakMap<readonly AnyBlock[], (readonly number[])[]>();

function leadingTo(blocks: readonly AnyBlock[], index: number): readonly number[] {
  let known = leads.get(blocks);
  if (!known) {
    known = [];
    leads.set(blocks, known);
  }
  known[index] ??= findLeading(blocks, index);
  return known[index];
}

function findLeading(blocks: readonly AnyBlock[], index: number): readonly number[] {
  const found = new Set([index]);
  for (const to of found) {
    const { kinds } = blocks[to]!;
    blocks.forEach((block, i) => {
      if ('holds' in block && block.holds?.some((kind) => kinds.includes(kind))) found.add(i);
    });
  }
  return [...found].sort((a, b) => a - b);
}

/** By kind of reference: the indices of the blocks that take it. Fetching a block does not change its kinds. */
const takers = oncePer((blocks: readonly AnyBlock[]): ReadonlyMap<string, readonly number[]> => {
  const byKind = new Map<string, number[]>();
  blocks.forEach(({ kinds }, i) => {
    for (const kind of kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), i]);
  });
  return byKind;
});
