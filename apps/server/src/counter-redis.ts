// Counts for all servers that share one Redis. While it cannot be reached each counts for itself: limits keep no one out
// for that.
import { type Counter, createCounter } from './counter.js';
import { connectRedis } from './storage/redis-client.js';

/** A counter that is to be closed. */
export interface SharedCounter extends Counter {
  close(): Promise<void>;
}

/** Counts in Redis. Rejects with the reason where it cannot be reached now. */
export async function createRedisCounter(url: string): Promise<SharedCounter> {
  const client = await connectRedis(url);
  const own = createCounter();
  return {
    async count(name, end) {
      const key = `exifkit:count:${name}`;
      const left = Math.max(1, Math.ceil(end - Date.now()));
      try {
        const results = await client.multi().set(key, 0, 'PX', left, 'NX').incr(key).pttl(key).exec();
        const [, [, count] = [], [, rest] = []] = results ?? [];
        if (typeof count === 'number' && typeof rest === 'number') return { count, end: Date.now() + rest };
      } catch {
        // Gone for now.
      }
      return own.count(name, end);
    },
    async close() {
      client.disconnect();
    },
  };
}
