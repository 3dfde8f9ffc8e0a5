// `pnpm bench` prints how fast exifkit is beside its peers, and how many values each found; `pnpm bench:check` fails below
// the stored floors, and where a peer finds more. `--keep` writes the ratios to results.json and floors of 0.8 of them.
// Needs a build (`pnpm build`). All times are medians of interleaved rounds in this one process; quote the ratios.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
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
const results = {};

for (const { name, against, files, runs } of await cases()) {
  if (only && !name.includes(only)) continue;
  console.log(`\n${name}`);
  const ratios = new Map();
  for (const { file, contenders } of files) {
    const counts = await countsOf(contenders);
    const medians = await measure(contenders, runs);
    const ours = medians.get('exifkit');
    if (ours === undefined) {
      failed++;
      continue;
    }
    const cells = [...medians].map(([contender, seconds]) => {
      const found = counts.has(contender) ? `, ${counts.get(contender)} found` : '';
      if (contender === 'exifkit') return `exifkit ${duration(seconds)}${found}`;
      if (contender === against && counts.get(contender) > counts.get('exifkit')) {
        failed++;
        return `${contender} ${duration(seconds)}${found}: FOUND MORE`;
      }
      ratios.set(contender, [...(ratios.get(contender) ?? []), seconds / ours]);
      return `${contender} ${duration(seconds)} (${(seconds / ours).toFixed(2)}x${found})`;
    });
    console.log(`  ${file.padEnd(34)} ${cells.join('   ')}`);
  }
  for (const [contender, values] of ratios) {
    const mean = geometricMean(values);
    const bar = contender === against ? floors[name] : undefined;
    const judged = bar?.each ? Math.min(...values) : mean;
    if (bar && judged < bar.floor) failed++;
    if (contender === against)
      results[name] = { against, mean, least: Math.min(...values), files: values.length };
    const least = bar?.each ? `, least ${judged.toFixed(2)}` : '';
    console.log(
      `  = time of ${contender} over time of exifkit: ${mean.toFixed(2)}${least}${verdict(judged, bar)}`,
    );
  }
}
if (!only) {
  console.log('\nclean results');
  for (const line of await cleanliness()) console.log(`  ${line}`);
}
if (process.argv.includes('--keep') && !only) keep();
if (check && failed) {
  console.error(`\n${failed} ratio(s) below their floor`);
  process.exit(1);
}

/** How many values each contender finds, of those that tell; what throws is told when it is timed. */
async function countsOf(contenders) {
  const counts = new Map();
  for (const { name, run, count } of contenders) {
    try {
      if (count) counts.set(name, count(await run()));
    } catch {}
  }
  return counts;
}

/** Floors of what was measured here; photos of one's own have none. */
function keep() {
  for (const [name, { mean, least }] of Object.entries(results)) {
    if (name.endsWith('real photos')) continue;
    const { each, goal } = floors[name] ?? {};
    const floor = Number((0.8 * (each ? least : mean)).toPrecision(2));
    floors[name] = { floor, ...(goal && { goal }), ...(each && { each }) };
  }
  writeFileSync(new URL('floors.json', import.meta.url), `${JSON.stringify(floors, null, 2)}\n`);
  writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
}

/** Below its floor a ratio fails (the least of a case whose bar says `each`, else the mean); between floor and goal it is told that the goal is not reached. */
function verdict(ratio, bar) {
  if (!bar) return '';
  const goal = bar.goal !== undefined && ratio < bar.goal ? `, goal ${bar.goal} not reached` : '';
  if (bar.floor === undefined) return goal;
  return `  floor ${bar.floor}: ${ratio < bar.floor ? 'TOO SLOW' : 'ok'}${goal}`;
}

function duration(seconds) {
  return seconds < 1e-3 ? `${(seconds * 1e6).toFixed(1)} us` : `${(seconds * 1e3).toFixed(2)} ms`;
}
