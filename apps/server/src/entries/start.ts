// Puts the parts of a server together: the same on every runtime, which brings what differs.
import { type App, createApp } from '../app.js';
import { type Config, type Environment, readConfig } from '../config.js';
import type { Engine } from '../engine.js';
import type { Transport } from '../fetch/fetch-file.js';
import { createKeyRing, type KeyRing } from '../keys.js';
import { createRateLimit, type RateLimit } from '../rate-limit.js';
import type { Store } from '../storage/store.js';

/** What a runtime brings. */
export interface Runtime {
  readonly engine: Engine;
  readonly transport: Transport;
  /** Opens the store that the settings name. Rejects with ConfigError where it cannot be used. */
  openStore(config: Config): Promise<Store>;
  /** A limit that the platform counts; else it is counted here. */
  readonly rateLimit?: RateLimit | undefined;
}

/** A server that waits for requests. */
export interface Assembled {
  readonly app: App;
  readonly config: Config;
  readonly store: Store;
  readonly keys: KeyRing;
}

/** A server by its settings. Rejects with ConfigError where one cannot be used. */
export async function assemble(
  runtime: Runtime,
  env: Environment,
  log: (line: string) => void,
): Promise<Assembled> {
  const config = readConfig(env);
  const store = await runtime.openStore(config);
  const keys = await createKeyRing(config.apiKeys, store);
  const { engine, transport, rateLimit = createRateLimit(config.rateLimit) } = runtime;
  const app = createApp({ engine, store, keys, transport, rateLimit, config, log, now: Date.now });
  return { app, config, store, keys };
}
