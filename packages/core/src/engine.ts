// Joins containers and blocks: finds the format, walks it, loads the blocks, gives the result.
import { runSync, type Scan } from './bytes/scan.js';
import { MetadataError, type Warning } from './errors.js';
import { typeByName } from './file-names.js';
import { defaultLimits, type Limits } from './limits.js';
import { type Metadata, metadataClass } from './metadata.js';
import { Reader } from './sources/run.js';
import { type ByteSource, openSource, type Source } from './sources/source.js';
import type { Block, BlockRef, Context, Derive, Format, Layout, LoadedBlock } from './types.js';

/** How one read may go. */
export interface ReadOptions {
  /** Stops reading; the promise rejects with MetadataError `aborted`. */
  readonly signal?: AbortSignal;
}

/** What an engine is made of. Parts that are not named are not in the bundle. */
export interface EngineParts<F extends readonly Format[], B extends readonly Block[]> {
  readonly formats: F;
  readonly blocks: B;
  /** Computed tags: `fileTags`, `compositeTags`. */
  readonly derived?: readonly Derive[];
  readonly limits?: Partial<Limits>;
}

/** Reads metadata with the formats and blocks it was made of. */
export interface Engine<B extends readonly Block[]> {
  /**
   * Reads a file's metadata. Rejects with {@link MetadataError}: `unsupported-format` where no format
   * matches, `source-failed`, `aborted`, `limit-exceeded`; all that is wrong inside the file is a warning.
   */
  read(source: Source, options?: ReadOptions): Promise<Metadata<B>>;
  /** The same over bytes in memory, at once. Throws as `read` rejects. */
  readSync(bytes: Uint8Array | ArrayBuffer): Metadata<B>;
}

/**
 * An engine of just these parts, e.g. `createEngine({ formats: [jpeg], blocks: [exif, gps] })`.
 */
export function createEngine<const F extends readonly Format[], const B extends readonly Block[]>(
  parts: EngineParts<F, B>,
): Engine<B> {
  const limits = { ...defaultLimits, ...parts.limits };
  const Result = metadataClass(parts.blocks, parts.derived ?? []);

  function* scan(file: FileFacts): Scan<Metadata<B>> {
    const warnings: Warning[] = [];
    const context = createContext(limits, file, warnings);
    const layout = yield* scanLayout(parts.formats, context);
    const loaded = yield* loadBlocks(parts.blocks, layout.blocks, context);
    const fileType = typeByName(layout.fileType, file.name);
    return new Result(fileType, layout, loaded, warnings) as Metadata<B>;
  }

  return {
    read: (source, options) => drive(source, scan, limits, options),
    readSync: (source) => driveSync(source, scan),
  };
}

/** What is known of a file before it is read. */
export interface FileFacts {
  readonly size: number | undefined;
  readonly name?: string | undefined;
}

/** Runs a walk over bytes in memory. */
export function driveSync<Result>(
  source: Uint8Array | ArrayBuffer,
  scan: (file: FileFacts) => Scan<Result>,
): Result {
  const bytes = source instanceof Uint8Array ? source : new Uint8Array(source);
  return runSync(scan({ size: bytes.length }), bytes);
}

/** Runs a walk over any source: at once in memory, piece by piece elsewhere; closes the source. */
export async function drive<Result>(
  source: Source,
  scan: (file: FileFacts) => Scan<Result>,
  limits: Limits,
  options: ReadOptions = {},
): Promise<Result> {
  const opened = openSource(source);
  if (opened instanceof Uint8Array) return driveSync(opened, scan);
  try {
    const reader = new Reader(opened, { totalReadBytes: limits.totalReadBytes, signal: options.signal });
    await reader.run(firstBytes());
    return await reader.run(scan(opened));
  } finally {
    await closeQuietly(opened);
  }
}

/** Reads the head, after which most sources know their size. */
function* firstBytes(): Scan<void> {
  yield { start: 0, end: headBytes };
}

async function closeQuietly(source: ByteSource): Promise<void> {
  try {
    await source.close?.();
  } catch {
    // What was read stands, whatever the source says when it is let go.
  }
}

/** Limits, size and the list that warnings go to. */
export function createContext(limits: Limits, file: FileFacts, warnings: Warning[]): Context {
  return {
    limits,
    size: file.size,
    name: file.name,
    warn(code, message, offset, path) {
      if (warnings.length < warningsKept) warnings.push({ code, message, offset, path });
    },
  };
}

const warningsKept = 200;
const headBytes = 64;

/** Finds the format by the file's head and walks it. */
export function* scanLayout(formats: readonly Format[], context: Context): Scan<Layout> {
  const head = yield { start: 0, end: headBytes };
  const format = formats.find((candidate) => candidate.match(head));
  if (!format) {
    const known = formats.map(({ name }) => name).join(', ');
    throw new MetadataError('unsupported-format', `not a file of a known type (${known})`, { offset: 0 });
  }
  return yield* format.scan(context);
}

/**
 * Loads each block's references, in the order of `blocks`; what blocks find inside themselves follows, so
 * blocks that hold others come first in `blocks`.
 */
function* loadBlocks(
  blocks: readonly Block[],
  found: readonly BlockRef[],
  context: Context,
): Scan<LoadedBlock[]> {
  const loaded: LoadedBlock[] = [];
  const waiting = blocks.map((block) => found.filter((ref) => block.kinds.includes(ref.kind)));
  for (let depth = 0; waiting.some((refs) => refs.length > 0); depth++) {
    if (depth === context.limits.depth) {
      context.warn('limit-exceeded', `blocks nested deeper than ${depth}`, 0, '');
      break;
    }
    for (let i = 0; i < blocks.length; i++) {
      const refs = waiting[i]!;
      if (refs.length === 0) continue;
      waiting[i] = [];
      const one = yield* blocks[i]!.load(refs, context);
      loaded.push({ name: blocks[i]!.name, loaded: one });
      for (const ref of one.nested ?? []) {
        for (let j = 0; j < blocks.length; j++) {
          if (blocks[j]!.kinds.includes(ref.kind)) waiting[j]!.push(ref);
        }
      }
    }
  }
  return loaded;
}
