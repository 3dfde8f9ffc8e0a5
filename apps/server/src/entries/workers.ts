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
    return app.fetch(request, { peer: request.headers.get('cf-connecting-ip') ?? undefined });
  },
  async scheduled(_: unknown, bindings: WorkerBindings): Promise<void> {
    await (await serverFor(bindings)).store.sweep();
  },
};
