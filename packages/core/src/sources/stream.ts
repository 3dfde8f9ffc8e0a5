// Random access over a stream: what has come is kept, and no more is pulled than was asked for.
import type { ByteRange } from '../bytes/scan.js';
import { MetadataError } from '../errors.js';
import { isBytes, plainBytes, type StreamLike } from './platform.js';
import type { ByteSource } from './source.js';

/** A stream as a source. Its size is known once it has ended; closing cancels what has not come. */
export interface StreamSource extends ByteSource {
  /** All of it, once it has come. */
  readAll(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Gets one chunk after another. */
interface Chunks {
  next(): Promise<{ readonly done?: boolean | undefined; readonly value?: unknown }>;
  stop(): Promise<unknown>;
}

/** A stream by its reader. At most `maxBytes` of it are held. */
export function streamSource(
  reader: ReturnType<StreamLike['getReader']>,
  maxBytes: number,
  size?: number,
): StreamSource {
  return chunkSource({ next: () => reader.read(), stop: () => reader.cancel() }, maxBytes, size);
}

/** What gives chunks of bytes in `for await`, as Node's streams do. */
export function iterableSource(iterable: AsyncIterable<Uint8Array>, maxBytes: number): StreamSource {
  const iterator = iterable[Symbol.asyncIterator]();
  const stop = async (): Promise<unknown> => iterator.return?.();
  return chunkSource({ next: () => iterator.next(), stop }, maxBytes);
}

function chunkSource(chunks: Chunks, maxBytes: number, size?: number): StreamSource {
  let bytes = new Uint8Array(65536);
  let length = 0;
  let done = false;

  async function fill(end: number): Promise<void> {
    while (!done && length < end) {
      const step = await chunks.next();
      if (step.done) done = true;
      else append(bytesOf(step.value, length));
    }
  }

  function append(chunk: Uint8Array): void {
    const after = length + chunk.length;
    if (after > maxBytes)
      throw new MetadataError(
        'limit-exceeded',
        `the stream is longer than ${maxBytes} bytes: pass a Blob or a file`,
        {
          offset: length,
        },
      );
    if (after > bytes.length) {
      const larger = new Uint8Array(Math.min(Math.max(bytes.length * 2, after), maxBytes));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(chunk, length);
    length = after;
  }

  return {
    get size() {
      return done ? length : size;
    },
    async read({ start, end }: ByteRange): Promise<Uint8Array> {
      await fill(end);
      return bytes.subarray(Math.min(start, length), Math.min(end, length));
    },
    async readAll(): Promise<Uint8Array> {
      await fill(Number.POSITIVE_INFINITY);
      return bytes.subarray(0, length);
    },
    async close(): Promise<void> {
      if (!done) await chunks.stop();
    },
  };
}

function bytesOf(chunk: unknown, offset: number): Uint8Array {
  if (isBytes(chunk)) return plainBytes(chunk);
  throw new MetadataError(
    'source-failed',
    `the stream gives ${typeof chunk === 'string' ? 'text: read it without an encoding' : 'chunks that are no bytes'}`,
    { offset },
  );
}
