// The server on Workers. All that it needs comes with a request: nothing is done while the module loads.
import { gpsPosition, read, remove } from 'exifkit';
import { ConfigError, type Environment } from '../config.js';
import type { Engine } from '../engine.js';
import { ApiError } from '../errors.js';
import { workersTransport } from '../fetch/workers.js';
import { createLog } from '../log.js';
import { createRateLimit, type RateLimit } from '../rate-limit.js';
import type { KvNamespace } from '../storage/kv.js';
import type { R2Binding } from '../storage/r2.js';
import { createWorkersStore } from '../storage/workers.js';
import { createWork } from '../work.js';
import { type Assembled, assemble, type OpenParts } from './start.js';

/** What the worker is bound to; beside these, settings as variables and secrets. */
interface WorkerBindings {
  /** Keys. */
  readonly KEYS: KvNamespace;
  /** Results and cleaned files. */
  readonly FILES: R2Binding;
  /** Counts the requests of each key; without it each isolate counts its own. */
  readonly LIMITER?: Limiter;
}

/** The platform's rate limiting. */
interface Limiter {
  limit(asked: { readonly key: string }): Promise<{ readonly success: boolean }>;
}

let server: Promise<Assembled> | undefined;

/** Fetched when it is asked for: most requests read. */
const edit: Engine['edit'] = async (source, changes) => (await import('exifkit/edit')).edit(source, changes);

/** One server an isolate; where it could not be put together, the next request tries again. */
function serverFor(bindings: WorkerBindings): Promise<Assembled> {
  server ??= open(bindings).catch((error: unknown) => {
    server = undefined;
    throw error;
  });
  return server;
}

async function open(bindings: WorkerBindings): Promise<Assembled> {
  const { KEYS, FILES, LIMITER } = bindings;
  if (!KEYS || !FILES) throw new ConfigError('KEYS, FILES: expected a KV namespace and an R2 bucket');
  const openParts = async (): Promise<OpenParts> => ({
    work: createWork({ read, gpsPosition, remove, edit }),
    store: createWorkersStore({ keys: KEYS, files: FILES }),
  });
  const runtime = { transport: workersTransport, open: openParts, rateLimit: LIMITER && limitBy(LIMITER) };
  return await assemble(
    runtime,
    settingsIn(bindings),
    createLog((line) => console.log(line)),
  );
}

/** Variables and secrets. An isolate has 128 MB: a file is there up to three times, and few may be there at once. */
function settingsIn(bindings: WorkerBindings): Environment {
  const texts = Object.entries(bindings).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { EXIFKIT_MAX_BYTES: '16MiB', EXIFKIT_MAX_MEMORY: '20MiB', ...Object.fromEntries(texts) };
}

/** The platform counts for all isolates; what a key has of its own, each counts for itself. */
function limitBy(limiter: Limiter): RateLimit {
  const own = createRateLimit({ rate: undefined });
  return {
    ...own,
    async ofKey(key) {
      const headers = await own.ofKey(key);
      const { success } = await limiter.limit({ key: key.id });
      if (success) return headers;
      throw new ApiError(429, 'rate-limited', 'Too many requests', { 'Retry-After': '60' });
    },
  };
}

export default {
  async fetch(request: Request, bindings: WorkerBindings): Promise<Response> {
    const { app } = await serverFor(bindings);
    const response = await app.fetch(request, { peer: request.headers.get('cf-connecting-ip') ?? undefined });
    await drain(request);
    return withLength(response);
  },
  async scheduled(_: unknown, bindings: WorkerBindings): Promise<void> {
    await (await serverFor(bindings)).store.sweep();
  },
};

/** What workerd has so that an answer tells its length although its body goes through a stream of ours. */
declare const FixedLengthStream: new (length: number) => TransformStream<Uint8Array, Uint8Array>;

function withLength(response: Response): Response {
  const length = response.headers.get('Content-Length');
  if (!response.body || length === null) return response;
  const { readable, writable } = new FixedLengthStream(Number(length));
  // Where one end fails, the other hears of it.
  response.body.pipeTo(writable).catch(() => {});
  return new Response(readable, response);
}

const maxDrain = 16 * 2 ** 20;
const drainTime = 10_000;

/** Reads on where an answer came before its body was read: the connection would be reset under who still sends. */
async function drain({ body }: Request): Promise<void> {
  if (!body || body.locked) return;
  const reader = body.getReader();
  const timer = setTimeout(() => void reader.cancel(), drainTime);
  try {
    for (let left = maxDrain; left > 0; ) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.length;
    }
  } catch {
    // Who sends has gone, or is too slow.
  } finally {
    clearTimeout(timer);
  }
}
