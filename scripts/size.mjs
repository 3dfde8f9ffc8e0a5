// Measures what a bundle of exifkit weighs, minified and gzipped, and fails where it is over its ceiling.
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const cases = [
  {
    name: 'GPS only, JPEG',
    ceiling: 6 * 1024,
    code: "import { createEngine, jpeg, gps } from 'exifkit'; const engine = createEngine({ formats: [jpeg], blocks: [gps] }); export const position = (bytes) => engine.readSync(bytes).gps;",
  },
  { name: 'read', ceiling: 75 * 1024, code: "export { read } from 'exifkit';" },
  { name: 'remove', ceiling: 75 * 1024, code: "export { remove } from 'exifkit';" },
  { name: 'all of core', ceiling: 75 * 1024, code: "export * from 'exifkit';" },
];

let over = 0;
for (const { name, ceiling, code } of cases) {
  const result = await build({
    stdin: { contents: code, resolveDir: new URL('../bench', import.meta.url).pathname },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'browser'],
    write: false,
    logLevel: 'error',
  });
  const bytes = gzipSync(result.outputFiles[0].contents, { level: 9 }).length;
  const verdict = bytes > ceiling ? 'TOO LARGE' : 'ok';
  if (bytes > ceiling) over++;
  console.log(
    `${name.padEnd(16)} ${(bytes / 1024).toFixed(1).padStart(6)} KiB of ${(ceiling / 1024).toFixed(0)}  ${verdict}`,
  );
}
if (over) process.exit(1);
