// Joins containers and blocks: finds the format, walks it, loads the blocks, gives the result.
import { runIn, runSync, type Scan } from '../bytes/scan.js';
import { gather } from '../bytes/stored-bytes.js';
import { View } from '../bytes/view.js';
import { byHead } from '../containers/by-head.js';
import { MetadataError, type Warning } from '../errors.js';
import { defaultLimits, type Limits } from '../limits.js';
import { type BytesLike, isBytes } from '../sources/platform.js';
import type { Source } from '../sources/source.js';
import type { AnyBlock, AnyFormat, Derive, Format } from '../types.js';
import { BlockList } from './block-list.js';
import { createContext, type FileFacts } from './context.js';
import { typeByName } from './file-names.js';
import { BlockLoader } from './loader.js';
import { type FileBytes, type Metadata, metadataClass } from './metadata.js';
import { bytesIn, fetchFormat, type ReadOptions, withSource } from './with-source.js';

/** How a read of all metadata may go. */
export interface ReadAllOptions extends ReadOptions {
  /** Ceilings of this read alone, in place of the engine's. */
  readonly limits?: Partial<Limits>;
  /**
   * Names of the tags that are wanted, as `['Make', 'GPSPosition', 'latitude']`: `tags()`, `toObject()` and `toJSON()`
   * give these alone. Blocks that are asked for by name stay whole.
   */
  readonly pick?: readonly string[];
}

/** What an engine is made of. Parts that are not named are not in the bundle. */
export interface EngineParts<F extends readonly AnyFormat[], B extends readonly AnyBlock[]> {
  /** Lazy ones serve {@link Engine.read} only. */
  readonly formats: F;
  /** Those that hold others come first. Lazy ones serve {@link Engine.read} only. */
  readonly blocks: B;
  /** Computed tags: `fileTags`, `compositeTags`. */
  readonly derived?: readonly Derive[];
  readonly limits?: Partial<Limits>;
}

/** Reads metadata with the formats and blocks it was made of. */
export interface Engine<B extends readonly AnyBlock[]> {
  /**
   * Reads a file's metadata. Rejects with {@link MetadataError}: `unsupported-format` where no format
   * matches, `source-failed`, `aborted`, `limit-exceeded`; all that is wrong inside the file is a warning.
   */
  read(source: Source, options?: ReadAllOptions): Promise<Metadata<B>>;
  /** The same over bytes in memory, at once. Throws as `read` rejects. */
  readSync(bytes: BytesLike, options?: Omit<ReadAllOptions, 'signal'>): Metadata<B>;
}

/**
 * An engine of just these parts, e.g. `createEngine({ formats: [jpeg], blocks: [exif, gps] })`.
 */
export function createEngine<const F extends readonly AnyFormat[], const B extends readonly AnyBlock[]>(
  parts: EngineParts<F, B>,
): Engine<B> {
  const limits = { ...defaultLimits, ...parts.limits };
  const Result = metadataClass(parts.blocks, parts.derived ?? []);
  /** For `read`: lazy blocks are replaced by what they fetch, so that later reads find them at hand. */
  const fetched = new BlockList(parts.blocks);
  const atHand = new BlockList(parts.blocks);
  const formatsAtHand = parts.formats.filter((format) => 'scan' in format);

  function* scan(format: Format, file: FileFacts, ceilings: Limits, view?: View): Scan<BlockLoader> {
    const warnings: Warning[] = [];
    const context = createContext(ceilings, file, warnings, undefined, view && { view });
    return new BlockLoader(fetched, yield* format.scan(context), context, warnings);
  }

  function result(
    loading: BlockLoader,
    name: string | undefined,
    bytes: FileBytes,
    pick: ReadAllOptions['pick'],
  ): Metadata<B> {
    const picked = pick && new Set(pick);
    return new Result(typeByName(loading.layout.fileType, name), loading, bytes, picked) as Metadata<B>;
  }

  function limitsOf(options: ReadAllOptions | undefined): Limits {
    return options?.limits ? { ...limits, ...options.limits } : limits;
  }

  /** Of bytes in memory: blocks are loaded when they are asked for. */
  function readBytes(bytes: Uint8Array, options?: ReadAllOptions): Metadata<B> {
    const ceilings = limitsOf(options);
    const view = new View(bytes);
    const format = runIn(byHead(formatsAtHand, 'read'), view);
    const warnings: Warning[] = [];
    const context = createContext(ceilings, { size: bytes.length }, warnings, undefined, { view });
    const loading = new BlockLoader(atHand, runIn(format.scan(context), view), context, warnings);
    return result(loading, undefined, bytesInMemory(bytes, ceilings), options?.pick);
  }

  async function readSource(source: Source, options?: ReadAllOptions): Promise<Metadata<B>> {
    const ceilings = limitsOf(options);
    return withSource(source, ceilings, options, async (run, file, bytes, reader) => {
      const format = await fetchFormat(await run(byHead(parts.formats, 'read')));
      const loading = await run(scan(format, file, ceilings, bytes && new View(bytes)));
      const isLeft =
        reader === undefined ||
        (await run(
          loading.leave(
            (walk) => reader.runHeld(walk),
            (ranges) => reader.holds(ranges),
          ),
        ));
      do await run(isLeft ? loading.loadHolders() : loading.load());
      while (await loading.fetch());
      const fileBytes =
        bytes && isBytes(source) ? bytesInMemory(bytes, ceilings) : bytesOfSource(source, ceilings);
      return result(loading, file.name, fileBytes, options?.pick);
    });
  }

  return {
    read: readSource,
    readSync: (source, options) => readBytes(bytesIn(source), options),
  };
}

function bytesInMemory(bytes: Uint8Array, limits: Limits): FileBytes {
  const readSync: FileBytes['readSync'] = (ranges) => runSync(gather(ranges, limits.totalReadBytes), bytes);
  return { isInMemory: true, readSync, read: async (ranges) => readSync(ranges) };
}

function bytesOfSource(source: Source, limits: Limits): FileBytes {
  return {
    isInMemory: false,
    read: (ranges, options) =>
      withSource(source, limits, options, async (run) => run(gather(ranges, limits.totalReadBytes))),
    readSync() {
      throw new MetadataError('source-failed', 'the file is not in memory: use extract()');
    },
  };
}
