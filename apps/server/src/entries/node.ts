#!/usr/bin/env node
// The server on Node, and on Bun and Deno, which bring Node's modules: listens, and stops in good order.
import { realpathSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../command.js';
import { type Config, ConfigError, type Environment } from '../config.js';
import type { SharedCounter } from '../counter-redis.js';
import { createDiskTurns, inTurns } from '../disk-turns.js';
import type { Engine } from '../engine.js';
import type { Transport } from '../fetch/fetch-file.js';
import { nodeTransport } from '../fetch/node.js';
import { createLog, describeError, type Log } from '../log.js';
import type { Gauge } from '../metrics.js';
import { createPool, type Pool } from '../pool.js';
import type { StoreSetting } from '../storage/setting.js';
import type { Store } from '../storage/store.js';
import { createUploadFolder } from '../upload-folder.js';
import { createWork } from '../work.js';
import { createHttpServer, type HttpTimes } from './node-http.js';
import { openSetStore } from './open-store.js';
import { pageFile } from './page-folder.js';
import { assemble, type OpenParts } from './start.js';

/** What a server is started with. */
export interface StartOptions {
  /** For tests: an engine that works in this thread. Default: the package's own, in a pool of threads. */
  readonly engine?: Engine;
  readonly env: Environment;
  /** Takes the lines of the log. */
  readonly log: (line: string) => void;
  /** Takes what is for the eyes of who starts the server: its address, a new key. Never logged. */
  readonly print: (text: string) => void;
  readonly transport?: Transport;
  /** How patient the server is, where the defaults do not do. */
  readonly times?: Partial<HttpTimes>;
}

/** A server that listens. */
export interface Running {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Stops listening, lets requests end within the time that is set, then ends them. */
  stop(): Promise<void>;
}

/** Starts the server. Rejects with ConfigError where a setting cannot be used. */
export async function startServer(options: StartOptions): Promise<Running> {
  const { transport = nodeTransport, env, print } = options;
  const log = createLog(options.log);
  let pool: Pool | undefined;
  let counter: SharedCounter | undefined;
  const open = async (config: Config): Promise<OpenParts> => {
    const turns = createDiskTurns();
    const opened = await openSetStore(config, env, () => turns.large.isUsed);
    const store = config.store.kind === 'file' ? inTurns(opened, turns) : opened;
    const uploads = await createUploadFolder(uploadPath(config), turns.large);
    const redis = redisOf(config.store);
    if (redis !== undefined) counter = await (await import('../counter-redis.js')).createRedisCounter(redis);
    pool = options.engine ? poolOf(options.engine) : createPool(await import('exifkit'));
    return { work: pool.work, store, uploads, counter, pageFile };
  };
  const gauges: Gauge[] = [
    { name: 'exifkit_resident_bytes', help: 'Memory of the process.', read: () => process.memoryUsage().rss },
    { name: 'exifkit_work_waiting', help: 'Files that wait for a thread.', read: () => pool?.waiting() ?? 0 },
  ];
  const assembled = await assemble({ transport, open, gauges }, env, log);
  const { app, config, store, keys, beginStop, takeFault } = assembled;
  const times = { headers: config.headersTimeout, ...options.times };
  const server = createHttpServer(app, config, times, takeFault);
  const unused = unusedSockets(server);
  const url = await listen(server, config);
  // Too many connections, say: those that are there go on.
  server.on('error', (error) => log.error('server', { cause: describeError(error) }));
  print(`exifkit listens on ${url}`);
  if (await keys.isEmpty()) print(firstKeyText(await keys.make('first'), url));
  sweep(store, log);
  const sweeping = setInterval(() => sweep(store, log), sweepEvery);
  sweeping.unref();
  return {
    url,
    async stop() {
      log.info('stopping');
      beginStop();
      clearInterval(sweeping);
      const ended = await close(server, unused, config.shutdownTimeout);
      await store.close();
      await counter?.close();
      await pool?.close();
      log.info('stopped', { requests: ended ? 'finished' : 'cut off' });
    },
  };
}

/** Where servers with this store share what they count. */
function redisOf(store: StoreSetting): string | undefined {
  const records = store.kind === 'split' ? store.records : store;
  return records.kind === 'redis' ? records.url : undefined;
}

/** An engine in this thread in place of a pool. */
function poolOf(engine: Engine): Pool {
  return { work: createWork(engine), waiting: () => 0, close: async () => {} };
}

const sweepEvery = 10 * 60_000;

/** Beside what is kept on disk, or where the system keeps what does not last. */
function uploadPath({ store, dataDir }: Config): string {
  return store.kind === 'file' ? join(store.path ?? dataDir, 'uploads') : join(tmpdir(), 'exifkit-uploads');
}

function sweep(store: Store, log: Log): void {
  store.sweep().catch((error: unknown) => log.error('sweep', { cause: describeError(error) }));
}

function listen(server: Server, { port, host }: Config): Promise<string> {
  return new Promise((settle, fail) => {
    const refuse = (error: Error): void =>
      fail(new ConfigError(`HOST, PORT: cannot listen (${error.message})`));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      settle(urlOf(server.address() as AddressInfo));
    });
  });
}

/** An address that listens on every interface is reached from here as localhost. */
function urlOf({ address, port, family }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`;
  return family === 'IPv6' ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}

function firstKeyText(key: string, url: string): string {
  return [
    '',
    'No API key was configured, so this one was made. Only its hash is stored: it is not shown again.',
    '',
    `  ${key}`,
    '',
    'Try it:',
    '',
    `  curl -H 'X-API-Key: ${key}' -F 'file=@photo.jpg' ${url}/api/v1/extract`,
    '',
  ].join('\n');
}

/** The connections on which no request has come. */
function unusedSockets(server: Server): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  for (const event of ['request', 'checkContinue'])
    server.on(event, ({ socket }: IncomingMessage) => unused.delete(socket));
  return unused;
}

/** Whether all requests ended within the time; those that did not are cut off. */
function close(server: Server, unused: ReadonlySet<Socket>, time: number): Promise<boolean> {
  return new Promise((settle) => {
    let inTime = true;
    const closeIdle = (): void => {
      server.closeIdleConnections();
      // Of which Node takes no connection to be one on which nothing has come yet.
      for (const socket of unused) if (socket.bytesRead === 0) socket.destroy();
    };
    const closingIdle = setInterval(closeIdle, closeIdleEvery);
    const force = setTimeout(() => {
      inTime = false;
      server.closeAllConnections();
    }, time);
    server.close(() => {
      clearInterval(closingIdle);
      clearTimeout(force);
      settle(inTime);
    });
    closeIdle();
  });
}

const closeIdleEvery = 100;

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runCommand(startServer);
}
