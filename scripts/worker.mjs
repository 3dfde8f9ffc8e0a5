// Bundles the server for Workers into apps/server/dist/worker: what reads a JPEG in one file, what cleans it in another,
// and beside them what other files need, each fetched when one comes. With `--check` weighs it, and fails where it is over
// a ceiling.
import { readFileSync, rmSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { onePiece, smallest } from './one-piece.mjs';

const server = fileURLToPath(new URL('../apps/server/', import.meta.url));
const entry = `${server}dist/entries/workers.js`;
const dir = `${server}dist/worker`;
const fixture = new URL('../fixtures/files/jpeg-exif-little.jpg', import.meta.url);
/** In ASCII, since V8 takes two bytes a character for a file with any other. */
const format = { ...smallest, charset: 'ascii' };

/** In place of what file-type's parts log where `DEBUG` is set. */
const silent = {
  name: 'silent',
  resolveId: (id) => (id === 'debug' ? id : null),
  load: (id) => (id === 'debug' ? 'export default () => () => {};' : null),
};

const input = {
  platform: 'browser',
  external: [/^cloudflare:/],
  resolve: { conditionNames: ['workerd', 'worker', 'browser', 'import'] },
  checks: { ineffectiveDynamicImport: false },
  plugins: [silent],
};

/** What a worker is bound to, as far as reading and cleaning a photo asks it for anything. */
const bindings = {
  EXIFKIT_API_KEYS: 'k',
  KEYS: { getWithMetadata: async () => ({ value: null, metadata: null }) },
  FILES: { put: (_, body) => new Response(body).arrayBuffer() },
};

const parts = await write({});
const { extract, remove } = await loadedForJpeg(parts);
const grouped = await write({
  chunkFileNames: 'parts/[name]-[hash].js',
  codeSplitting: {
    groups: [
      { name: 'extract', test: (id) => extract.has(id), priority: 2 },
      { name: 'remove', test: (id) => remove.has(id), priority: 1 },
    ],
  },
});
if (process.argv.includes('--check')) await check();

async function write(options) {
  rmSync(dir, { recursive: true, force: true });
  const bundle = await rolldown({ ...input, input: { worker: entry } });
  return (await bundle.write({ ...format, topLevelVar: false, ...options, dir })).output;
}

/** The modules that are loaded when a photo without maker notes is read, and then cleaned. */
async function loadedForJpeg(chunks) {
  globalThis.FixedLengthStream = class extends TransformStream {
    constructor(_length) {
      super({});
    }
  };
  const { log } = console;
  console.log = () => {};
  const loaded = new Set();
  const modules = {};
  const session = new Session();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => loaded.add(basename(params.url)));
  await session.post('Debugger.enable');
  const { default: worker } = await import(`${dir}/worker.js`);
  for (const verb of ['extract', 'remove']) {
    const body = new FormData();
    body.set('file', new Blob([readFileSync(fixture)]), 'photo.jpg');
    const request = new Request(`http://localhost/api/v1/${verb}?key=k`, { method: 'POST', body });
    const response = await worker.fetch(request, bindings);
    if (response.status !== 200) throw new Error(`${verb}: ${response.status} ${await response.text()}`);
    const found = chunks.filter(({ fileName }) => loaded.has(fileName));
    modules[verb] = new Set(found.flatMap(({ moduleIds }) => moduleIds));
  }
  console.log = log;
  session.disconnect();
  return modules;
}

async function check() {
  const whole = await weighWhole(`export { default } from '${entry}';`);
  const engine = await weighWhole(`export * from '${server}../../packages/core/dist/main.js';`);
  const jpeg = grouped.filter(({ name }) => ['worker', 'extract', 'remove'].includes(name));
  const isOver = [
    weigh('in one piece', whole, 580_000),
    weigh('in one piece, without the engine', whole - engine, 60_000),
    weigh('for a JPEG without notes', sum(jpeg), 100_000),
  ];
  if (isOver.includes(true)) process.exitCode = 1;
}

/** Brotli apart: its dictionary outweighs any format. */
async function weighWhole(exported) {
  const apart = { ...input, external: [...input.external, /^brotli\b/] };
  return gzipSync(await onePiece(exported, apart, format), { level: 9 }).length;
}

function sum(chunks) {
  return chunks.reduce((bytes, { code }) => bytes + gzipSync(code, { level: 9 }).length, 0);
}

/** Tells a size, and whether it is over its ceiling. */
function weigh(name, bytes, ceiling) {
  const isOver = bytes > ceiling;
  const [is, most] = [bytes, ceiling].map((size) => (size / 1000).toFixed(1));
  console.log(
    `worker ${name.padEnd(34)}${is.padStart(6)} kB gzipped, at most ${most}${isOver ? '  TOO LARGE' : ''}`,
  );
  return isOver;
}
