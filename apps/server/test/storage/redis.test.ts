import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram } from '../../../../test/debian.js';
import { describeError } from '../../src/log.js';
import { createRedisStore } from '../../src/storage/redis.js';
import { type Store, StoreError } from '../../src/storage/store.js';
import { type RedisService, startRedis } from '../services/redis.js';
import { entry, id, ids, streamEntry, testStore, text } from './contract.js';

describe.skipIf(!hasProgram('redis-server', 'redis-server'))('the store in Redis', () => {
  let service: RedisService;
  let client: Redis;
  beforeAll(async () => {
    service = await startRedis();
    client = new Redis(service.url);
    client.on('error', () => {});
  });
  afterAll(async () => {
    client.disconnect();
    await service.close();
  });

  testStore(async () => {
    await client.flushall();
    return () => createRedisStore(service.url);
  });

  const large = 'x'.repeat(300_000);

  async function withStore(test: (store: Store) => Promise<void>): Promise<void> {
    await client.flushall();
    const store = await createRedisStore(service.url, 1500);
    await test(store).finally(() => store.close());
  }

  it('leaves no bytes behind: not of a put that failed, nor of a deleted object, and all others have their time', () =>
    withStore(async (store) => {
      await store.put('cleaned', id, entry(large, Date.now() + 60_000));
      const [bytes] = await client.keys('exifkit:bytes:*');
      expect(await client.pttl(bytes!)).toBeGreaterThan(50_000);
      await store.delete('cleaned', id);
      await store.put('cleaned', id, streamEntry(400_000, [large, new Error('gone')])).catch(() => {});
      expect(await client.keys('*')).toEqual([]);
    }));

  it('says so where bytes went while they were sent for', () =>
    withStore(async (store) => {
      await store.put('cleaned', id, entry(large));
      const found = await store.get('cleaned', id);
      const stream = await found!.open();
      await client.flushall();
      await expect(new Response(stream).text()).rejects.toThrow(StoreError);
      expect(await found!.open()).toBeUndefined();
    }));

  it('fails in time while Redis hangs, and goes on when it is back', () =>
    withStore(async (store) => {
      await store.put('results', id, entry('before'));
      service.pause();
      const works = [store.get('results', id), store.put('results', 'a', entry('x')), ids(store, 'keys')];
      for (const result of await Promise.allSettled(works)) {
        expect(result.status).toBe('rejected');
        expect(describeError(Reflect.get(result, 'reason'))).toMatch(
          /^StoreError \w+_\w+ Error REDIS_TIMEOUT/,
        );
      }
      service.resume();
      expect(await text(await store.get('results', id))).toBe('before');
    }));

  it('fails at once while Redis is gone, and has all that was put when it is back', () =>
    withStore(async (store) => {
      await store.put('results', id, entry('small'));
      await store.put('cleaned', id, entry(large));
      await service.kill();
      const start = Date.now();
      const failure = await store.put('results', 'a', entry('x')).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(StoreError);
      expect(describeError(failure)).toMatch(/^StoreError put_results Error REDIS_GONE/);
      expect(Date.now() - start).toBeLessThan(1400);
      await service.start();
      await expect
        .poll(() => store.get('results', id).then(text, () => ''), { timeout: 10_000 })
        .toBe('small');
      expect(await text(await store.get('cleaned', id))).toBe(large);
    }));

  it('refuses what Redis has no room for, and loses nothing', () =>
    withStore(async (store) => {
      await store.put('results', id, entry('before'));
      const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))![1]);
      await client.config('SET', 'maxmemory', String(used + 1_000_000));
      const failure = await store
        .put('cleaned', id, entry('x'.repeat(8_000_000)))
        .catch((error: unknown) => error);
      await client.config('SET', 'maxmemory', '0');
      expect(describeError(failure)).toMatch(/^StoreError put_cleaned Error REDIS_OOM/);
      expect(await text(await store.get('results', id))).toBe('before');
      await store.put('cleaned', id, entry(large));
      expect((await client.keys('exifkit:bytes:*')).length).toBe(1);
    }));

  it('is not opened where Redis drops records when it is full', async () => {
    await client.config('SET', 'maxmemory', '100mb');
    await client.config('SET', 'maxmemory-policy', 'volatile-lru');
    const opened = createRedisStore(service.url).then((store) => store.close());
    await expect(opened).rejects.toThrow('its maxmemory-policy is volatile-lru, not noeviction');
    await client.config('SET', 'maxmemory', '0');
    await (await createRedisStore(service.url)).close();
    await client.config('SET', 'maxmemory-policy', 'noeviction');
  });

  it('is not opened where there is no Redis, or a wrong password', async () => {
    await expect(createRedisStore('redis://127.0.0.1:1')).rejects.toThrow(/ECONNREFUSED/);
    await expect(createRedisStore(service.url.replace('//', '//other:wrong@'))).rejects.toThrow(
      /AUTH|WRONGPASS/,
    );
  });
});
