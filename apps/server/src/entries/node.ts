// The server on Node, and on Bun and Deno, which bring Node's modules: listens, stops in good order; and makes keys.
import { realpathSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, ConfigError, type Environment, readConfig } from '../config.js';
import type { Engine } from '../engine.js';
import type { Transport } from '../fetch/fetch-file.js';
import { nodeTransport } from '../fetch/node.js';
import { createKeyRing } from '../keys.js';
import { describeError } from '../log.js';
import { openStore } from '../storage/open.js';
import type { Store } from '../storage/store.js';
import { createUploadFolder } from '../upload-folder.js';
import { createWork } from '../work.js';
import { createHttpServer, type HttpTimes } from './node-http.js';
import { assemble, type OpenParts } from './start.js';

/** What a server is started with. */
export interface StartOptions {
  readonly engine: Engine;
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
  /** Stops listening, lets requests end for at most ten seconds, then ends them. */
  stop(): Promise<void>;
}

/** Starts the server. Rejects with ConfigError where a setting cannot be used. */
export async function startServer(options: StartOptions): Promise<Running> {
  const { engine, transport = nodeTransport, env, log } = options;
  const open = async (config: Config): Promise<OpenParts> => ({
    work: createWork(engine),
    store: await openSetStore(config, env),
    uploads: await createUploadFolder(uploadPath(config)),
  });
  const { app, config, store, keys } = await assemble({ transport, open }, env, log);
  const server = createHttpServer(app, options.times);
  const url = await listen(server, config);
  // Too many connections, say: those that are there go on.
  server.on('error', (error) => options.log(`server: ${describeError(error)}`));
  options.print(`exifkit listens on ${url}`);
  if (await keys.isEmpty()) options.print(firstKeyText(await keys.make(), url));
  sweep(store, log);
  const sweeping = setInterval(() => sweep(store, options.log), sweepEvery);
  sweeping.unref();
  return {
    url,
    async stop() {
      clearInterval(sweeping);
      await close(server);
      await store.close();
    },
  };
}

const sweepEvery = 10 * 60_000;
const closeAfter = 10_000;

async function openSetStore({ store, dataDir }: Config, env: Environment): Promise<Store> {
  try {
    return await openStore(store, { dataDir, env });
  } catch (error) {
    const path = store.kind === 'file' ? `EXIFKIT_DATA_DIR: ${store.path ?? dataDir}` : 'EXIFKIT_STORE: it';
    throw new ConfigError(`${path} cannot be used (${rootMessage(error)})`);
  }
}

/** The message of what is at the root of an error. */
function rootMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : rootMessage(error.cause);
}

/** Beside what is kept on disk, or where the system keeps what does not last. */
function uploadPath({ store, dataDir }: Config): string {
  return store.kind === 'file' ? join(store.path ?? dataDir, 'uploads') : join(tmpdir(), 'exifkit-uploads');
}

function sweep(store: Store, log: (line: string) => void): void {
  store.sweep().catch((error: unknown) => log(`sweep failed: ${describeError(error)}`));
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

function close(server: Server): Promise<void> {
  return new Promise((settle) => {
    const force = setTimeout(() => server.closeAllConnections(), closeAfter);
    server.close(() => {
      clearTimeout(force);
      settle();
    });
    server.closeIdleConnections();
  });
}

const usage = `usage: node node.js            start the server (settings are in the environment)
       node node.js make-key   make an API key, print it once, store its hash`;

async function main(command: string | undefined): Promise<void> {
  if (command === 'make-key') return console.log(await makeKey());
  if (command !== undefined) throw new ConfigError(usage);
  const { read, gpsPosition, remove } = await import('exifkit');
  const running = await startServer({
    engine: { read, gpsPosition, remove },
    env: process.env,
    log: (line) => console.error(line),
    print: (text) => console.log(text),
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void running.stop();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

async function makeKey(): Promise<string> {
  const config = readConfig(process.env);
  if (config.store.kind === 'memory')
    throw new ConfigError('EXIFKIT_STORE: a key made for `memory:` would be lost');
  return await (await createKeyRing(config.apiKeys, await openSetStore(config, process.env))).make();
}

/** The exit code that `sysexits.h` has for settings, by which systemd knows that starting again is no use. */
const wrongSetting = 78;

/** Does what the command line says, and tells what is wrong with it. */
export async function runCommand(): Promise<void> {
  try {
    await main(process.argv[2]);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message.replace(/^/gm, 'exifkit: '));
    process.exitCode = wrongSetting;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runCommand();
}
