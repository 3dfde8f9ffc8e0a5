// Keeps everything in memory; it is gone when the process ends.
import type { Entry, Kind, Store, Stored } from './store.js';

/** How a memory store may behave. */
export interface MemoryStoreOptions {
  /** Bytes of bodies kept at most; the oldest go first. Default 512 MiB. */
  readonly bytes?: number;
  /** The time in milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

/** A store in memory. */
export function createMemoryStore({ bytes = 512 * 2 ** 20, now = Date.now }: MemoryStoreOptions = {}): Store {
  const entries = new Map<string, Entry>();
  let used = 0;

  const drop = (name: string): void => {
    used -= entries.get(name)?.body.length ?? 0;
    entries.delete(name);
  };
  const makeRoom = (): void => {
    for (const name of entries.keys()) {
      if (used <= bytes) return;
      if (!name.startsWith('keys/')) drop(name);
    }
  };
  return {
    async put(kind, id, entry) {
      drop(`${kind}/${id}`);
      entries.set(`${kind}/${id}`, entry);
      used += entry.body.length;
      makeRoom();
    },
    async get(kind, id) {
      const entry = entries.get(`${kind}/${id}`);
      if (!entry) return undefined;
      if (isLive(entry, now())) return stored(id, entry);
      drop(`${kind}/${id}`);
      return undefined;
    },
    async isEmpty(kind: Kind) {
      return ![...entries.keys()].some((name) => name.startsWith(`${kind}/`));
    },
    async sweep() {
      const expired = [...entries].filter(([, entry]) => !isLive(entry, now()));
      for (const [name] of expired) drop(name);
      return expired.length;
    },
  };
}

function isLive(entry: Entry, now: number): boolean {
  return entry.expires === undefined || entry.expires > now;
}

function stored(id: string, { meta, body, expires }: Entry): Stored {
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
