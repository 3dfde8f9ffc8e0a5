// How many requests a key may make in a minute and in a day.
import { ApiError } from './errors.js';
import type { Key } from './keys.js';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Counts one request of a key. Throws ApiError 429 with `Retry-After` where it is one too many: `rate-limited` for the
 * minute, `quota-exceeded` for the day.
 */
export type RateLimit = (key: Key) => void | Promise<void>;

/**
 * A limit over windows of one minute that start with a key's first request, and one over days in UTC. The key's own
 * limits count before `rate`; `undefined` is no limit.
 */
export function createRateLimit(rate: number | undefined, now: () => number = Date.now): RateLimit {
  const minutes = new Map<string, Window>();
  const days = new Map<string, Window>();
  return ({ id, limits }) => {
    const time = now();
    count(minutes, id, limits.rate ?? rate, time, time + minute, 'rate-limited');
    count(days, id, limits.quota, time, (Math.floor(time / day) + 1) * day, 'quota-exceeded');
  };
}

interface Window {
  readonly end: number;
  count: number;
}

function count(
  windows: Map<string, Window>,
  id: string,
  limit: number | undefined,
  time: number,
  end: number,
  code: string,
): void {
  if (limit === undefined) return;
  const current = windows.get(id);
  if (!current || time >= current.end) {
    windows.set(id, { end, count: 1 });
  } else if (++current.count > limit) {
    const seconds = Math.ceil((current.end - time) / 1000);
    throw new ApiError(429, code, 'Too many requests', { 'Retry-After': String(seconds) });
  }
}
