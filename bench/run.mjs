// `pnpm bench` prints how fast exifkit is beside its peers; `pnpm bench:check` fails below the stored floors.
// Needs a build (`pnpm build`). All times are medians of interleaved rounds in this one process; quote the ratios.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cases } from './cases.mjs';
import { cleanliness } from './clean.mjs';
import { geometricMean, measure } from './measure.mjs';

/** Freed memory stays with the process (glibc), or it would be chance who waits for fresh pages of the system. */
const keepMemory = { MALLOC_MMAP_THRESHOLD_: '4294967296', MALLOC_TRIM_THRESHOLD_: '8589934592' };
if (!process.env.MALLOC_TRIM_THRESHOLD_) {
  const env = { ...process.env, ...keepMemory };
  const { status } = spawnSync(process.execPath, process.argv.slice(1), { stdio: 'inherit', env });
  process.exit(status ?? 1);
}

const check = process.argv.includes('--check');
const only = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const floors = JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8'));
let failed = 0;

for (const { name, against, files, runs } of await cases()) {
  if (only && !name.includes(only)) continue;
  console.log(`\n${name}`);
  const ratios = new Map();
  for (const { file, contenders } of files) {
    const medians = await measure(contenders, runs);
    const ours = medians.get('exifkit');
    if (ours === undefined) {
      failed++;
      continue;
    }
    const cells = [...medians].map(([contender, seconds]) => {
      if (contender === 'exifkit') return `exifkit ${duration(seconds)}`;
      ratios.set(contender, [...(ratios.get(contender) ?? []), seconds / ours]);
      return `${contender} ${duration(seconds)} (${(seconds / ours).toFixed(2)}x)`;
    });
    console.log(`  ${file.padEnd(34)} ${cells.join('   ')}`);
  }
  for (const [contender, values] of ratios) {
    const mean = geometricMean(values);
    const bar = contender === against ? floors[name] : undefined;
    const judged = bar?.each ? Math.min(...values) : mean;
    if (bar && judged < bar.floor) failed++;
    const least = bar?.each ? `, least ${judged.toFixed(2)}` : '';
    console.log(
      `  = time of ${contender} over time of exifkit: ${mean.toFixed(2)}${least}${verdict(judged, bar)}`,
    );
  }
}
if (!only) {
  console.log('\nclean results');
  for (const line of cleanliness()) console.log(`  ${line}`);
}
if (check && failed) {
  console.error(`\n${failed} ratio(s) below their floor`);
  process.exit(1);
}

/** Below its floor a ratio fails (the least of a case whose bar says `each`, else the mean); between floor and goal it is told that the goal is not reached. */
function verdict(ratio, bar) {
  if (!bar) return '';
  const goal = bar.goal !== undefined && ratio < bar.goal ? `, goal ${bar.goal} not reached` : '';
  return `  floor ${bar.floor}: ${ratio < bar.floor ? 'TOO SLOW' : 'ok'}${goal}`;
}

function duration(seconds) {
  return seconds < 1e-3 ? `${(seconds * 1e6).toFixed(1)} us` : `${(seconds * 1e3).toFixed(2)} ms`;
}
