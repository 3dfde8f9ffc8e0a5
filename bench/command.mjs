// `node bench/command.mjs [MEGABYTES] [ROUNDS]`: how long the command takes to clean a large JPEG, less what a process
// that does nothing takes, over the time in which the file is read whole and written whole. Needs a build.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchJpeg, photoNoise } from '../fixtures/dist/build/index.js';
import { median } from './measure.mjs';

const [megabytes = 27, rounds = 15] = process.argv.slice(2).map(Number);
const most = 4;
const command = fileURLToPath(new URL('../packages/cli/bin/exifkit.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'exifkit-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const [photo, copy] = [join(folder, 'photo.jpg'), join(folder, 'copy.jpg')];
writeFileSync(photo, benchJpeg(megabytes, photoNoise));

const times = { start: [], cleaned: [], copied: [], flushed: [] };
for (let round = 0; round < rounds; round++) {
  times.start.push(timed(() => run('--version')));
  times.cleaned.push(timed(() => run('remove', photo, '-o', join(folder, 'clean'), '--force')));
  times.copied.push(timed(() => copyWhole(false)));
  times.flushed.push(timed(() => copyWhole(true)));
}
const [start, cleaned, copied, flushed] = Object.values(times).map(median);
console.log(`process start ${start.toFixed(1)} ms, cleaned ${cleaned.toFixed(1)} ms (start included)`);
for (const [name, time] of Object.entries({ copied, flushed })) {
  console.log(
    `read and written${name === 'flushed' ? ' and flushed' : ''} ${time.toFixed(1)} ms: cleaning takes ${((cleaned - start) / time).toFixed(2)} times that and the start, at most ${most}`,
  );
}

function timed(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

function run(...args) {
  const { status, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function copyWhole(flush) {
  const bytes = readFileSync(photo);
  const file = openSync(copy, 'w');
  writeSync(file, bytes);
  if (flush) fsyncSync(file);
  closeSync(file);
  rmSync(copy);
}
