// Loads a file's blocks: which references wait for which block, and what has been loaded of them.
import { oncePer } from '../bytes/once.js';
import { runIn, type Scan } from '../bytes/scan.js';
import { View } from '../bytes/view.js';
import type { Warning } from '../errors.js';
import type { AnyBlock, Block, BlockRef, Context, Layout, LazyBlock, LoadedBlock } from '../types.js';

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
  readonly #waiting: (BlockRef[] | undefined)[];
  readonly #loaded: (LoadedBlock[] | undefined)[];
  /** By block: whether there is no use in fetching it for the references that wait. */
  readonly #unwanted: boolean[] = [];
  #rounds = 0;

  /** `blocks`: lazy ones are replaced in it when they are fetched. `bytes`: the file, if it is in memory. */
  constructor(
    blocks: AnyBlock[],
    layout: Layout,
    context: Context,
    warnings: readonly Warning[],
    bytes?: Uint8Array,
  ) {
    this.layout = layout;
    this.#warnings = warnings;
    this.#file = bytes && new View(bytes);
    this.#blocks = blocks;
    this.#context = context;
    this.#takers = takers(blocks);
    this.#waiting = new Array(blocks.length).fill(undefined);
    this.#loaded = new Array(blocks.length).fill(undefined);
    for (const ref of layout.blocks) this.#add(ref);
    if (layout.tail) this.#add(layout.tail);
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
    if (this.#file) runIn(this.#loadToward(index), this.#file);
    return this.#firstValue(index);
  }

  #firstValue(index: number): unknown {
    for (const { loaded } of this.#loaded[index] ?? []) {
      const value = loaded.value();
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #loadRest(): void {
    if (this.#file && this.#next() >= 0) runIn(this.load(), this.#file);
  }

  /** Loads the blocks that may hold references for the block of this index, and that block. */
  *#loadToward(index: number): Scan<void> {
    const leading = leadingTo(this.#blocks, index);
    const { depth } = this.#context.limits;
    for (let round = 0, isAny = true; isAny && round < depth; round++) {
      isAny = false;
      for (let i = this.#next(); i >= 0; i = this.#next(i + 1)) {
        if (!leading.has(i)) continue;
        isAny = true;
        yield* this.#loadOne(i);
      }
    }
  }

  /**
   * Loads all references whose block is at hand, in the order of the blocks, and those that blocks find inside
   * themselves.
   */
  *load(): Scan<void> {
    const { limits, warn } = this.#context;
    for (; this.#next() >= 0; this.#rounds++) {
      if (this.#rounds === limits.depth) return warn('limit-exceeded', 'blocks nested too deep', 0, '');
      for (let i = this.#next(); i >= 0; i = this.#next(i + 1)) yield* this.#loadOne(i);
    }
    yield* this.#chooseFetched();
  }

  /** Loads the blocks that may hold references for blocks that are not fetched yet. */
  *loadHolders(): Scan<void> {
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
    const { budget } = this.#context;
    const refs = this.#waiting[i]!.filter(() => budget.item(0));
    this.#waiting[i] = undefined;
    if (refs.length === 0) return;
    const loaded = yield* block.load(refs, this.#context);
    const before = this.#loaded[i];
    if (before) before.push({ name: block.name, loaded });
    else this.#loaded[i] = [{ name: block.name, loaded }];
    for (const ref of loaded.nested ?? []) this.#add(ref);
    for (const ref of loaded.handedOn ?? []) this.#add(ref);
  }

  #add(ref: BlockRef): void {
    for (const i of this.#takers.get(ref.kind) ?? none) {
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

/** By blocks, then by index: the indices of the blocks that may lead to that one, itself among them. */
const leads = new WeakMap<readonly AnyBlock[], ReadonlySet<number>[]>();

function leadingTo(blocks: readonly AnyBlock[], index: number): ReadonlySet<number> {
  let known = leads.get(blocks);
  if (!known) {
    known = [];
    leads.set(blocks, known);
  }
  known[index] ??= findLeading(blocks, index);
  return known[index];
}

function findLeading(blocks: readonly AnyBlock[], index: number): ReadonlySet<number> {
  const found = new Set([index]);
  for (const to of found) {
    const { kinds } = blocks[to]!;
    blocks.forEach((block, i) => {
      if ('holds' in block && block.holds?.some((kind) => kinds.includes(kind))) found.add(i);
    });
  }
  return found;
}

const none: readonly number[] = [];
/** By kind of reference: the indices of the blocks that take it. Fetching a block does not change its kinds. */
const takers = oncePer((blocks: readonly AnyBlock[]): ReadonlyMap<string, readonly number[]> => {
  const byKind = new Map<string, number[]>();
  blocks.forEach(({ kinds }, i) => {
    for (const kind of kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), i]);
  });
  return byKind;
});
