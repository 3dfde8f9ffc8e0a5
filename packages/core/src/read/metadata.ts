// The result of a read: typed values by block, and every tag with its printed text.
import type { GpsPosition } from '../blocks/gps/direct.js';
import type { ByteRange } from '../bytes/scan.js';
import { StoredBytes } from '../bytes/stored-bytes.js';
import type { Warning } from '../errors.js';
import { type BytesForm, type PlainValue, plainValue } from '../present/plain-value.js';
import type {
  AnyBlock,
  BlockRef,
  Derive,
  FileType,
  Groups,
  Layout,
  LoadedBlock,
  Tag,
  TagSources,
} from '../types.js';
import type { BlockLoader } from './loader.js';
import {
  bytesForm,
  type FlatMetadata,
  flatTags,
  type PlainMetadata,
  type PlainOptions,
  plainBlock,
  plainFamily,
} from './plain-result.js';
import { groupsWithinBudget, withinBudget } from './printed-budget.js';
import type { ReadOptions } from './with-source.js';

/** What was found in a file. Decoding happens when something is asked for. */
export interface MetadataBase {
  /** What kind of file it is. */
  readonly fileType: FileType;
  /** Where in the file things lie: blocks, coded picture data. */
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
  /**
   * The whole result as plain data, as `JSON.stringify` and `console.log` show it: file type, each block's typed values,
   * `file` and `composite`, and the warnings. Spread and `structuredClone` give the blocks that were asked for before.
   */
  toJSON(options?: PlainOptions | string): PlainMetadata;
  /**
   * The result by name alone, for those who want one flat object: labels where they are printed (`Orientation`), dates as
   * ISO 8601 text with an offset where the file states one, signed `latitude` and `longitude`.
   */
  toObject(options?: PlainOptions): FlatMetadata;
}

/** Gets the bytes of ranges of the file. */
export interface FileBytes {
  read(ranges: readonly ByteRange[], options: ReadOptions | undefined): Promise<Uint8Array>;
  readSync(ranges: readonly ByteRange[]): Uint8Array;
  readonly isInMemory: boolean;
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
  const definers: Definer[] = [];
  class Result implements MetadataBase {
    readonly fileType: FileType;
    /** Among the properties of the blocks, which are set below. */
    declare readonly gps?: Partial<GpsPosition>;
    readonly #loading: BlockLoader;
    readonly #file: FileBytes;
    readonly #picked: ReadonlySet<string> | undefined;
    #tags: readonly Tag[] | undefined;
    #layout: Layout | undefined;

    constructor(
      fileType: FileType,
      loading: BlockLoader,
      file: FileBytes,
      picked: ReadonlySet<string> | undefined,
    ) {
      this.#picked = picked;
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
      this.#tags ??= this.#collectTags();
      return this.#tags;
    }

    #collectTags(): readonly Tag[] {
      const { loaded, context, layout } = this.#loading;
      const picked = this.#picked;
      const tags = collectTags(this.fileType, layout, loaded, derived);
      return withinBudget(picked ? tags.filter(({ name }) => picked.has(name)) : tags, context);
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

    toJSON(options?: PlainOptions | string): PlainMetadata {
      // JSON.stringify calls it with the name under which it stands.
      const ofBytes = this.#bytesForm(typeof options === 'string' ? undefined : options);
      const plain: { [block: string]: PlainValue } = { fileType: { ...this.fileType } };
      const add = (name: string, value: PlainValue | undefined): void => {
        if (value !== undefined) plain[name] = value;
      };
      // what is derived says nothing anew
      for (const { name } of blocks.filter((block) => !('from' in block)))
        add(name, plainBlock(Reflect.get(this, name), this.#picked, ofBytes));
      add('file', plainFamily(this.tags(), 'File', ofBytes));
      add('composite', plainFamily(this.tags(), 'Composite', ofBytes));
      add('warnings', plainValue(this.warnings, ofBytes));
      return plain;
    }

    toObject(options?: PlainOptions): FlatMetadata {
      const flat = flatTags(this.tags(), this.#bytesForm(options));
      for (const name of ['latitude', 'longitude', 'altitude'] as const) {
        const value = this.gps?.[name];
        if (value !== undefined && (this.#picked?.has(name) ?? true)) flat.set(name, value);
      }
      return Object.fromEntries(flat);
    }

    #bytesForm(options: PlainOptions | undefined): BytesForm {
      return bytesForm(options, ({ ranges }) =>
        this.#file.isInMemory ? this.#file.readSync(ranges) : undefined,
      );
    }

    #sources(): TagSources {
      const { loaded, layout } = this.#loading;
      const { fileType } = this;
      const tags = this.#picked ? collectTags(fileType, layout, loaded, derived) : this.tags();
      return { fileType, layout, loaded, tags };
    }

    /** What Node, Bun and Deno print. */
    [Symbol.for('nodejs.util.inspect.custom')](): PlainMetadata {
      return this.toJSON();
    }

    /** The value of a block, which is a property of the result from then on. */
    valueOfBlock(index: number, name: string): unknown {
      const block = blocks[index]!;
      const value = 'from' in block ? block.from(this.#sources()) : this.#loading.valueOf(index);
      if (value !== undefined) {
        definers[index] ??= definerOf(name);
        definers[index](this, value);
      }
      return value;
    }
  }
  for (const [index, { name }] of blocks.entries()) {
    Object.defineProperty(Result.prototype, name, {
      get(this: Result) {
        return this.valueOfBlock(index, name);
      },
      enumerable: true,
    });
  }
  return Result;
}

type Definer = (target: object, value: unknown) => void;

/**
 * What gives objects a property of this name of their own: as a field of a class, whose constructor gives the object. It
 * takes a twentieth of the time of `Object.defineProperty`.
 */
function definerOf(name: string): Definer {
  let given: unknown;
  class Given {
    constructor(target: object) {
      // biome-ignore lint/correctness/noConstructorReturn: fields are defined on what it returns
      return target;
    }
  }
  class Defined extends Given {
    [name] = given;
  }
  return (target, value) => {
    given = value;
    new Defined(target);
    given = undefined;
  };
}

/** The layout as a plain object, all of it found. */
function plainLayout({ fileType, picture, blocks, tail, imageData }: Layout): Layout {
  return { fileType, picture, blocks, ...(tail && { tail }), imageData };
}

type MetadataConstructor = new (
  fileType: FileType,
  loading: BlockLoader,
  file: FileBytes,
  picked: ReadonlySet<string> | undefined,
) => MetadataBase;

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
