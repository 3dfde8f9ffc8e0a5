// Measures what an app's bundle of exifkit weighs, minified and gzipped, by the bundlers that people use, and fails where
// one is over its ceiling. What counts is what is loaded at once; parts fetched when a file needs them are told beside it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { rolldown } from 'rolldown';
import { rollup } from 'rollup';
import { onePiece, smallest } from './one-piece.mjs';
import { sizeCases } from './size-cases.mjs';

const KiB = 1024;
/** Bytes that everything may weigh in one file, but for Brotli, whose dictionary outweighs any format. */
const onePieceBytes = 520 * KiB;

/** A folder that finds exifkit as an app does: the packages that depend on it have it. */
const app = mkdtempSync(join(fileURLToPath(new URL('../bench/', import.meta.url)), 'size-'));
let over = 0;
try {
  console.log(
    `${'KiB gzipped'.padEnd(18)}${['ceiling', 'esbuild', 'Rollup', 'Rolldown'].map(cell).join('')}   fetched when needed`,
  );
  for (const one of sizeCases) await measure(one);
  await measureOnePiece();
} finally {
  rmSync(app, { recursive: true });
}
if (over) process.exit(1);

async function measure({ name, ceiling, goal, code }) {
  const entry = join(app, 'entry.mjs');
  writeFileSync(entry, code);
  const sizes = [];
  for (const bundle of [byEsbuild, byRollup, byRolldown]) sizes.push(await weigh(await bundle(entry)));
  const isOver = sizes.some(({ atOnce }) => atOnce > ceiling * KiB);
  if (isOver) over++;
  const verdict = isOver ? '  TOO LARGE' : goal ? `  goal ${goal}` : '';
  const cells = [ceiling, ...sizes.map(({ atOnce }) => (atOnce / KiB).toFixed(1))].map(cell).join('');
  console.log(`${name.padEnd(18)}${cells}   ${(sizes[0].fetched / KiB).toFixed(1)}${verdict}`);
}

async function measureOnePiece() {
  const index = fileURLToPath(new URL('../packages/core/dist/index.js', import.meta.url));
  const input = { platform: 'browser', external: /^brotli\b/, logLevel: 'silent' };
  const code = await onePiece(`export * from ${JSON.stringify(index)};`, input, smallest);
  const { length } = gzipSync(code, { level: 9 });
  const isOver = length > onePieceBytes;
  if (isOver) over++;
  console.log(
    `in one piece, Brotli apart: ${length} bytes, at most ${onePieceBytes}${isOver ? '  TOO LARGE' : ''}`,
  );
}

function cell(text) {
  return String(text).padStart(10);
}

/** Chunks are `{ name, imports, code }`, the entry first; `imports` are those that load at once. */
async function weigh(chunks) {
  const byName = new Map(chunks.map((chunk) => [chunk.name, chunk]));
  const found = new Set([chunks[0]]);
  for (const { imports } of found)
    for (const name of imports) if (byName.has(name)) found.add(byName.get(name));
  const bytes = { atOnce: 0, fetched: 0 };
  for (const chunk of chunks)
    bytes[found.has(chunk) ? 'atOnce' : 'fetched'] += gzipSync(chunk.code, { level: 9 }).length;
  return bytes;
}

async function byEsbuild(entry) {
  const outdir = join(app, 'out');
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    outdir,
    metafile: true,
    write: true,
    absWorkingDir: app,
    logLevel: 'error',
  });
  const chunks = Object.entries(metafile.outputs).map(([path, { imports, entryPoint }]) => ({
    name: path,
    isEntry: entryPoint === 'entry.mjs',
    imports: imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path),
    code: readFileSync(join(app, path)),
  }));
  rmSync(outdir, { recursive: true });
  return chunks.sort((a, b) => Number(b.isEntry) - Number(a.isEntry));
}

async function byRollup(entry) {
  const { dependencies, exports } = JSON.parse(
    readFileSync(new URL('../packages/core/package.json', import.meta.url), 'utf8'),
  );
  const core = fileURLToPath(new URL('../packages/core/', import.meta.url));
  const resolve = {
    name: 'resolve',
    resolveId(source) {
      if (source.startsWith('exifkit')) return join(core, exports[source.replace('exifkit', '.')].default);
      if (source in dependencies) return join(core, 'node_modules', source, browserEntry(core, source));
      return null;
    },
  };
  const bundle = await rollup({
    input: entry,
    plugins: [resolve],
    // As the package says of itself (`sideEffects`).
    treeshake: { moduleSideEffects: false },
    logLevel: 'silent',
  });
  return minified((await bundle.generate({ format: 'es' })).output);
}

function browserEntry(core, name) {
  const files = readdirSync(join(core, 'node_modules', name, 'esm'));
  return join('esm', files.includes('browser.js') ? 'browser.js' : 'index.mjs');
}

async function byRolldown(entry) {
  const bundle = await rolldown({ input: entry, platform: 'browser', logLevel: 'silent' });
  return minified((await bundle.generate({ format: 'es' })).output);
}

function minified(output) {
  return Promise.all(
    output
      .filter(({ type }) => type === 'chunk')
      .map(async ({ fileName, imports, code }) => ({
        name: fileName,
        imports,
        code: (await transform(code, { minify: true, format: 'esm' })).code,
      })),
  );
}
