// Work over one source: it is opened, walks run over it, and it is closed.
import { runSync, type Scan } from '../bytes/scan.js';
import { fetched, MetadataError } from '../errors.js';
import type { Limits } from '../limits.js';
import { throwIfAborted } from '../sources/abort.js';
import {
  type BytesLike,
  isBytes,
  type PlatformSignal,
  plainBytes,
  type SignalLike,
} from '../sources/platform.js';
import { Reader } from '../sources/run.js';
import { type ByteSource, openSource, type Source } from '../sources/source.js';
import type { AnyFormat, Format } from '../types.js';
import type { FileFacts } from './context.js';

/** How one read may go. */
export interface ReadOptions {
  /** Stops reading; the promise rejects with MetadataError `aborted`. */
  readonly signal?: PlatformSignal;
}

/** Bytes in memory of whatever form. Throws MetadataError `source-failed` where these are none. */
export function bytesIn(source: BytesLike): Uint8Array {
  if (isBytes(source)) return plainBytes(source);
  throw new MetadataError(
    'source-failed',
    'these are no bytes in memory: use the functions that wait for a source',
  );
}

/** Runs a walk over bytes in memory. */
export function driveSync<Result>(source: BytesLike, scan: (file: FileFacts) => Scan<Result>): Result {
  const bytes = bytesIn(source);
  return runSync(scan({ size: bytes.length }), bytes);
}

/** The format, its code fetched where it is not at hand. */
export async function fetchFormat(format: AnyFormat): Promise<Format> {
  return 'fetch' in format ? fetched(format.fetch()) : format;
}

/** Runs walks over one source. */
export type Run = <Result>(scan: Scan<Result>) => Result | Promise<Result>;

/** Opens a source for work that may run several walks over it, and closes it. */
export async function withSource<Result>(
  source: Source,
  limits: Limits,
  options: ReadOptions | undefined,
  work: (
    run: Run,
    file: FileFacts,
    bytes: Uint8Array | undefined,
    /** Where not all bytes are at hand. */
    reader: Reader | undefined,
  ) => Promise<Result>,
): Promise<Result> {
  throwIfAborted(options?.signal as SignalLike | undefined);
  const opened = openSource(source, limits.totalReadBytes);
  if (opened instanceof Uint8Array)
    return work((scan) => runSync(scan, opened), { size: opened.length }, opened, undefined);
  try {
    const reader = new Reader(opened, { totalReadBytes: limits.totalReadBytes, signal: options?.signal });
    await reader.run(firstBytes());
    const { whole } = reader;
    return await (whole
      ? work((scan) => runSync(scan, whole), opened, whole, undefined)
      : work((scan) => reader.run(scan), opened, undefined, reader));
  } finally {
    await closeQuietly(opened);
  }
}

/** Reads the head, after which most sources know their size. */
function* firstBytes(): Scan<void> {
  yield { start: 0, end: firstRead };
}

const firstRead = 256;

export async function closeQuietly(source: ByteSource): Promise<void> {
  try {
    await source.close?.();
  } catch {
    // What was read stands, whatever the source says when it is let go.
  }
}
