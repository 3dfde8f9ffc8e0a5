// The blocks of an engine in their order, and which of them lead where.
import type { AnyBlock, Block, LazyBlock } from '../types.js';

/** Blocks by their index. Lazy ones are replaced when they are fetched; that changes no kinds. */
export class BlockList {
  /** The blocks that are at hand. */
  readonly #atHand: (Block | undefined)[];
  readonly #lazy: (LazyBlock | undefined)[];
  /** By kind of reference: the blocks that take it. */
  readonly #takers = new Map<string, number[]>();
  readonly #takesExif: boolean[] = [];
  /** By block: those that may lead to it, itself among them, in order. */
  #leading: (readonly number[])[] = [];
  /** Those that may lead to a block that is not fetched yet, by whatever others between. */
  #leadToLazy: ReadonlySet<number> | undefined;

  constructor(blocks: readonly AnyBlock[]) {
    this.#atHand = blocks.map((block) => ('load' in block ? (block as Block) : undefined));
    this.#lazy = blocks.map((block) => ('fetch' in block ? block : undefined));
    for (const [i, { kinds }] of blocks.entries()) {
      this.#takesExif.push(kinds.includes('exif'));
      for (const kind of kinds) this.#takers.set(kind, [...this.takersOf(kind), i]);
    }
  }

  get length(): number {
    return this.#atHand.length;
  }

  /** `undefined` where it is to be fetched. */
  atHand(i: number): Block | undefined {
    return this.#atHand[i];
  }

  /** `undefined` where it is at hand. */
  lazy(i: number): LazyBlock | undefined {
    return this.#lazy[i];
  }

  async fetch(i: number): Promise<void> {
    const block = await this.#lazy[i]?.fetch();
    if (!block) return;
    this.#atHand[i] = block;
    this.#lazy[i] = undefined;
    this.#leading = [];
    this.#leadToLazy = undefined;
  }

  takersOf(kind: string): readonly number[] {
    return this.#takers.get(kind) ?? none;
  }

  takesExif(i: number): boolean {
    return this.#takesExif[i]!;
  }

  leadingTo(i: number): readonly number[] {
    this.#leading[i] ??= this.#findLeading(i);
    return this.#leading[i];
  }

  /** Whether a block at hand may lead to one that is to be fetched, by others between, too. */
  leadsToLazy(i: number): boolean {
    this.#leadToLazy ??= new Set(this.#lazy.flatMap((block, to) => (block ? this.leadingTo(to) : [])));
    return this.#leadToLazy.has(i);
  }

  #findLeading(index: number): readonly number[] {
    const found = new Set([index]);
    for (const to of found) {
      const { kinds } = this.#atHand[to] ?? this.#lazy[to]!;
      for (const [i, block] of this.#atHand.entries())
        if (block?.holds?.some((kind) => kinds.includes(kind))) found.add(i);
    }
    return [...found].sort((a, b) => a - b);
  }
}

const none: readonly number[] = [];
