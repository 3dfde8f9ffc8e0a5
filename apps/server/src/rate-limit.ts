// How many requests a key may make, and how often an address may read what is kept or try keys.
import { type Counter, createCounter } from './counter.js';
import { ApiError } from './errors.js';
import type { Key } from './keys.js';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Results and files are asked for more often than they are made. */
const readsPerRequest = 10;

/** Wrong keys of an address in a minute that are answered at once, and that are answered at all. */
const freeGuesses = 10;
const maxGuesses = 40;
/** Milliseconds that each further wrong key has to wait longer. */
const guessDelay = 25;

/** Headers that tell of limits (draft-ietf-httpapi-ratelimit-headers). */
export type RateHeaders = Readonly<Record<string, string>>;

/** Counts requests. All reject with ApiError 429 with `Retry-After` where one is too many. */
export interface RateLimit {
  /** A request of a key that makes something: `rate-limited` for the minute, `quota-exceeded` for the day. */
  ofKey(key: Key): Promise<RateHeaders>;
  /** A request of a key or an address that reads what is kept. */
  ofReader(reader: Key | string): Promise<RateHeaders>;
  /** A wrong key of an address: the more of them, the longer it takes. */
  ofWrongKey(address: string): Promise<void>;
}

/** What a limit is made of. */
export interface RateLimitParts {
  /** Requests a minute, of keys that have no rate of their own; `undefined` is no limit. */
  readonly rate: number | undefined;
  /** Default: a counter of this process. */
  readonly counter?: Counter | undefined;
  /** The time in milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

/** Limits over minutes that start with the first request, and over days in UTC. */
export function createRateLimit({ rate, now = Date.now, ...parts }: RateLimitParts): RateLimit {
  const { counter = createCounter(now) } = parts;
  const secondsUntil = (end: number): number => Math.max(1, Math.ceil((end - now()) / 1000));
  const check = async (name: string, limits: readonly Limit[]): Promise<RateHeaders> => {
    const standings: Standing[] = [];
    for (const limit of limits) {
      if (limit.max === undefined) continue;
      const { count, end } = await counter.count(`${limit.name}:${name}`, limit.end);
      const seconds = secondsUntil(end);
      standings.push({ ...limit, max: limit.max, left: Math.max(0, limit.max - count), seconds });
      if (count <= limit.max) continue;
      throw tooMany(limit.code, seconds, headersOf(standings));
    }
    return headersOf(standings);
  };
  return {
    async ofKey({ id, limits }) {
      const time = now();
      return check(id, [
        perMinute('minute', limits.rate ?? rate, time),
        {
          name: 'day',
          max: limits.quota,
          window: day,
          end: (Math.floor(time / day) + 1) * day,
          code: 'quota-exceeded',
        },
      ]);
    },
    async ofReader(reader) {
      const own = typeof reader === 'string' ? undefined : reader.limits.rate;
      const max = own ?? rate;
      const name = typeof reader === 'string' ? reader : reader.id;
      return check(name, [perMinute('reads', max && max * readsPerRequest, now())]);
    },
    async ofWrongKey(address) {
      const { count, end } = await counter.count(`wrong:${address}`, now() + minute);
      if (count > maxGuesses) throw tooMany('too-many-wrong-keys', secondsUntil(end));
      if (count > freeGuesses)
        await new Promise((next) => setTimeout(next, (count - freeGuesses) * guessDelay));
    },
  };
}

function tooMany(code: string, seconds: number, headers: RateHeaders = {}): ApiError {
  return new ApiError(429, code, 'Too many requests', { ...headers, 'Retry-After': String(seconds) });
}

interface Limit {
  readonly name: string;
  readonly max: number | undefined;
  /** Milliseconds. */
  readonly window: number;
  readonly end: number;
  /** The code of the error where it is passed. */
  readonly code: string;
}

interface Standing extends Limit {
  readonly max: number;
  readonly left: number;
  /** Until the window ends. */
  readonly seconds: number;
}

function perMinute(name: string, max: number | undefined, time: number): Limit {
  return { name, max, window: minute, end: time + minute, code: 'rate-limited' };
}

function headersOf(standings: readonly Standing[]): RateHeaders {
  if (standings.length === 0) return {};
  return {
    'RateLimit-Policy': standings
      .map(({ name, max, window }) => `"${name}";q=${max};w=${window / 1000}`)
      .join(', '),
    RateLimit: standings.map(({ name, left, seconds }) => `"${name}";r=${left};t=${seconds}`).join(', '),
  };
}
