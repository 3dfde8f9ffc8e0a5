// Keeps everything in memory; it is gone when the process ends.
import { bytesOf, sizeOf } from './body.js';
import { guarded } from './guard.js';
import { isLive, type Kind, type Store, type Stored } from './store.js';

/** How a memory store may behave. */
export interface MemoryStoreOptions {
  /** Bytes of bodies kept at most; what does not fit is refused. Default 512 MiB. */
  readonly maxBytes?: number | undefined;
  /** The time in milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

interface Held {
  readonly id: string;
  readonly kind: Kind;
  readonly meta: Stored['meta'];
  readonly body: Uint8Array;
  readonly expires: number | undefined;
}

/** A store in memory. */
export function createMemoryStore({
  maxBytes = 512 * 2 ** 20,
  now = Date.now,
}: MemoryStoreOptions = {}): Store {
  const objects = new Map<string, Held>();
  let used = 0;

  const drop = (name: string): void => {
    used -= objects.get(name)?.body.length ?? 0;
    objects.delete(name);
  };
  const sweep = (): number => {
    const expired = [...objects].filter(([, held]) => !isLive(held, now()));
    for (const [name] of expired) drop(name);
    return expired.length;
  };
  /** Takes room before a body comes, so that bodies on their way cannot pass the limit together. */
  const reserve = (size: number): void => {
    if (used + size > maxBytes) sweep();
    if (used + size > maxBytes)
      throw Object.assign(new Error('the store in memory is full'), { code: 'FULL' });
    used += size;
  };
  return guarded({
    async put(kind, id, { meta, body, expires }) {
      const size = sizeOf(body);
      reserve(size);
      try {
        const bytes = await bytesOf(body);
        drop(`${kind}/${id}`);
        objects.set(`${kind}/${id}`, { id, kind, meta, body: bytes, expires });
      } catch (error) {
        used -= size;
        throw error;
      }
    },
    async get(kind, id) {
      const held = objects.get(`${kind}/${id}`);
      if (!held) return undefined;
      if (isLive(held, now())) return stored(held);
      drop(`${kind}/${id}`);
      return undefined;
    },
    async delete(kind, id) {
      drop(`${kind}/${id}`);
    },
    async *list(kind) {
      for (const held of [...objects.values()]) if (held.kind === kind) yield held.id;
    },
    sweep: async () => sweep(),
    async close() {},
  });
}

function stored({ id, meta, body, expires }: Held): Stored {
  return {
    id,
    meta,
    size: body.length,
    expires,
    async open(start = 0, end = body.length) {
      return new Blob([body.subarray(start, end) as Uint8Array<ArrayBuffer>]).stream();
    },
  };
}
