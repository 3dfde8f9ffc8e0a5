// `node bench/worker.mjs [ROUNDS]`: CPU time of a worker's process on workerd that starts and answers a first extraction,
// less that of one that says hello; the part of it that falls upon the request; and the CPU time in which Node reads the
// same photo cold, less that of Node doing nothing. Needs a build. Times are of user and system, of the whole process.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 9);
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const photo = path('../fixtures/files/jpeg-exif-little.jpg');
const workerd = path('../apps/server/node_modules/workerd/bin/workerd');
const built = path('../apps/server/dist/worker');
const core = path('../packages/core/dist/bundle/main.js');
const folder = mkdtempSync(join(tmpdir(), 'exifkit-bench-'));
cpSync(built, join(folder, 'worker'), { recursive: true });

/** A bucket and a namespace that keep nothing. */
const nothing = createServer((request, response) => {
  request.resume().on('end', () => {
    if (request.method !== 'PUT') return response.writeHead(404).end();
    const object = {
      name: 'a',
      version: 'a',
      size: 1,
      etag: 'a',
      uploaded: 1,
      httpFields: {},
      customFields: [],
    };
    return response.end(JSON.stringify({ ...object, checksums: {} }));
  });
});
await once(nothing.listen(0, '127.0.0.1'), 'listening');

const hello =
  'export default { fetch: async (request) => new Response(String((await request.arrayBuffer()).byteLength)) };';
const configs = {
  hello: configOf([`(name = "hello.js", esModule = ${JSON.stringify(hello)})`], []),
  server: configOf(
    ['worker.js', ...readdirSync(join(built, 'parts')).map((name) => `parts/${name}`)].map(
      (name) => `(name = "${name}", esModule = embed "worker/${name}")`,
    ),
    [
      '(name = "KEYS", kvNamespace = "nothing")',
      '(name = "FILES", r2Bucket = "nothing")',
      '(name = "EXIFKIT_API_KEYS", text = "key")',
    ],
  ),
};
// As deploys have it: a message that is ready to be read, since parsing the text of one is no part of an isolate's start.
for (const [name, text] of Object.entries(configs)) {
  const path = join(folder, `${name}.capnp`);
  writeFileSync(path, text);
  const options = { maxBuffer: 2 ** 26 };
  writeFileSync(
    join(folder, `${name}.bin`),
    execFileSync(workerd, ['compile', '--config-only', path], options),
  );
}

const readOf = (how) => `import { readFileSync } from 'node:fs';
${how ? `import { read } from ${JSON.stringify(core)};` : ''}
const bytes = readFileSync(${JSON.stringify(photo)});
${how ? 'JSON.stringify((await read(bytes)).tags());' : ''}`;

const times = { started: [], answered: [], helloStarted: [], helloAnswered: [], read: [], nothing: [] };
try {
  for (let round = 0; round < rounds; round++) {
    times.started.push(await workerTime('server', 0));
    times.answered.push(await workerTime('server', 1));
    times.helloStarted.push(await workerTime('hello', 0));
    times.helloAnswered.push(await workerTime('hello', 1));
    times.read.push(await nodeTime(readOf(true)));
    times.nothing.push(await nodeTime(readOf(false)));
  }
} finally {
  nothing.close();
  rmSync(folder, { recursive: true });
}
const ms = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
const read = ms.read - ms.nothing;
const request = ms.answered - ms.started - (ms.helloAnswered - ms.helloStarted);
const whole = ms.answered - ms.helloAnswered;
const ratio = (time) => `${time.toFixed(0)} ms, ${(time / read).toFixed(2)} times`;
console.log(`CPU of a cold read on Node ${read.toFixed(0)} ms`);
console.log(`first request of an isolate on workerd ${ratio(request)}`);
console.log(`with the isolate's start ${ratio(whole)}`);

function configOf(modules, bindings) {
  const { port } = nothing.address();
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "nothing", external = (address = "127.0.0.1:${port}", http = ())),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["new_module_registry"],
  modules = [${modules.join(', ')}],
  bindings = [${bindings.join(', ')}],
);
`;
}

async function workerTime(config, requests) {
  return await cpuTime(
    workerd,
    ['serve', '--binary', '--control-fd=1', join(folder, `${config}.bin`)],
    async (printed) => {
      const [, port] = await printed(/"listen".*"port":(\d+)/);
      for (let i = 0; i < requests; i++) {
        const body = new FormData();
        body.set('file', new Blob([readFileSync(photo)]), 'photo.jpg');
        const answer = await fetch(`http://127.0.0.1:${port}/api/v1/extract?key=key`, {
          method: 'POST',
          body,
        });
        if (answer.status !== 200) throw new Error(`${config}: ${answer.status} ${await answer.text()}`);
        await answer.text();
      }
    },
  );
}

function nodeTime(code) {
  return cpuTime(process.execPath, ['--input-type=module', '-e', code]);
}

/** Milliseconds of CPU that a process takes; where something is to be done with it, it is ended after that. */
async function cpuTime(command, args, use) {
  const shell = spawn('bash', ['-c', 'TIMEFORMAT="cpu %3U %3S"; time "$@" & wait', 'bash', command, ...args]);
  let output = '';
  shell.stdout.on('data', (chunk) => {
    output += chunk;
  });
  shell.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = once(shell, 'close');
  const printed = async (pattern) => {
    for (let tries = 0; tries < 1000; tries++) {
      const match = pattern.exec(output);
      if (match) return match;
      await new Promise((done) => setTimeout(done, 10));
    }
    throw new Error(`nothing like ${pattern} was printed: ${output}`);
  };
  if (use) {
    try {
      await use(printed);
    } finally {
      for (const child of childrenOf(shell.pid)) process.kill(child, 'SIGTERM');
    }
  }
  await ended;
  const [, user, system] = await printed(/cpu ([\d.]+) ([\d.]+)/);
  return (Number(user) + Number(system)) * 1000;
}

/** The process that a shell waits for, which may be the child of another shell. */
function childrenOf(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  const below = children.flatMap((child) => childrenOf(child));
  return below.length > 0 ? below : children.map(Number);
}
