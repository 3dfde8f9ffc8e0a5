// Opens the store that is set, and proves that it keeps, finds and deletes.

import type { StoreSetting } from './setting.js';
import { kinds, type Store, StoreError } from './store.js';

/** The store that is set, checked by writing. Rejects with {@link StoreError} where it cannot be used. */
export async function openStore(setting: StoreSetting, dataDir: string): Promise<Store> {
  const store = await createStore(setting, dataDir);
  try {
    await tryWriting(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function createStore(setting: StoreSetting, dataDir: string): Promise<Store> {
  if (setting.kind === 'memory') return (await import('./memory.js')).createMemoryStore();
  return await (await import('./file.js')).createFileStore(setting.path ?? dataDir);
}

const probeLasts = 60_000;

/** Puts, reads and deletes a small object of each kind. */
async function tryWriting(store: Store): Promise<void> {
  const id = crypto.randomUUID();
  for (const kind of kinds) {
    await store.put(kind, id, { meta: { probe: id }, body: probe, expires: Date.now() + probeLasts });
    const stream = await (await store.get(kind, id))?.open();
    const read = stream && (await new Response(stream).text());
    await store.delete(kind, id);
    if (read !== 'exifkit') throw new StoreError('what was written could not be read again');
  }
}

const probe = new TextEncoder().encode('exifkit');
