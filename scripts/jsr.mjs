// Lays out what JSR takes, in the folder that is named: the sources with the names that files have there, and its settings.
//   node scripts/jsr.mjs FOLDER && (cd FOLDER && deno publish --dry-run)
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const core = fileURLToPath(new URL('../packages/core/', import.meta.url));
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('name the folder to write to');

const { version, dependencies, devDependencies } = JSON.parse(readFileSync(`${core}package.json`, 'utf8'));
const manifest = JSON.parse(readFileSync(`${core}jsr.json`, 'utf8'));
if (manifest.version !== version) throw new Error(`jsr.json has another version than ${version}`);

for (const file of readdirSync(`${core}src`, { recursive: true })) {
  if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
  const path = join(folder, 'src', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, withOwnNames(readFileSync(join(core, 'src', file), 'utf8')));
}
const imports = Object.fromEntries(
  Object.entries({ ...dependencies, brotli: devDependencies.brotli }).map(([name, range]) => [
    name,
    `npm:${name}@${range}`,
  ]),
);
const { noUncheckedIndexedAccess, exactOptionalPropertyTypes } = JSON.parse(
  readFileSync(new URL('../tsconfig.base.json', import.meta.url), 'utf8'),
).compilerOptions;
const compilerOptions = { noUncheckedIndexedAccess, exactOptionalPropertyTypes };
writeFileSync(join(folder, 'deno.json'), JSON.stringify({ ...manifest, imports, compilerOptions }, null, 2));
for (const file of ['LICENSE', 'NOTICE', 'README.md']) cpSync(join(core, file), join(folder, file));

/** Imports of sources by what they are called, not by what they are compiled to. */
function withOwnNames(source) {
  return source.replace(/((?:from|import\(?)\s*')(\.[^']+)\.js'/g, "$1$2.ts'");
}
