// Puts the parts of a server together: the same on every runtime, which brings what differs.
import { type App, createApp } from '../app.js';
import { Capacity } from '../capacity.js';
import { type Config, type Environment, readConfig } from '../config.js';
import type { Counter } from '../counter.js';
import type { PlatformTransport, Transport } from '../fetch/fetch-file.js';
import { createKeyRing, type KeyRing } from '../keys.js';
import type { Log } from '../log.js';
import { createMeasures, type Measures } from '../measures.js';
import { createRateLimit, type RateLimit } from '../rate-limit.js';
import type { Parts } from '../routes/context.js';
import type { Store } from '../storage/store.js';

/** Parts that depend on the settings. */
export type OpenParts = Pick<Parts, 'work' | 'store' | 'uploads'> & {
  /** Counts for all servers that share the store. Default: each counts for itself. */
  readonly counter?: Counter | undefined;
};

/** What a runtime brings. */
export interface Runtime {
  readonly transport: Transport | PlatformTransport;
  /** Opens the parts that the settings name. Rejects with ConfigError where one cannot be used. */
  open(config: Config): Promise<OpenParts>;
  /** A limit that the platform counts; else it is counted here. */
  readonly rateLimit?: RateLimit | undefined;
  /** Bytes of memory that the process holds, where that can be known. */
  readonly memory?: (() => number) | undefined;
}

/** A server that waits for requests. */
export interface Assembled {
  readonly app: App;
  readonly config: Config;
  readonly store: Store;
  readonly keys: KeyRing;
  /** From now on no new work is taken. */
  beginStop(): void;
}

/** A server by its settings. Rejects with ConfigError where one cannot be used. */
export async function assemble(runtime: Runtime, env: Environment, log: Log): Promise<Assembled> {
  const config = readConfig(env);
  const open = await runtime.open(config);
  const keys = await createKeyRing(config.apiKeys, open.store);
  const { transport, memory } = runtime;
  const { rateLimit = createRateLimit({ rate: config.rateLimit, counter: open.counter }) } = runtime;
  const measures = createMeasures();
  if (memory) measures.metrics.gauge('exifkit_resident_bytes', 'Memory of the process.', memory);
  const capacity = new Capacity(config);
  addGauges(measures, capacity);
  let isStopping = false;
  const stopping = (): boolean => isStopping;
  const shared = { measures, capacity, log, stopping, now: Date.now };
  const { counter: _, ...parts } = open;
  const app = createApp({ ...parts, ...shared, keys, transport, rateLimit, config });
  const beginStop = (): void => {
    isStopping = true;
  };
  return { app, config, store: open.store, keys, beginStop };
}

function addGauges({ metrics }: Measures, capacity: Capacity): void {
  metrics.gauge('exifkit_held_bytes', 'Bytes of requests in memory.', () => capacity.held);
  metrics.gauge('exifkit_files_in_work', 'Files that are worked on or wait for it.', () => capacity.working);
  metrics.gauge('exifkit_downloads_open', 'Downloads that are being sent.', () => capacity.downloads);
}
