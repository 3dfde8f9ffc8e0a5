// The server on Node: puts the parts together, listens, stops in good order; and makes keys.
import { realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { type App, createApp } from '../app.js';
import { type Config, ConfigError, type Environment, readConfig, type StoreSetting } from '../config.js';
import type { Engine } from '../engine.js';
import { badRequest, errorResponse } from '../errors.js';
import type { Transport } from '../fetch/fetch-file.js';
import { nodeTransport } from '../fetch/node.js';
import { createKeyRing } from '../keys.js';
import { createRateLimit } from '../rate-limit.js';
import { createFileStore } from '../storage/file.js';
import { createMemoryStore } from '../storage/memory.js';
import type { Store } from '../storage/store.js';

/** What a server is started with. */
export interface StartOptions {
  readonly engine: Engine;
  readonly env: Environment;
  /** Takes the lines of the log. */
  readonly log: (line: string) => void;
  /** Takes what is for the eyes of who starts the server: its address, a new key. Never logged. */
  readonly print: (text: string) => void;
  readonly transport?: Transport;
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
  const config = readConfig(options.env);
  const store = await openStore(config.store);
  const keys = await createKeyRing(config.apiKeys, store);
  const app = createApp({
    engine: options.engine,
    store,
    keys,
    transport: options.transport ?? nodeTransport,
    rateLimit: createRateLimit(config.rateLimit),
    config,
    log: options.log,
    now: Date.now,
  });
  const server = httpServer(app);
  const url = await listen(server, config);
  options.print(`exifkit listens on ${url}`);
  if (await keys.isEmpty()) options.print(firstKeyText(await keys.make(), url));
  const sweeping = setInterval(() => sweep(store, options.log), sweepEvery);
  sweeping.unref();
  return {
    url,
    async stop() {
      clearInterval(sweeping);
      await close(server);
    },
  };
}

const sweepEvery = 10 * 60_000;
const closeAfter = 10_000;
const idleSocket = 120_000;

async function openStore(setting: StoreSetting): Promise<Store> {
  if (setting.kind === 'memory') return createMemoryStore();
  try {
    return await createFileStore(setting.path);
  } catch (error) {
    throw new ConfigError(`EXIFKIT_DATA_DIR: ${setting.path} cannot be used (${(error as Error).message})`);
  }
}

function sweep(store: Store, log: (line: string) => void): void {
  store.sweep().catch((error: unknown) => log(`sweep failed: ${(error as Error).name}`));
}

function httpServer(app: App): Server {
  const waiting = new WeakSet<object>();
  const listener = getRequestListener(
    (request, { incoming, outgoing }) => {
      const acceptBody = (): void => {
        if (waiting.delete(incoming) && 'writeContinue' in outgoing) outgoing.writeContinue();
      };
      return app.fetch(request, { peer: incoming.socket?.remoteAddress, acceptBody });
    },
    { errorHandler: () => withCommonHeaders(errorResponse(badRequest('malformed-request'))) },
  );
  const server = createServer(listener);
  server.on('checkContinue', (incoming, outgoing) => {
    waiting.add(incoming);
    listener(incoming, outgoing);
  });
  server.on('clientError', (_, socket) => {
    const unanswered = socket.writable && 'bytesWritten' in socket && socket.bytesWritten === 0;
    if (unanswered) socket.end(malformedRequest());
    else socket.destroy();
  });
  server.setTimeout(idleSocket);
  return server;
}

/** What every response carries, for requests that do not reach the app. */
function withCommonHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(commonHeaders())) response.headers.set(name, value);
  return response;
}

function commonHeaders(): Record<string, string> {
  return {
    'X-Request-Id': crypto.randomUUID(),
    'X-Content-Type-Options': 'nosniff',
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'no-store',
  };
}

/** The answer to bytes that are not HTTP. */
function malformedRequest(): string {
  const body = '{"success":false,"error":"Invalid request parameters"}';
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': String(body.length),
    Connection: 'close',
    'X-Error-Code': 'malformed-request',
    ...commonHeaders(),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n${body}`;
}

function listen(server: Server, { port, host }: Config): Promise<string> {
  return new Promise((settle, fail) => {
    server.once('error', (error) => fail(new ConfigError(`HOST, PORT: cannot listen (${error.message})`)));
    server.listen(port, host, () => settle(urlOf(server.address() as AddressInfo)));
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
  const { read, readGps, remove } = await import('exifkit');
  const running = await startServer({
    engine: { read, readGps, remove },
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
  const { apiKeys, store } = readConfig(process.env);
  if (store.kind === 'memory') throw new ConfigError('EXIFKIT_STORE: a key made for `memory:` would be lost');
  return await (await createKeyRing(apiKeys, await openStore(store))).make();
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv[2]).catch((error: unknown) => {
    console.error(error instanceof ConfigError ? `exifkit: ${error.message}` : error);
    process.exitCode = 1;
  });
}
