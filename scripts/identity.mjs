// Whose the project is, where it lies and what JSR calls it stands in identity.json, and is written from there into
// manifests, READMEs and licences. With --check it only fails where one of them says something else.
//   node scripts/identity.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const { repository, author, jsr } = JSON.parse(readFileSync(`${root}scripts/identity.json`, 'utf8'));
const manifest = JSON.parse(readFileSync(`${root}packages/core/package.json`, 'utf8'));
const stated = {
  repository: manifest.repository.url.replace(/^git\+|\.git$/g, ''),
  author: manifest.author,
  jsr: JSON.parse(readFileSync(`${root}packages/core/jsr.json`, 'utf8')).name,
};

const everywhere = ['', 'packages/core/', 'packages/cli/'];
put('repository', repository, [
  ...['packages/core/package.json', 'packages/cli/package.json', 'packages/core/README.md'],
]);
put('author', author, [
  ...['packages/core/package.json', 'packages/cli/package.json'],
  ...everywhere.flatMap((folder) => [`${folder}LICENSE`, `${folder}NOTICE`]),
]);
put('jsr', jsr, ['packages/core/jsr.json']);

/** Writes a name into files in the place of the one that the library's manifest states. */
function put(what, name, files) {
  for (const file of files) {
    const text = readFileSync(root + file, 'utf8');
    const next = text.replaceAll(stated[what], name);
    if (!next.includes(name)) throw new Error(`${file} does not state the ${what}`);
    if (next === text) continue;
    if (!check) writeFileSync(root + file, next);
    else {
      console.error(
        `${file} has another ${what} than scripts/identity.json: run \`node scripts/identity.mjs\``,
      );
      process.exitCode = 1;
    }
  }
}
