// How many requests a key may make in a minute.
import { ApiError } from './errors.js';

const minute = 60_000;

/** Counts one request of a key. Throws ApiError 429 `rate-limited` with `Retry-After` where it is one too many. */
export type RateLimit = (keyId: string) => void | Promise<void>;

/** A limit over windows of one minute that start with a key's first request. `undefined` is no limit. */
export function createRateLimit(limit: number | undefined, now: () => number = Date.now): RateLimit {
  const windows = new Map<string, { readonly start: number; count: number }>();
  return (keyId) => {
    if (limit === undefined) return;
    const time = now();
    const current = windows.get(keyId);
    if (!current || time - current.start >= minute) {
      windows.set(keyId, { start: time, count: 1 });
    } else if (++current.count > limit) {
      const seconds = Math.ceil((current.start + minute - time) / 1000);
      throw new ApiError(429, 'rate-limited', 'Too many requests', { 'Retry-After': String(seconds) });
    }
  };
}
