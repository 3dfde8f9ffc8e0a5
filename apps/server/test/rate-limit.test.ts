// Limits of keys, of readers and of who guesses keys; told in headers, shared over Redis.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram } from '../../../test/debian.js';
import { createRedisCounter, type SharedCounter } from '../src/counter-redis.js';
import { clientAddress } from '../src/origin.js';
import { addressRange } from '../src/setting-values.js';
import { type Door, form, openSocket, otherKey, post } from './doors.js';
import { fake } from './fake-engine.js';
import { startRedis } from './services/redis.js';

const extract = '/api/v1/extract';

describe('limits', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openSocket({ EXIFKIT_RATE_LIMIT: '3', EXIFKIT_TRUSTED_PROXIES: '127.0.0.1' });
  });
  afterAll(() => door.close());
  const from = (address: string): Record<string, string> => ({ 'X-Forwarded-For': address });

  it('of a key are told with every answer', async () => {
    const told: (string | null)[] = [];
    for (let i = 0; i < 4; i++) {
      const answer = await door.ask(extract, post(form(fake())));
      expect(answer.headers.get('ratelimit-policy')).toBe('"minute";q=3;w=60');
      told.push(answer.headers.get('ratelimit')?.replace(/t=\d+$/, 't') ?? null);
      if (i === 3)
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([
          429,
          expect.stringMatching(/^\d+$/),
        ]);
    }
    expect(told).toEqual(['"minute";r=2;t', '"minute";r=1;t', '"minute";r=0;t', '"minute";r=0;t']);
  });

  it('of an address without a key hold for what it reads, and for no other address', async () => {
    const read = async (address: string): Promise<Response> =>
      door.ask('/download-cleaned/123e4567-e89b-12d3-a456-426614174000', { headers: from(address) });
    for (let i = 0; i < 30; i++) expect((await read('192.0.2.1')).status).toBe(404);
    expect((await read('192.0.2.1')).status).toBe(429);
    expect((await read('192.0.2.2')).status).toBe(404);
  });

  it('of guessing: slowed, then refused; never who has a key', async () => {
    const guess = async (i: number): Promise<number> =>
      (await door.ask(extract, post(form(fake()), { ...from('192.0.2.3'), 'X-API-Key': `guess-${i}` })))
        .status;
    const start = Date.now();
    const statuses = await Promise.all(Array.from({ length: 45 }, (_, i) => guess(i)));
    expect(Date.now() - start).toBeGreaterThan(500);
    expect(statuses.filter((status) => status === 401).length).toBe(40);
    expect(statuses.filter((status) => status === 429).length).toBe(5);
    const own = await door.ask(extract, post(form(fake()), { ...from('192.0.2.3'), 'X-API-Key': otherKey }));
    expect(own.status).toBe(200);
  });
});

describe('the address of a client', () => {
  const proxies = [addressRange('10.0.0.0/8')!];
  it.each([
    [undefined, '192.0.2.1', '192.0.2.1'],
    ['198.51.100.7', '192.0.2.1', '192.0.2.1'],
    ['198.51.100.7', '10.0.0.1', '198.51.100.7'],
    ['1.1.1.1, 198.51.100.7, 10.0.0.2', '10.0.0.1', '198.51.100.7'],
    ['nonsense', '10.0.0.1', '10.0.0.1'],
    [undefined, '2001:db8::1', '32.1.13.184.0.0.0.0/64'],
    [undefined, '::ffff:192.0.2.1', '192.0.2.1'],
    [undefined, undefined, undefined],
  ])('that says %s and comes from %s is %s', async (header, peer, address) => {
    expect(await clientAddress(header, peer, proxies)).toBe(address);
  });
});

describe.skipIf(!hasProgram('redis-server', 'redis-server'))('counts in Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let counters: SharedCounter[];
  beforeAll(async () => {
    redis = await startRedis();
    counters = [await createRedisCounter(redis.url), await createRedisCounter(redis.url)];
  });
  afterAll(async () => {
    for (const counter of counters ?? []) await counter.close();
    await redis?.close();
  });

  it('are shared, and end with their time', async () => {
    const [one, other] = counters as [SharedCounter, SharedCounter];
    const soon = Date.now() + 4000;
    expect((await one.count('a', soon)).count).toBe(1);
    const second = await other.count('a', soon);
    expect(second.count).toBe(2);
    expect(second.end).toBeLessThanOrEqual(soon + 500);
    await new Promise((next) => setTimeout(next, 4500));
    expect((await one.count('a', Date.now() + 1000)).count).toBe(1);
  });
});
