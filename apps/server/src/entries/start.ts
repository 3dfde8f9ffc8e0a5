// Puts the parts of a server together: the same on every runtime, which brings what differs.
import { type App, createApp } from '../app.js';
import { Capacity } from '../capacity.js';
import { type Config, type Environment, readConfig } from '../config.js';
import type { Counter } from '../counter.js';
import type { ApiError } from '../errors.js';
import type { PlatformTransport, Transport } from '../fetch/fetch-file.js';
import { logFault } from '../follow.js';
import { createKeyRing, type KeyRing } from '../keys.js';
import type { Log } from '../log.js';
import { createMeasures } from '../measures.js';
import type { Gauge } from '../metrics.js';
import { createRateLimit, type RateLimit } from '../rate-limit.js';
import type { Parts } from '../routes/context.js';
import type { Store } from '../storage/store.js';

/** Parts that depend on the settings. */
export type OpenParts = Pick<Parts, 'work' | 'store' | 'uploads' | 'pageFile'> & {
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
  /** What can be measured at any time, beside what the app measures of itself. */
  readonly gauges?: readonly Gauge[];
}

/** A server that waits for requests. */
export interface Assembled {
  readonly app: App;
  readonly config: Config;
  readonly store: Store;
  readonly keys: KeyRing;
  /** From now on no new work is taken. */
  beginStop(): void;
  /** Logs and counts an error of the HTTP layer, for which no request reached the app. */
  takeFault(error: ApiError, requestId: string): void;
}

/** A server by its settings. Rejects with ConfigError where one cannot be used. */
export async function assemble(runtime: Runtime, env: Environment, log: Log): Promise<Assembled> {
  const config = readConfig(env);
  const open = await runtime.open(config);
  const keys = await createKeyRing(config.apiKeys, open.store);
  const { transport, gauges = [] } = runtime;
  const { rateLimit = createRateLimit({ rate: config.rateLimit, counter: open.counter }) } = runtime;
  const measures = createMeasures();
  const capacity = new Capacity(config);
  for (const gauge of [...gauges, ...gaugesOf(capacity)]) measures.metrics.gauge(gauge);
  let isStopping = false;
  const stopping = (): boolean => isStopping;
  const shared = { measures, capacity, log, stopping, now: Date.now };
  const { counter: _, ...parts } = open;
  const app = createApp({ ...parts, ...shared, keys, transport, rateLimit, config });
  const beginStop = (): void => {
    isStopping = true;
  };
  const takeFault = (error: ApiError, requestId: string): void => logFault(error, requestId, log, measures);
  return { app, config, store: open.store, keys, beginStop, takeFault };
}

function gaugesOf(capacity: Capacity): Gauge[] {
  return [
    { name: 'exifkit_held_bytes', help: 'Bytes of requests in memory.', read: () => capacity.held },
    {
      name: 'exifkit_files_in_work',
      help: 'Files that are worked on or wait for it.',
      read: () => capacity.working,
    },
    {
      name: 'exifkit_downloads_open',
      help: 'Downloads that are being sent.',
      read: () => capacity.downloads,
    },
  ];
}
