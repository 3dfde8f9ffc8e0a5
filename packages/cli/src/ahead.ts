// Work on files that begins before its turn has come: several wait for the disk at once, and results come in order.

const maxAtOnce = 4;
const maxBytesAtOnce = 64 << 20;

/** Starts work on a few of the things ahead of the one that is asked for, as far as their sizes allow. */
export function ahead<Thing, Result>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<Result>,
  sizeOf: (thing: Thing) => number,
): (thing: Thing) => Promise<Result> {
  const running = new Map<Thing, Promise<Result>>();
  let next = 0;
  let bytes = 0;
  const fill = (): void => {
    for (; next < things.length && running.size < maxAtOnce; next++) {
      const thing = things[next]!;
      const size = sizeOf(thing);
      if (running.size > 0 && bytes + size > maxBytesAtOnce) return;
      bytes += size;
      const result = work(thing);
      // Whoever takes the result is told; until then nobody is.
      result.catch(() => {});
      running.set(thing, result);
    }
  };
  return async (thing) => {
    fill();
    const result = running.get(thing);
    if (!result) throw new Error('results are asked for in another order than that of the list');
    try {
      return await result;
    } finally {
      running.delete(thing);
      bytes -= sizeOf(thing);
      fill();
    }
  };
}
