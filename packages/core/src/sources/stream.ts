// Random access over a stream: what has come is kept, and no more is pulled than was asked for.
import type { ByteRange } from '../bytes/scan.js';
import type { ByteSource } from './source.js';

/** A stream as a source. Its size is known once it has ended; closing cancels what has not come. */
export function streamSource(stream: ReadableStream<Uint8Array>, size?: number): ByteSource {
  const reader = stream.getReader();
  let bytes = new Uint8Array(65536);
  let length = 0;
  let done = false;

  async function fill(end: number): Promise<void> {
    while (!done && length < end) {
      const step = await reader.read();
      if (step.done) done = true;
      else append(step.value);
    }
  }

  function append(chunk: Uint8Array): void {
    if (length + chunk.length > bytes.length) {
      const larger = new Uint8Array(Math.max(bytes.length * 2, length + chunk.length));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(chunk, length);
    length += chunk.length;
  }

  return {
    get size() {
      return done ? length : size;
    },
    async read({ start, end }: ByteRange): Promise<Uint8Array> {
      await fill(end);
      return bytes.subarray(Math.min(start, length), Math.min(end, length));
    },
    async close(): Promise<void> {
      if (!done) await reader.cancel();
    },
  };
}
