// Times contenders against each other in one process: interleaved, so that a slow moment hits all of them.

/**
 * @typedef {{ name: string, run: () => unknown | Promise<unknown> }} Contender
 * @typedef {{ rounds?: number, milliseconds?: number, warmUp?: number }} Runs
 *   how many rounds, milliseconds that a turn takes at least, and of running before the first
 * @param {readonly Contender[]} contenders the first one is ours
 * @param {Runs} [runs]
 * @returns {Promise<Map<string, number>>} median seconds of one run, by name; contenders that throw are left out
 */
export async function measure(contenders, { rounds = 15, milliseconds = 12, warmUp = 1000 } = {}) {
  const able = [];
  for (const contender of contenders) {
    try {
      able.push({ ...contender, repeats: await repeatsFor(contender, milliseconds, warmUp), times: [] });
    } catch (error) {
      console.error(`  ${contender.name} cannot do this: ${error.message ?? error}`);
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const contender of shuffled(able)) contender.times.push(await time(contender, contender.repeats));
  }
  return new Map(able.map(({ name, times }) => [name, median(times)]));
}

/** In an order of chance: in a fixed one the garbage of one contender may always be the next one's to collect. */
function shuffled(contenders) {
  return contenders
    .map((contender) => ({ contender, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ contender }) => contender);
}

/** So many runs as take about the wished time, after enough of them that the code is compiled. */
async function repeatsFor(contender, milliseconds, warmUp) {
  const start = performance.now();
  while (performance.now() - start < warmUp) await contender.run();
  let repeats = 1;
  for (;;) {
    const seconds = (await time(contender, repeats)) * repeats;
    if (seconds * 1000 >= milliseconds) return repeats;
    repeats = Math.max(
      repeats + 1,
      Math.min(repeats * 10, Math.ceil((repeats * milliseconds) / (seconds * 1000 + 0.01))),
    );
  }
}

async function time({ run }, repeats) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < repeats; i++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return Number(process.hrtime.bigint() - start) / 1e9 / repeats;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

export function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
