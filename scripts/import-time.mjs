// Fails where a Node process that imports `read` takes more than one and a half times as long as one that imports exifr.
// CPU time of the children, in turn, by their medians; on a loaded machine it is measured again before it fails.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const most = 1.5;
const runs = 9;
const attempts = 4;
/** A folder that finds both, as an app does. */
const cwd = fileURLToPath(new URL('../bench/', import.meta.url));
const ours = "import { read } from 'exifkit'; globalThis.used = read;";
const theirs = "import exifr from 'exifr'; globalThis.used = exifr;";

let ratio = Number.POSITIVE_INFINITY;
for (let attempt = 0; attempt < attempts && ratio > most; attempt++) ratio = Math.min(ratio, measure());
console.log(`import { read } from 'exifkit': ${ratio.toFixed(2)} times exifr's import, at most ${most}`);
if (ratio > most) process.exitCode = 1;

function measure() {
  const [a, b] = [[], []];
  for (let run = 0; run < runs; run++) {
    a.push(cpuTime(ours));
    b.push(cpuTime(theirs));
  }
  return median(a) / median(b);
}

/** What the process says of itself at its end, in microseconds. */
function cpuTime(code) {
  const report = `${code} const { user, system } = process.cpuUsage(); console.log(user + system);`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', report], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
