// Makes a version of what is under "Unreleased": writes it into the packages and the list of changes.
//   node scripts/version.mjs 1.2.3
import { readFileSync, writeFileSync } from 'node:fs';

const [version] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version ?? '')) throw new Error('name a version such as 1.2.3');

for (const file of ['core/package.json', 'core/jsr.json', 'cli/package.json']) {
  const path = new URL(`../packages/${file}`, import.meta.url);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/("version": ")[^"]+/, `$1${version}`));
}
const path = new URL('../CHANGELOG.md', import.meta.url);
const changes = readFileSync(path, 'utf8');
if (!/\n## Unreleased\n+\S/.test(changes)) throw new Error('there is nothing under "Unreleased"');
const day = new Date().toISOString().slice(0, 10);
writeFileSync(path, changes.replace('\n## Unreleased\n', `\n## Unreleased\n\n## ${version} (${day})\n`));
