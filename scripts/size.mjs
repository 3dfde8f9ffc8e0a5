// Measures what a bundle of exifkit weighs, minified and gzipped, and fails where it is over its ceiling.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const KiB = 1024;
/** `ceiling` is for what is loaded at once; parts that are fetched when a file needs them are told beside it. */
const cases = [
  {
    name: 'GPS only, JPEG',
    ceiling: 6 * KiB,
    code: "export { readJpegGps } from 'exifkit';",
  },
  { name: 'read', ceiling: 75 * KiB, code: "export { read } from 'exifkit';" },
  { name: 'remove', ceiling: 20 * KiB, code: "export { remove } from 'exifkit';" },
  {
    name: 'all verbs',
    ceiling: 75 * KiB,
    code: "export { read, readGps, readOrientation, readThumbnail, remove } from 'exifkit';",
  },
  {
    name: 'engine, EXIF',
    ceiling: 32 * KiB,
    code: "import { createEngine, exif, gps, jpeg } from 'exifkit'; export const engine = createEngine({ formats: [jpeg], blocks: [exif, gps] });",
  },
  { name: 'readSync', ceiling: 170 * KiB, code: "export { readSync } from 'exifkit';" },
  { name: 'everything', ceiling: 248 * KiB, code: "export * from 'exifkit';" },
];

/** Maker notes are measured by themselves: `readSync` holds them, `read` fetches those that a file has. */
const makerNotes = /\/(blocks\/(makernotes|lens)|(tags|labels)\/makers|labels\/lenses)\//;

const shown = (bytes) => `${(bytes / KiB).toFixed(1)} KiB`.padStart(10);
const bench = fileURLToPath(new URL('../bench/', import.meta.url));
let over = 0;
for (const { name, ceiling, code } of cases) {
  const chunks = await bundle(code, makerNotes);
  const atOnce = loadedAtOnce(chunks);
  const bytes = { atOnce: 0, fetched: 0 };
  for (const chunk of chunks) {
    bytes[atOnce.has(chunk.fileName) ? 'atOnce' : 'fetched'] += gzipSync(chunk.code, { level: 9 }).length;
  }
  const verdict = bytes.atOnce > ceiling ? 'TOO LARGE' : 'ok';
  if (bytes.atOnce > ceiling) over++;
  const fetched = bytes.fetched ? `  and ${shown(bytes.fetched).trim()} fetched when needed` : '';
  console.log(`${name.padEnd(16)}${shown(bytes.atOnce)} of ${ceiling / KiB}  ${verdict}${fetched}`);
}
const [notes] = await bundle("export { readSync } from 'exifkit';");
const [none] = await bundle("export { readSync } from 'exifkit';", makerNotes);
const bytes = gzipSync(notes.code, { level: 9 }).length - gzipSync(none.code, { level: 9 }).length;
console.log(
  `${'maker notes'.padEnd(16)}${shown(bytes)}  beside readSync and everything; read fetches what a file needs of them`,
);
if (over) process.exit(1);

/** Bundles for a browser; the entry lies among the packages that depend on exifkit. */
async function bundle(code, without) {
  const id = join(bench, 'size-entry.mjs');
  const entry = {
    name: 'entry',
    resolveId: (source) => (source === id ? id : null),
    load: (path) => (path === id ? code : null),
  };
  const external = (source, importer) =>
    without !== undefined && (without.test(source) || without.test(resolve(importer ?? '', '..', source)));
  const input = { input: id, plugins: [entry], platform: 'browser', logLevel: 'silent' };
  const build = await rolldown({ ...input, external });
  const { output } = await build.generate({ format: 'es', minify: true });
  return output.filter(({ type }) => type === 'chunk');
}

/** The chunks that the entry imports, and those that they import, but not by `import()`. */
function loadedAtOnce(chunks) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set([chunks.find(({ isEntry }) => isEntry).fileName]);
  for (const name of found) for (const to of byName.get(name).imports) if (byName.has(to)) found.add(to);
  return found;
}
