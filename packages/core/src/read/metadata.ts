// The result of a read: typed values by block, and every tag with its printed text.
import type { ByteRange } from '../bytes/scan.js';
import { StoredBytes } from '../bytes/stored-bytes.js';
import type { Warning } from '../errors.js';
import type { AnyBlock, BlockRef, Derive, FileType, Groups, Layout, LoadedBlock, Tag } from '../types.js';
import type { ReadOptions } from './engine.js';
import type { BlockLoader } from './loader.js';
import { groupsWithinBudget, withinBudget } from './printed-budget.js';

/** What was found in a file. Decoding happens when something is asked for. */
export interface MetadataBase {
  readonly fileType: FileType;
  readonly layout: Layout;
  /** Every metadata block of the file with its place, those inside others and maker notes included. */
  readonly blocks: readonly BlockRef[];
  /** What was wrong in the file; decoding on demand may add to it. */
  readonly warnings: readonly Warning[];
  /** Every tag in file order, then the ones computed from others. */
  tags(): readonly Tag[];
  /**
   * XMP's printed values by namespace prefix, as `xmpText()?.dc.Creator`: lists as arrays, structures as
   * objects, where {@link tags} has them flattened. `undefined` without XMP.
   */
  xmpText(): Groups | undefined;
  /**
   * The bytes of a tag (a thumbnail, preview, video ...) or of one of {@link blocks} (an ICC profile ...), read
   * from the source where reading left them there; `undefined` where the value is no bytes. Of a file in memory
   * they are a view. Rejects with {@link MetadataError}: `truncated` where the file ends within them,
   * `limit-exceeded` over `limits.totalReadBytes`, `source-failed` (a stream cannot be read again), `aborted`.
   */
  extract(part: Tag | BlockRef, options?: ReadOptions): Promise<Uint8Array | undefined>;
  /** The same of a file in memory, at once. Throws as `extract` rejects; `source-failed` of any other source. */
  extractSync(part: Tag | BlockRef): Uint8Array | undefined;
}

/** Gets the bytes of ranges of the file. */
export interface FileBytes {
  read(ranges: readonly ByteRange[], options: ReadOptions | undefined): Promise<Uint8Array>;
  readSync(ranges: readonly ByteRange[]): Uint8Array;
}

/** The value type of the block of this name among `Blocks`. */
type ValueOf<Blocks extends readonly AnyBlock[], Name> =
  Extract<Blocks[number], { readonly name: Name }> extends AnyBlock<string, infer Value> ? Value : never;

/** The result for an engine of these blocks: one property a block, by its name. */
export type Metadata<Blocks extends readonly AnyBlock[]> = MetadataBase & {
  readonly [Name in Blocks[number]['name']]?: ValueOf<Blocks, Name> | undefined;
};

/** Makes the result class of an engine, with a lazy property for each of its blocks. */
export function metadataClass(blocks: readonly AnyBlock[], derived: readonly Derive[]): MetadataConstructor {
  class Result implements MetadataBase {
    readonly fileType: FileType;
    readonly #loading: BlockLoader;
    readonly #file: FileBytes;
    readonly #values: { readonly value: unknown }[] = [];
    #tags: readonly Tag[] | undefined;
    #layout: Layout | undefined;

    constructor(fileType: FileType, loading: BlockLoader, file: FileBytes) {
      this.fileType = fileType;
      this.#loading = loading;
      this.#file = file;
    }

    get layout(): Layout {
      this.#layout ??= plainLayout(this.#loading.layout);
      return this.#layout;
    }

    get warnings(): readonly Warning[] {
      return this.#loading.warnings;
    }

    get blocks(): readonly BlockRef[] {
      return this.#loading.layout.blocks.concat(
        this.#loading.loaded.flatMap((block) => block.loaded.nested ?? []),
      );
    }

    tags(): readonly Tag[] {
      const { loaded, context } = this.#loading;
      this.#tags ??= withinBudget(collectTags(this.fileType, this.#loading.layout, loaded, derived), context);
      return this.#tags;
    }

    xmpText(): Groups | undefined {
      const groups = this.#loading.loaded.find(({ name }) => name === 'xmp')?.loaded.printed?.();
      return groups && groupsWithinBudget(groups, this.#loading.context);
    }

    async extract(part: Tag | BlockRef, options?: ReadOptions): Promise<Uint8Array | undefined> {
      const found = bytesOrPlace(part);
      return found instanceof StoredBytes ? this.#file.read(found.ranges, options) : found;
    }

    extractSync(part: Tag | BlockRef): Uint8Array | undefined {
      const found = bytesOrPlace(part);
      return found instanceof StoredBytes ? this.#file.readSync(found.ranges) : found;
    }

    valueOfBlock(index: number): unknown {
      this.#values[index] ??= { value: this.#loading.valueOf(index) };
      return this.#values[index].value;
    }
  }
  for (const [index, { name }] of blocks.entries()) {
    Object.defineProperty(Result.prototype, name, {
      get(this: Result) {
        return this.valueOfBlock(index);
      },
      enumerable: true,
    });
  }
  return Result;
}

/** The layout as a plain object, all of it found. */
function plainLayout({ fileType, picture, blocks, tail, imageData }: Layout): Layout {
  return { fileType, picture, blocks, ...(tail && { tail }), imageData };
}

type MetadataConstructor = new (fileType: FileType, loading: BlockLoader, file: FileBytes) => MetadataBase;

/** The bytes of a tag's value or of a block, or where in the file they lie; `undefined` where it is none. */
function bytesOrPlace(part: Tag | BlockRef): Uint8Array | StoredBytes | undefined {
  if ('kind' in part)
    return part.bytes ?? (part.ranges.length > 0 ? new StoredBytes(part.ranges) : undefined);
  const { value } = part;
  return value instanceof Uint8Array || value instanceof StoredBytes ? value : undefined;
}

function collectTags(
  fileType: FileType,
  layout: Layout,
  loaded: readonly LoadedBlock[],
  derived: readonly Derive[],
): readonly Tag[] {
  const tags: Tag[] = [];
  const add = (more: readonly Tag[]): void => {
    for (const tag of more) tags.push(tag);
  };
  for (const block of loaded) add(block.loaded.tags());
  for (const derive of derived) add(derive({ layout, fileType, loaded, tags }));
  return tags;
}
