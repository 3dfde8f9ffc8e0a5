// Bundles what tsc compiled, for where modules are loaded file by file: the doors of core, which share their parts, for
// Node, Bun and Deno, and the command's own code as one file, in its own package and in core's.
import { readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';

const core = fileURLToPath(new URL('../packages/core/', import.meta.url));
const cli = fileURLToPath(new URL('../packages/cli/', import.meta.url));
const external = builtinModules.flatMap((name) => [name, `node:${name}`]);
/** JPEG's walk is fetched by some doors, and at hand in that of `read`. */
const checks = { ineffectiveDynamicImport: false };

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
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set([output[0]]);
  for (const { imports } of found)
    for (const name of imports) if (chunks.has(name)) found.add(chunks.get(name));
  return [...found];
}

/** One file of the command's own code, beside the engine: the package `exifkit`, or in that package its doors. */
async function bundleCommand() {
  const doors = { 'exifkit/node': './bundle/node.js', exifkit: './bundle/main.js' };
  for (const [outdir, alias] of [
    [`${cli}dist`, {}],
    [`${core}dist`, doors],
  ]) {
    await build({
      entryPoints: [`${cli}dist/command.js`],
      outfile: `${outdir}/exifkit.js`,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      minify: true,
      alias,
      external: ['exifkit', 'exifkit/*', './bundle/*'],
    });
  }
}
