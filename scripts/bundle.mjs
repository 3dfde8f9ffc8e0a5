// Bundles what tsc compiled, for where modules are loaded file by file: the doors of core, which share their parts, for
// Node, Bun and Deno, and the command.
import { readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const core = fileURLToPath(new URL('../packages/core/', import.meta.url));
const cli = fileURLToPath(new URL('../packages/cli/', import.meta.url));
const external = builtinModules.flatMap((name) => [name, `node:${name}`]);
/** JPEG's walk is fetched by some doors, and at hand in that of `read`. */
const checks = { ineffectiveDynamicImport: false };
/** Code of fewer bytes is not worth a file of its own. */
const smallBytes = 2 << 10;

await bundleDoors();
await bundleCommand();

/** What the main door loads at once is one file; what it fetches, and what other doors add, are others. */
async function bundleDoors() {
  const { exports } = JSON.parse(readFileSync(`${core}package.json`, 'utf8'));
  const names = Object.values(exports).flatMap((door) => door.node?.match(/(\w+)\.js$/)?.[1] ?? []);
  const input = Object.fromEntries(names.map((name) => [name, `${core}dist/${name}.js`]));
  rmSync(`${core}dist/bundle`, { recursive: true, force: true });
  const main = await rolldown({ input: { main: input.main }, platform: 'node', external, checks });
  const { output } = await main.generate({ format: 'es' });
  const atOnce = new Set(loadedAtOnce(output).flatMap(({ moduleIds }) => moduleIds));
  const all = await rolldown({ input, platform: 'node', external, checks });
  await all.write({
    dir: `${core}dist/bundle`,
    format: 'es',
    chunkFileNames: 'parts/[name]-[hash].js',
    minify: true,
    codeSplitting: { groups: [{ name: 'core', test: (id) => atOnce.has(id) }] },
  });
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
 * The command with its engine, in its own package and in core's: scripts that `require` loads, as Node takes longer to
 * start with modules. What is fetched of the engine but small is loaded at once.
 */
async function bundleCommand() {
  const input = { exifkit: `${cli}dist/command.js`, worker: `${cli}dist/worker.js` };
  const alias = { 'exifkit/node': `${core}dist/node.js`, exifkit: `${core}dist/main.js` };
  const command = await rolldown({ input, platform: 'node', external, checks, resolve: { alias } });
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
  for (const root of [cli, core]) {
    rmSync(`${root}dist/command`, { recursive: true, force: true });
    await command.write({ ...options, dir: `${root}dist/command`, codeSplitting });
  }
}
