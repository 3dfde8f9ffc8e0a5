// Opens the store of the settings, and says which setting is wrong where it cannot be used.
import { type Config, ConfigError, type Environment } from '../config.js';
import { openStore } from '../storage/open.js';
import type { Store } from '../storage/store.js';

/** The store that is set. Rejects with ConfigError where it cannot be used. */
export async function openSetStore(
  { store, dataDir }: Config,
  env: Environment,
  isDiskBusy?: () => boolean,
): Promise<Store> {
  try {
    return await openStore(store, { dataDir, env, isDiskBusy });
  } catch (error) {
    const place = store.kind === 'file' ? `EXIFKIT_DATA_DIR: ${store.path ?? dataDir}` : 'EXIFKIT_STORE: it';
    throw new ConfigError(`${place} cannot be used (${innermostMessage(error)})`);
  }
}

function innermostMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : innermostMessage(error.cause);
}
