// The body of an entry: bytes, or a stream of a known size.
import { joinChunks } from '../bytes.js';
import type { Entry } from './store.js';

/** Length of a body in bytes. */
export function sizeOf(body: Entry['body']): number {
  return body instanceof Uint8Array ? body.length : body.size;
}

/** The chunks of a body. A stream that is not read to its end is cancelled. */
export async function* chunksOf(body: Entry['body']): AsyncGenerator<Uint8Array, void> {
  if (body instanceof Uint8Array) return yield body;
  const reader = body.stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

/** Gives up a body that was not read to its end. */
export async function discard(body: Entry['body']): Promise<void> {
  if (!(body instanceof Uint8Array || body.stream.locked)) await body.stream.cancel().catch(() => {});
}

/** A body as one array. */
export async function bytesOf(body: Entry['body']): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(body)) chunks.push(chunk);
  return joinChunks(chunks);
}
