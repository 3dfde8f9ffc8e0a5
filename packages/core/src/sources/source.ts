// What can be read from, and how each kind becomes random access to bytes.
import type { ByteRange } from '../bytes/scan.js';
import type { Hash } from '../bytes/sha256.js';
import { MetadataError } from '../errors.js';
import {
  type BlobLike,
  type BytesLike,
  isBlob,
  isBytes,
  isIterable,
  isResponse,
  isStream,
  type PlatformSignal,
  plainBytes,
  type ResponseLike,
  type StreamLike,
} from './platform.js';
import { iterableSource, type StreamSource, streamSource } from './stream.js';

/** Random access to bytes. Implement this to read from anything. */
export interface ByteSource {
  /** Total size in bytes, or `undefined` while unknown. */
  readonly size: number | undefined;
  /** Name of the file, where there is one; its extension tells types apart that look alike inside. */
  readonly name?: string | undefined;
  /**
   * Resolves with the bytes of `range`; shorter only where the source ends, longer if more came along.
   * Rejects when the source fails.
   */
  read(range: ByteRange, signal?: PlatformSignal): Promise<Uint8Array>;
  /** Releases file handles and pending requests. */
  close?(): Promise<void>;
  /** A new SHA-256 of the runtime's own, where it has one that takes parts; our own takes many times as long. */
  sha256?(): Promise<Hash>;
}

/**
 * What every function takes: bytes in memory (any typed array, `DataView`, `ArrayBuffer` or Node's `Buffer`), a `Blob` or
 * `File`, a `ReadableStream`, a `Response` of `fetch`, anything that gives bytes in `for await` (Node's streams), or a
 * {@link ByteSource}; each from any realm. A stream is held in memory as far as it is read, at most
 * `limits.totalReadBytes`. A path or URL is never taken as a bare string: on a server that is a file read or a request
 * forgery. Use `fromPath` (from `exifkit/node`) or `fromUrl`.
 */
export type Source =
  | BytesLike
  | BlobLike
  | StreamLike
  | ResponseLike
  | AsyncIterable<Uint8Array>
  | ByteSource;

/** What can be read once, from its start. */
export type Streamed = StreamLike | ResponseLike | AsyncIterable<Uint8Array>;

/** The bytes themselves where the source is in memory already, else random access to them. */
export function openSource(source: Source, maxBytes: number): Uint8Array | ByteSource {
  if (isBytes(source)) return plainBytes(source);
  if (isStreamed(source)) return openStream(source, maxBytes);
  if (isObject(source)) {
    if ('read' in source && 'size' in source) return source;
    if (isBlob(source)) return blobSource(source);
  }
  const hint = typeof source === 'string' ? ': wrap a path in fromPath(), a URL in fromUrl()' : '';
  throw new MetadataError(
    'source-failed',
    `cannot read from ${Object.prototype.toString.call(source)}${hint}`,
  );
}

/** Whether the source can be read once only. */
export function isStreamed(source: Source): source is Streamed {
  return isObject(source) && (isStream(source) || isResponse(source) || isIterable(source));
}

/** What comes of a stream, kept as it comes, at most so many bytes. */
export function openStream(source: Streamed, maxBytes: number): StreamSource {
  if (isResponse(source)) {
    if (!source.ok) throw new MetadataError('source-failed', `the server answered ${source.status}`);
    if (source.bodyUsed) throw usedUp();
    return source.body ? openStream(source.body, maxBytes) : iterableSource(nothing(), maxBytes);
  }
  if (isStream(source)) {
    if (source.locked) throw usedUp();
    return streamSource(source.getReader(), maxBytes);
  }
  if (taken.has(source)) throw usedUp();
  taken.add(source);
  return iterableSource(source, maxBytes);
}

/** Iterables that were read: they do not tell it themselves. */
const taken = new WeakSet<AsyncIterable<Uint8Array>>();

function usedUp(): MetadataError {
  return new MetadataError('source-failed', 'the stream has been read already: pass its bytes or a Blob');
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function isObject(source: unknown): source is object {
  return typeof source === 'object' && source !== null;
}

function blobSource(blob: BlobLike): ByteSource {
  return {
    size: blob.size,
    name: 'name' in blob ? String(blob.name) : undefined,
    read: async ({ start, end }) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}
