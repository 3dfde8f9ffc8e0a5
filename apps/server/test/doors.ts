// The two ways the API is tested: the app itself, and a server on a real socket.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.js';
import { Capacity } from '../src/capacity.js';
import { type Environment, readConfig } from '../src/config.js';
import type { Engine } from '../src/engine.js';
import { startServer } from '../src/entries/node.js';
import { nodeTransport } from '../src/fetch/node.js';
import { createKeyRing } from '../src/keys.js';
import { createLog } from '../src/log.js';
import { createRateLimit } from '../src/rate-limit.js';
import type { Parts } from '../src/routes/context.js';
import { createMemoryStore } from '../src/storage/memory.js';
import { createWork } from '../src/work.js';
import { fakeEngine } from './fake-engine.js';
import { checkExchange } from './openapi.js';

export const key = 'first-key';
export const otherKey = 'second-key';

/** A server to be asked. */
export interface Door {
  readonly origin: string;
  readonly log: readonly string[];
  ask(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export type OpenDoor = (env?: Environment) => Promise<Door>;

const settings: Environment = { EXIFKIT_API_KEYS: `${key},${otherKey}`, PORT: '0' };

/** The app, asked without a socket; a settable clock where one is given. */
export async function openApp(
  env: Environment = {},
  now: () => number = Date.now,
  engine: Engine = fakeEngine,
  parts: Partial<Parts> = {},
): Promise<Door & { readonly unchecked: Door['ask'] }> {
  const config = readConfig({ ...settings, ...env });
  const store = createMemoryStore({ now });
  const log: string[] = [];
  const app = createApp({
    work: createWork(engine),
    capacity: new Capacity(config),
    store,
    keys: await createKeyRing(config.apiKeys, store),
    transport: nodeTransport,
    rateLimit: createRateLimit({ rate: config.rateLimit, now }),
    config,
    log: createLog((line) => log.push(line)),
    now,
    ...parts,
  });
  const origin = 'http://localhost';
  const unchecked: Door['ask'] = async (path, init) => app.request(path, init);
  return { origin, log, ask: checked(unchecked), unchecked, close: async () => {} };
}

/** A server on a free port, keeping its files in a folder of its own. */
export async function openSocket(env: Environment = {}): Promise<Door> {
  const folder = await mkdtemp(join(tmpdir(), 'exifkit-'));
  const log: string[] = [];
  const running = await startServer({
    engine: fakeEngine,
    env: { ...settings, EXIFKIT_DATA_DIR: folder, ...env },
    log: (line) => log.push(line),
    print: () => {},
  });
  return {
    origin: running.url,
    log,
    ask: checked((path, init) => fetch(running.url + path, init)),
    async close() {
      await running.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Asks, and checks each answer against the OpenAPI document. */
function checked(ask: Door['ask']): Door['ask'] {
  return async (path, init) => {
    const response = await ask(path, init);
    await checkExchange(init?.method ?? 'GET', path, response.clone());
    return response;
  };
}

/** A form with a file. */
export function form(
  bytes: Uint8Array<ArrayBuffer>,
  name = 'image.jpg',
  fields: Record<string, string> = {},
): FormData {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.set(field, value);
  body.set('file', new Blob([bytes]), name);
  return body;
}

/** A POST with the first key. */
export function post(body: BodyInit | null, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', body, headers: { 'X-API-Key': key, ...headers } };
}
