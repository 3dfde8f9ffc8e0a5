// Publishes the packages, to npm and to JSR. Without `--yes` it does all but the publishing, and says what would go out.
//   node scripts/publish.mjs [--yes] [--no-jsr]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = ['packages/core', 'packages/cli'];
const isReal = process.argv.includes('--yes');
/** Bytes that a package may have packed, in all and without the bundles and their maps. */
const maxPacked = 3_000_000;
const maxPlain = 1_000_000;
const bundled = /^package\/dist\/(bundle|require|command|single)\b/;

const folder = mkdtempSync(join(tmpdir(), 'exifkit-publish-'));
try {
  checkIdentity();
  const version = checkVersions();
  checkFiles();
  run('npm', ['run', '--silent', 'build']);
  const tarballs = packages.map((path) => pack(path));
  for (const [i, path] of packages.entries()) {
    run('npx', ['publint', path, '--pack', 'npm']);
    if (i === 0) run('npx', ['attw', tarballs[i], '--profile', 'esm-only', '--quiet']);
  }
  for (const tarball of tarballs) inspect(tarball);
  for (const tarball of tarballs)
    run('npm', ['publish', tarball, '--access', 'public', ...(isReal ? provenance() : ['--dry-run'])]);
  if (!process.argv.includes('--no-jsr')) publishToJsr();
  console.log(isReal ? `${version} is published` : `${version} could be published: --yes does it`);
} finally {
  rmSync(folder, { recursive: true });
}

function run(command, args, cwd = root) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Only where a workflow runs can say where a package was built. */
function provenance() {
  return process.env.GITHUB_ACTIONS ? ['--provenance'] : ['--no-provenance'];
}

function manifestOf(path) {
  return JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
}

/** Nothing goes out under names that stand for others. */
function checkIdentity() {
  run('node', [join(root, 'scripts/identity.mjs'), '--check']);
  if (!JSON.parse(readFileSync(join(root, 'scripts/identity.json'), 'utf8')).arePlaceholders) return;
  const what = 'scripts/identity.json has placeholders for repository, author and the name on JSR';
  if (isReal) throw new Error(`${what}: set them, and \`node scripts/identity.mjs\` writes them everywhere`);
  console.warn(what);
}

/** All packages have one version, which has a section in the list of changes. */
function checkVersions() {
  const versions = [...packages.map((path) => manifestOf(path).version), jsr().version];
  if (new Set(versions).size > 1) throw new Error(`versions differ: ${versions.join(', ')}`);
  const [version] = versions;
  const changes = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  if (!changes.includes(`\n## ${version} `)) {
    const what = `CHANGELOG.md has no section of ${version}: scripts/version.mjs makes it`;
    if (isReal) throw new Error(what);
    console.warn(what);
  }
  return version;
}

function jsr() {
  return JSON.parse(readFileSync(join(root, 'packages/core/jsr.json'), 'utf8'));
}

/** What stands in each package is what stands at the root. */
function checkFiles() {
  for (const path of packages)
    for (const file of ['LICENSE', 'NOTICE'])
      if (readFileSync(join(root, path, file), 'utf8') !== readFileSync(join(root, file), 'utf8'))
        throw new Error(`${path}/${file} is not that of the root`);
}

/** Packed by pnpm, which writes versions in place of `workspace:`. */
function pack(path) {
  const args = ['-y', 'pnpm@10', 'pack', '--json', '--pack-gzip-level', '9', '--pack-destination', folder];
  return JSON.parse(run('npx', args, join(root, path))).filename;
}

function inspect(tarball) {
  const packed = readFileSync(tarball).length;
  const files = run('tar', ['-tzf', tarball]).trim().split('\n');
  for (const file of ['README.md', 'LICENSE', 'NOTICE', 'package.json'])
    if (!files.includes(`package/${file}`)) throw new Error(`${tarball} lacks ${file}`);
  const manifest = run('tar', ['-xzOf', tarball, 'package/package.json']);
  if (manifest.includes('workspace:')) throw new Error(`${tarball} depends on a workspace`);
  for (const field of ['repository', 'homepage', 'bugs', 'author', 'license'])
    if (!JSON.parse(manifest)[field]) throw new Error(`${tarball} does not say its ${field}`);
  const plain = plainBytes(tarball, files);
  console.log(
    `${JSON.parse(manifest).name}: ${files.length} files, ${packed} bytes packed, ${plain} without bundles and maps`,
  );
  if (packed > maxPacked || plain > maxPlain) throw new Error(`${tarball} is too large`);
}

/** Bytes of the package without its bundles, packed anew. */
function plainBytes(tarball, files) {
  const kept = files.filter((file) => !bundled.test(file) && !file.endsWith('.map'));
  const unpacked = mkdtempSync(join(folder, 'plain-'));
  run('tar', ['-xzf', tarball, '-C', unpacked]);
  const again = join(folder, 'plain.tgz');
  run('tar', ['-I', 'gzip -9', '-cf', again, '-C', unpacked, ...kept]);
  return readFileSync(again).length;
}

function publishToJsr() {
  const to = mkdtempSync(join(folder, 'jsr-'));
  run('node', [join(root, 'scripts/jsr.mjs'), to]);
  const deno = join(root, 'apps/server/node_modules/.bin/deno');
  run(deno, ['publish', '--quiet', '--allow-dirty', ...(isReal ? [] : ['--dry-run'])], to);
}
