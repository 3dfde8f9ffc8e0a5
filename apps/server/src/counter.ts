// Counts what happens within a time: in this process, or for all that share one Redis.

/** Counts events by name. */
export interface Counter {
  /** Counts one more; where nothing is counted under this name, a time starts that ends at `end`. */
  count(name: string, end: number): Promise<Count>;
}

/** What has been counted. */
export interface Count {
  readonly count: number;
  /** Milliseconds since 1970 at which counting starts anew. */
  readonly end: number;
}

/** Names that are kept at most: then all goes whose time has ended, and if need be what has been kept longest. */
const maxNames = 100_000;

/** Counts in this process. */
export function createCounter(now: () => number = Date.now): Counter {
  const counts = new Map<string, { count: number; readonly end: number }>();
  const makeRoom = (): void => {
    for (const [name, { end }] of counts) if (end <= now()) counts.delete(name);
    for (const name of counts.keys()) {
      if (counts.size < maxNames) return;
      counts.delete(name);
    }
  };
  return {
    async count(name, end) {
      const current = counts.get(name);
      if (current && current.end > now()) {
        current.count++;
        return { ...current };
      }
      counts.delete(name);
      if (counts.size >= maxNames) makeRoom();
      counts.set(name, { count: 1, end });
      return { count: 1, end };
    },
  };
}
