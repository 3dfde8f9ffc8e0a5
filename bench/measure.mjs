// Times contenders against each other in one process: interleaved, and by the processor's time that the process takes, so
// that a busy machine slows no one.

/**
 * @typedef {{ name: string, run: () => unknown | Promise<unknown>, count?: (result: any) => number }} Contender
 * @typedef {{ rounds?: number, milliseconds?: number, warmUp?: number }} Runs
 *   how many rounds, milliseconds that a turn takes at least, and of running before the first
 * @param {readonly Contender[]} contenders the first one is ours
 * @param {Runs} [runs]
 * @returns {Promise<Map<string, number>>} median seconds of one run, by name; contenders that throw are left out
 */
export async function measure(contenders, { rounds = 15, milliseconds = 12, warmUp = 400 } = {}) {
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
  const start = processorSeconds();
  while ((processorSeconds() - start) * 1000 < warmUp) await contender.run();
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
  const start = processorSeconds();
  for (let i = 0; i < repeats; i++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return (processorSeconds() - start) / repeats;
}

function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

export function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
