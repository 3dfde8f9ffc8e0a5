// The server on Workers. All that it needs comes with a request: nothing is done while the module loads.
import { gpsPosition, read, remove } from 'exifkit';
import { workersTransport } from '../fetch/workers.js';
import { createLog } from '../log.js';
import { createMemoryStore } from '../storage/memory.js';
import { createWork } from '../work.js';
import { type Assembled, assemble, type OpenParts } from './start.js';

/** The worker's bindings; beside them the settings as variables and secrets. */
interface WorkerBindings {
  readonly [setting: string]: unknown;
}

let server: Promise<Assembled> | undefined;

/** One server an isolate; one that could not be put together is tried again with the next request. */
function serverFor(bindings: WorkerBindings): Promise<Assembled> {
  server ??= assembleOn(bindings).catch((error: unknown) => {
    server = undefined;
    throw error;
  });
  return server;
}

async function assembleOn(bindings: WorkerBindings): Promise<Assembled> {
  const settings = Object.entries(bindings).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const open = async (): Promise<OpenParts> => ({
    work: createWork({ read, gpsPosition, remove }),
    store: createMemoryStore(),
  });
  const log = createLog((line) => console.log(line));
  return await assemble({ transport: workersTransport, open }, Object.fromEntries(settings), log);
}

export default {
  async fetch(request: Request, bindings: WorkerBindings): Promise<Response> {
    const { app } = await serverFor(bindings);
    const response = await app.fetch(request, { peer: request.headers.get('cf-connecting-ip') ?? undefined });
    await drain(request);
    return response;
  },
  async scheduled(_: unknown, bindings: WorkerBindings): Promise<void> {
    await (await serverFor(bindings)).store.sweep();
  },
};

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
