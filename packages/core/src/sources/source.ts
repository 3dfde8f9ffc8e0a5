// What can be read from, and how each kind becomes random access to bytes.
import type { ByteRange } from '../bytes/scan.js';
import type { Hash } from '../bytes/sha256.js';
import { MetadataError } from '../errors.js';
import { streamSource } from './stream.js';

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
  read(range: ByteRange, signal?: AbortSignal): Promise<Uint8Array>;
  /** Releases file handles and pending requests. */
  close?(): Promise<void>;
  /** A new SHA-256 of the runtime's own, where it has one that takes parts; our own takes many times as long. */
  sha256?(): Promise<Hash>;
}

/**
 * What every function takes. A path or URL is never taken as a bare string: on a server that is a file
 * read or a request forgery. Use `fromPath` (from `exifkit/node`) or `fromUrl`.
 */
export type Source = Uint8Array | ArrayBuffer | Blob | ReadableStream<Uint8Array> | ByteSource;

/** The bytes themselves where the source is in memory already, else random access to them. */
export function openSource(source: Source): Uint8Array | ByteSource {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  // Before the others, which Node loads when they are first named.
  if (isByteSource(source)) return source;
  if (typeof Blob !== 'undefined' && source instanceof Blob) return blobSource(source);
  if (typeof ReadableStream !== 'undefined' && source instanceof ReadableStream) {
    if (source.locked)
      throw new MetadataError('source-failed', 'the stream has been read already: pass its bytes or a Blob');
    return streamSource(source);
  }
  const hint = typeof source === 'string' ? ': wrap a path in fromPath(), a URL in fromUrl()' : '';
  throw new MetadataError(
    'source-failed',
    `cannot read from ${source === null ? 'null' : typeof source}${hint}`,
  );
}

/** Whether this is random access to bytes, by its form. */
export function isByteSource(source: Source): source is ByteSource {
  return typeof source === 'object' && source !== null && 'read' in source;
}

function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    name: 'name' in blob ? String(blob.name) : undefined,
    read: async ({ start, end }) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}
