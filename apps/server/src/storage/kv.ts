// A store in Workers KV, for small objects that are read far more often than they change: keys. What was put or deleted
// is seen everywhere within a minute. Expiry is a field that is checked when an object is read, since KV expires nothing
// within its first minute.
import { bytesOf } from './body.js';
import { guarded } from './guard.js';
import { type Entry, isLive, type Store } from './store.js';

/** What of a KV namespace is used. */
export interface KvNamespace {
  put(name: string, value: ArrayBuffer, options: { metadata: KvNote; expiration?: number }): Promise<void>;
  getWithMetadata(
    name: string,
    type: 'arrayBuffer',
  ): Promise<{ readonly value: ArrayBuffer | null; readonly metadata: unknown }>;
  delete(name: string): Promise<void>;
  list(options: { prefix: string; cursor?: string }): Promise<{
    readonly keys: readonly { readonly name: string; readonly metadata?: unknown }[];
    readonly list_complete: boolean;
    readonly cursor?: string;
  }>;
}

type KvNote = Pick<Entry, 'meta' | 'expires'>;

/** A store in a KV namespace. */
export function createKvStore(namespace: KvNamespace, now: () => number = Date.now): Store {
  return guarded({
    async put(kind, id, { meta, body, expires }) {
      const value = (await bytesOf(body)).slice().buffer;
      const expiration = expires === undefined ? undefined : expirationOf(expires, now());
      await namespace.put(`${kind}/${id}`, value, {
        metadata: { meta, expires },
        ...(expiration !== undefined && { expiration }),
      });
    },
    async get(kind, id) {
      const { value, metadata } = await namespace.getWithMetadata(`${kind}/${id}`, 'arrayBuffer');
      if (!value) return undefined;
      const { meta, expires } = metadata as KvNote;
      if (!isLive({ expires }, now())) return undefined;
      const open = async (
        start = 0,
        end = value.byteLength,
      ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> =>
        new Blob([new Uint8Array(value, start, end - start)]).stream();
      return { id, meta, size: value.byteLength, expires, open };
    },
    delete: (kind, id) => namespace.delete(`${kind}/${id}`),
    async *list(kind) {
      for (let cursor: string | undefined; ; ) {
        const page = await namespace.list({ prefix: `${kind}/`, ...(cursor !== undefined && { cursor }) });
        for (const { name, metadata } of page.keys) {
          if (isLive(metadata as KvNote, now())) yield name.slice(kind.length + 1);
        }
        if (page.list_complete) return;
        cursor = page.cursor;
      }
    },
    sweep: async () => 0,
    async close() {},
  });
}

/** KV takes seconds, at least a minute ahead. */
function expirationOf(expires: number, now: number): number {
  return Math.ceil(Math.max(expires, now + 61_000) / 1000);
}
