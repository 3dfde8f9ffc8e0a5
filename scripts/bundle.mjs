// Bundles what tsc compiled: the doors of core, which share their parts, for where modules are loaded file by file (Node, Bun
// and Deno); everything in one file, for where nothing can be fetched; and the command, with the doors for `require`.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { transform } from 'esbuild';
import { rolldown } from 'rolldown';
import { onePiece, smallest } from './one-piece.mjs';

const core = fileURLToPath(new URL('../packages/core/', import.meta.url));
const cli = fileURLToPath(new URL('../packages/cli/', import.meta.url));
const external = builtinModules.flatMap((name) => [name, `node:${name}`]);
/** JPEG's walk is fetched by some doors, and at hand in that of `read`. */
const checks = { ineffectiveDynamicImport: false };
/** Code of fewer bytes is not worth a file of its own. */
const smallBytes = 2 << 10;

/** What is mostly tables: a map of it shows little. */
const ofTables = /\/(tags|labels|makernotes|lens)\//;

/** The decoder of Brotli among what tsc compiled. */
const brotli = `${core}dist/bytes/brotli-decoder.js`;
/** In its place for Node, which has one. */
const brotliOfNode = {
  name: 'brotli-of-node',
  load: (id) =>
    id === brotli
      ? `import { brotliDecompressSync } from 'node:zlib';
         export const decompressBrotli = (data, maxOutputLength) => brotliDecompressSync(data, { maxOutputLength });`
      : null,
};
const forNode = { platform: 'node', external, checks, plugins: [brotliOfNode] };

await dropComments();
await bundleBrotli();
await bundleDoors();
await bundleSingle();
await bundleCommand();
dropInnerTypes();

/**
 * The maps of minified bundles lead to the lines of the package's files, which are readable and need not stand in them
 * again: a line is what traces are read by, and columns and names would be most of the map.
 */
function slimMaps(dir) {
  for (const file of readdirSync(dir, { recursive: true }).filter((name) => name.endsWith('.map'))) {
    const path = join(dir, file);
    const { sourcesContent: _, ...map } = JSON.parse(readFileSync(path, 'utf8'));
    if (!map.sources.every((source) => ofTables.test(source))) {
      const mappings = encode(decode(map.mappings).map(byLines));
      writeFileSync(path, JSON.stringify({ ...map, names: [], mappings }));
      continue;
    }
    rmSync(path);
    const code = path.slice(0, -'.map'.length);
    writeFileSync(code, readFileSync(code, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\n?$/, '\n'));
  }
}

/** The segments with which another line of a source begins. */
function byLines(segments) {
  let before = [];
  return segments.flatMap(([column, source, line]) => {
    if (before[0] === source && before[1] === line) return [];
    before = [source, line];
    return [source === undefined ? [column] : [column, source, line, 0]];
  });
}

/** Comments stand in the sources and, where they are for users, in the declarations: here they would be a tenth of the package. */
async function dropComments() {
  const compiled = readdirSync(`${core}dist`, { recursive: true })
    .filter((file) => file.endsWith('.js') && !/^(bundle|require|command|single)\b/.test(file))
    .map((file) => join(core, 'dist', file));
  const drop = async (path) => {
    const text = readFileSync(path, 'utf8');
    const { code } = await transform(text, { legalComments: 'none', target: 'esnext' });
    if (code !== text) writeFileSync(path, code);
  };
  await Promise.all(compiled.map(drop));
}

/** The decoder with the package that it comes from, which none who uses core has to install. */
async function bundleBrotli() {
  const decoder = await rolldown({ input: brotli, platform: 'browser', checks });
  await decoder.write({ file: brotli, format: 'es', minify: true });
  rmSync(`${brotli}.map`, { force: true });
}

/** The doors of core by their names. */
function doors() {
  const { exports } = JSON.parse(readFileSync(`${core}package.json`, 'utf8'));
  const names = Object.values(exports).flatMap((door) => door.node?.match(/(\w+)\.js$/)?.[1] ?? []);
  return Object.fromEntries(names.map((name) => [name, `${core}dist/${name}.js`]));
}

/** What the main door loads at once is one file; what it fetches, and what other doors add, are others. */
async function bundleDoors() {
  const input = doors();
  rmSync(`${core}dist/bundle`, { recursive: true, force: true });
  const main = await rolldown({ input: { main: input.main }, ...forNode });
  const { output } = await main.generate({ format: 'es' });
  const atOnce = new Set(loadedAtOnce(output).flatMap(({ moduleIds }) => moduleIds));
  const all = await rolldown({ input, ...forNode });
  await all.write({
    dir: `${core}dist/bundle`,
    format: 'es',
    chunkFileNames: 'parts/[name]-[hash].js',
    minify: true,
    sourcemap: true,
    codeSplitting: { groups: [{ name: 'core', test: (id) => atOnce.has(id) }] },
  });
  slimMaps(`${core}dist/bundle`);
}

