// A store made of several, one for each kind.
import { type Kind, kinds, type Store } from './store.js';

/** A store that keeps each kind where it is told to. */
export function createSplitStore(stores: Readonly<Record<Kind, Store>>): Store {
  const all = new Set(kinds.map((kind) => stores[kind]));
  return {
    put: (kind, id, entry) => stores[kind].put(kind, id, entry),
    get: (kind, id) => stores[kind].get(kind, id),
    delete: (kind, id) => stores[kind].delete(kind, id),
    list: (kind) => stores[kind].list(kind),
    async sweep() {
      let gone = 0;
      for (const store of all) gone += await store.sweep();
      return gone;
    },
    async close() {
      for (const store of all) await store.close();
    },
  };
}
