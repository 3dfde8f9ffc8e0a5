// The runtimes that the server runs on, each started as it is in production: what is built, as a process of its own.
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, run } from '../process.js';
import { openPlatform, type Platform } from './platform.js';

/** A runtime to be tested. */
export interface Runtime {
  readonly name: 'node' | 'bun' | 'deno' | 'workerd';
  /** Whether the server reads HTTP itself, and answers what is wrong with it. */
  readonly ownsHttp: boolean;
  /** Starts a server with these settings on a free port; by another entry than its own where one is given. */
  start(settings: Settings, entry?: string): Promise<Running>;
  /** Starts a process without waiting for it to listen. */
  spawn?(settings: Settings): Child;
}

export type Settings = Readonly<Record<string, string>>;

/** A server that runs. */
export interface Running {
  readonly url: string;
  readonly child: Child;
  /** Where the platform keeps things, and its clock; only on workerd. */
  readonly platform?: Platform & { sweep(): Promise<void> };
  /** Ends it and starts another over what it kept. */
  restart(): Promise<Running>;
  /** Sends SIGTERM; the exit code. */
  stop(): Promise<number | null>;
}

const server = fileURLToPath(new URL('../../', import.meta.url));
const modules = join(server, 'node_modules');

/** Node, by default the one that runs the tests; `EXIFKIT_TEST_NODE` names another. */
export const node: Runtime = onProcess('node', process.env['EXIFKIT_TEST_NODE'] ?? process.execPath, []);
export const bun: Runtime = onProcess('bun', join(modules, 'bun/bin/bun.exe'), ['run']);
export const deno: Runtime = onProcess('deno', join(modules, 'deno/deno'), [
  'run',
  '--allow-net',
  '--allow-read',
  '--allow-write',
  '--allow-env',
  '--allow-sys',
]);
export const workerd: Runtime = { name: 'workerd', ownsHttp: false, start: startWorkerd };

function onProcess(name: 'node' | 'bun' | 'deno', command: string, args: readonly string[]): Runtime {
  const ownEntry = join(server, `dist/entries/${name}.js`);
  const spawn = (settings: Settings, entry = ownEntry): Child =>
    run(command, [...args, entry], { PORT: '0', ...settings });
  const startIn = async (folder: string, settings: Settings, entry?: string): Promise<Running> => {
    const environment = { EXIFKIT_DATA_DIR: folder, HOME: folder, ...settings };
    const child = spawn(environment, entry);
    const [, url = ''] = await child.printed(/listens on (http\S+)/);
    return {
      url,
      child,
      async restart() {
        child.process.kill('SIGTERM');
        await child.exit;
        return await startIn(folder, settings);
      },
      stop: () => stop(child, folder),
    };
  };
  return {
    name,
    ownsHttp: true,
    spawn,
    start: async (settings, entry) =>
      startIn(await mkdtemp(join(tmpdir(), `exifkit-${name}-`)), settings, entry),
  };
}

async function stop(child: Child, folder: string): Promise<number | null> {
  child.process.kill('SIGTERM');
  const code = await child.exit;
  await rm(folder, { recursive: true, force: true });
  return code;
}

async function startWorkerd(settings: Settings): Promise<Running> {
  return await startWorkerdOn(await openPlatform(), settings);
}

async function startWorkerdOn(platform: Platform, settings: Settings): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'exifkit-workerd-'));
  await cp(join(server, 'dist/worker'), join(folder, 'worker'), { recursive: true });
  await writeFile(join(folder, 'config.capnp'), await configFor(settings, platform));
  const child = run(join(modules, 'workerd/bin/workerd'), [
    'serve',
    '--experimental',
    '--control-fd=1',
    join(folder, 'config.capnp'),
  ]);
  const [http, cron] = [await listenPort(child, 'http'), await listenPort(child, 'cron')];
  return {
    url: `http://127.0.0.1:${http}`,
    child,
    platform: { ...platform, sweep: async () => void (await fetch(`http://127.0.0.1:${cron}`)) },
    async restart() {
      await stop(child, folder);
      return await startWorkerdOn(platform, settings);
    },
    async stop() {
      platform.close();
      return await stop(child, folder);
    },
  };
}

/** The port that the system gave a socket of workerd, as it writes to its control descriptor. */
async function listenPort(child: Child, socket: string): Promise<string> {
  const [, port = ''] = await child.printed(new RegExp(`"listen".*"socket":"${socket}","port":(\\d+)`));
  return port;
}

/** A setting of `deploy/wrangler.toml`, spelled there as workerd spells it. */
function wrangler(name: string): string {
  const toml = readFileSync(join(server, 'deploy/wrangler.toml'), 'utf8');
  return new RegExp(`^${name} = (.+)$`, 'm').exec(toml)?.[1] ?? '';
}

/** The worker with its bindings, as `deploy/wrangler.toml` gives it them. */
async function configFor(
  { EXIFKIT_RATE_LIMIT: limit, ...settings }: Settings,
  { kv, r2 }: Platform,
): Promise<string> {
  const names = [
    'worker.js',
    ...(await readdir(join(server, 'dist/worker/parts'))).map((name) => `parts/${name}`),
  ];
  const modules = names.map((name) => `(name = "${name}", esModule = embed "worker/${name}")`);
  const texts = Object.entries(settings).map(
    ([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "server", worker = .server),
    (name = "kv", external = (address = "${kv}", http = ())),
    (name = "r2", external = (address = "${r2}", http = ())),
    (name = "limiter", worker = .limiter),
    (name = "cron", worker = .cron),
    (name = "internet", network = (allow = ["public", "local"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [
    (name = "http", address = "127.0.0.1:0", http = (), service = "server"),
    (name = "cron", address = "127.0.0.1:0", http = (), service = "cron"),
  ],
);
const server :Workerd.Worker = (
  compatibilityDate = ${wrangler('compatibility_date')},
  compatibilityFlags = ${wrangler('compatibility_flags')},
  modules = [${modules.join(', ')}],
  bindings = [
    (name = "KEYS", kvNamespace = "kv"),
    (name = "FILES", r2Bucket = "r2"),
    ${limit === undefined ? '' : '(name = "LIMITER", service = "limiter"),'}
    ${texts.join(',\n    ')}
  ],
);
const limiter :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  modules = [(name = "limiter.js", esModule = ${JSON.stringify(limiterSource(limit))})],
);
const cron :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["service_binding_extra_handlers"],
  modules = [(name = "cron.js", esModule = ${JSON.stringify(cronSource)})],
  bindings = [(name = "SERVER", service = "server")],
);
`;
}

/** The platform's rate limiting: so many calls of a key a minute. */
function limiterSource(limit: string | undefined): string {
  return `import { WorkerEntrypoint } from 'cloudflare:workers';
const counts = new Map();
export default class extends WorkerEntrypoint {
  async limit({ key }) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return { success: counts.get(key) <= ${limit} };
  }
}`;
}

/** Sets the trigger off that the platform sets off by the clock. */
const cronSource = `export default {
  fetch: async (_, { SERVER }) => Response.json(await SERVER.scheduled({ scheduledTime: new Date(), cron: '* * * * *' })),
};`;