/** The types of the doors for `require`: to TypeScript, those of modules are none of theirs. */
function copyTypes(dir) {
  writeFileSync(`${dir}/package.json`, '{ "type": "commonjs" }\n');
  for (const file of typesOf(Object.keys(doors()))) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    copyFileSync(join(core, 'dist', file), join(dir, file));
  }
}

/** Declarations that no door leads to cannot be asked for. */
function dropInnerTypes() {
  const led = typesOf(Object.keys(doors()));
  for (const file of readdirSync(`${core}dist`, { recursive: true }))
    if (file.endsWith('.d.ts') && !file.startsWith('require') && !led.has(file))
      rmSync(join(core, 'dist', file));
}

/** The declarations that doors lead to, as paths in `dist`. */
function typesOf(names) {
  const found = new Set(names.map((name) => `${name}.d.ts`));
  for (const file of found)
    for (const [, to] of readFileSync(join(core, 'dist', file), 'utf8').matchAll(/from '(\.[^']+)\.js'/g))
      found.add(join(dirname(file), `${to}.d.ts`));
  return found;
}

/** Every door but Node's own, in one file that imports nothing. */
async function bundleSingle() {
  const exported = `export * from ${JSON.stringify(`${core}dist/index.js`)};`;
  const code = await onePiece(exported, { platform: 'browser', checks }, smallest);
  writeFileSync(`${core}dist/single.js`, code);
}

/** The first chunk, and those that it imports, but not by `import()`. */
function loadedAtOnce(output) {
  return loadedWith(output[0], output);
}

function loadedWith(first, output) {
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set([first]);
  for (const { imports } of found)
    for (const name of imports) if (chunks.has(name)) found.add(chunks.get(name));
  return [...found];
}

/**
 * The command with its engine, as scripts that `require` loads: Node takes longer to start with modules. In its own package
 * it stands alone; in core's it shares its parts with the doors, which Jest and older tools `require`, without any
 * `import()`. What is fetched of the engine but small is loaded at once.
 */
async function bundleCommand() {
  const input = { exifkit: `${cli}dist/command.js`, worker: `${cli}dist/worker.js` };
  const alias = {
    'exifkit/node': `${core}dist/node.js`,
    'exifkit/report': `${core}dist/report.js`,
    exifkit: `${core}dist/main.js`,
  };
  const given = { ...forNode, resolve: { alias } };
  const command = await rolldown({ ...given, input });
  const names = { entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' };
  const options = { format: 'cjs', minify: true, ...names };
  const { output } = await command.generate(options);
  const atOnce = new Set(loadedAtOnce(output));
  const isHeld = (name) => external.includes(name) || [...atOnce].some(({ fileName }) => fileName === name);
  const isEngine = ({ moduleIds }) => moduleIds.every((id) => id.startsWith(core));
  for (const chunk of output)
    if (chunk.code.length < smallBytes && isEngine(chunk) && chunk.imports.every(isHeld)) atOnce.add(chunk);
  const ids = (chunks) => [...chunks].flatMap(({ moduleIds }) => moduleIds);
  const start = ids(atOnce).filter((id) => id !== input.exifkit);
  // What cleaning a JPEG takes is one more file, and what reading may take of that another.
  const withAny = (wanted) =>
    output
      .filter(({ moduleIds }) => moduleIds.some(wanted))
      .flatMap((chunk) => [...loadedWith(chunk, output)]);
  const cleaning = [
    `${cli}dist/remove.js`,
    `${core}dist/containers/jpeg/plan.js`,
    `${core}dist/remove/digest.js`,
  ];
  const reading = withAny((id) => id.startsWith(`${core}dist/blocks/`));
  const taken = withAny((id) => cleaning.includes(id));
  const shared = ids(taken.filter((chunk) => reading.includes(chunk)));
  const removal = ids(taken);
  const codeSplitting = {
    groups: [
      { name: 'core', test: (id) => start.includes(id), priority: 3 },
      { name: 'shared', test: (id) => shared.includes(id), priority: 2 },
      { name: 'removal', test: (id) => removal.includes(id), priority: 1 },
    ],
  };
  const split = { ...options, codeSplitting };
  const alone = `${cli}dist/command`;
  const required = `${core}dist/require`;
  for (const dir of [alone, required]) rmSync(dir, { recursive: true, force: true });
  await command.write({ ...split, dir: alone });
  const withDoors = await rolldown({ ...given, input: { ...input, ...doors() } });
  await withDoors.write({ ...split, dir: required });
  copyTypes(required);
  const page = execFileSync(process.execPath, [`${cli}bin/exifkit.js`, 'man']);
  for (const dir of [alone, required]) writeFileSync(`${dir}/exifkit.1`, page);
}
