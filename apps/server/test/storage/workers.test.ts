import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { describeError } from '../../src/log.js';
import { createBucketStore } from '../../src/storage/bucket.js';
import { createKvStore } from '../../src/storage/kv.js';
import { r2Bucket } from '../../src/storage/r2.js';
import { createWorkersStore } from '../../src/storage/workers.js';
import { FixedLengthStream, fakeKv, fakeR2 } from '../services/workers.js';
import { entry, ids, testStore } from './contract.js';

beforeAll(() => vi.stubGlobal('FixedLengthStream', FixedLengthStream));
afterAll(() => vi.unstubAllGlobals());

describe('the store of a worker', () => {
  testStore(async () => {
    const bindings = { keys: fakeKv(), files: fakeR2() };
    return async () => createWorkersStore(bindings);
  });

  it('keeps keys in KV, all else in R2', async () => {
    const bindings = { keys: fakeKv(), files: fakeR2() };
    const store = createWorkersStore(bindings);
    for (const kind of ['keys', 'results', 'cleaned'] as const) await store.put(kind, 'a', entry('x'));
    expect([...bindings.files.objects.keys()]).toEqual(['results/a', 'cleaned/a']);
    expect(await ids(createKvStore(bindings.keys), 'keys')).toEqual(['a']);
  });

  it('asks nothing of its bindings before it is used', () => {
    expect(() => createWorkersStore({ keys: null!, files: null! })).not.toThrow();
  });

  it('says which of them failed', async () => {
    const files = { ...fakeR2(), head: () => Promise.reject(new Error('internal error')) };
    const failure = await createWorkersStore({ keys: fakeKv(), files })
      .get('cleaned', 'a')
      .catch(describeError);
    expect(failure).toMatch(/^StoreError get_cleaned Error/);
  });
});

describe('the store in KV', () => {
  testStore(async () => {
    const namespace = fakeKv();
    return async () => createKvStore(namespace);
  });
});

describe('the store in a bucket', () => {
  it('sweeps no more at once than it may', async () => {
    const store = createBucketStore(r2Bucket(fakeR2()), { maxSwept: 40 });
    for (let i = 0; i < 100; i++) await store.put('results', `${i}`, entry('x', Date.now() - 1));
    expect([await store.sweep(), await store.sweep(), await store.sweep()]).toEqual([40, 40, 20]);
  });
});
