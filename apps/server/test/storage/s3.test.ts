import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeError } from '../../src/log.js';
import { createBucketStore } from '../../src/storage/bucket.js';
import { openStore } from '../../src/storage/open.js';
import { s3Bucket, signedHeaders } from '../../src/storage/s3.js';
import { parseStore } from '../../src/storage/setting.js';
import { type Store, StoreError } from '../../src/storage/store.js';
import { credentials, type S3Service, startS3 } from '../services/s3.js';
import { entry, id, ids, streamEntry, testStore, text } from './contract.js';

let service: S3Service;
beforeAll(async () => {
  service = await startS3();
});
afterAll(() => service.close());

const open = (env: Record<string, string> = credentials): Promise<Store> =>
  openStore(parseStore(service.setting)!, { dataDir: '', env });

describe('the store in S3', () => {
  testStore(async () => {
    service.objects.clear();
    return open;
  });

  /** A store that waits only so long, over an empty bucket. */
  async function withStore(test: (store: Store) => Promise<void>, waitFor = 10_000): Promise<void> {
    service.objects.clear();
    const setting = parseStore(service.setting);
    if (setting?.kind !== 's3') throw new Error('not S3');
    const who = {
      accessKeyId: credentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY,
    };
    await test(createBucketStore(s3Bucket(setting.place, who, waitFor)));
  }

  const failure = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'no failure',
      (error: unknown) => (error instanceof StoreError ? describeError(error) : `not of the store: ${error}`),
    );

  it('lists only what is due at a sweep, and leaves nothing', () =>
    withStore(async (store) => {
      const expires = Date.now() + 1;
      for (let i = 0; i < 5; i++) await store.put('results', `${i}`, entry('x', expires));
      for (let i = 0; i < 60; i++) await store.put('cleaned', `${i}`, entry('x', Date.now() + 60_000));
      await expect.poll(() => Date.now()).toBeGreaterThan(expires);
      service.asked.clear();
      expect(await store.sweep()).toBe(5);
      expect(service.asked.get('GET')).toBe(1);
      expect(service.objects.size).toBe(120);
      expect(await store.sweep()).toBe(0);
    }));

  it('leaves nothing of a put that failed halfway, once its time is over', () =>
    withStore(async (store) => {
      const expires = Date.now() + 1;
      const broken = { ...streamEntry(10, ['12345', new Error('of its own')]), expires };
      await expect(store.put('cleaned', id, broken)).rejects.toThrow('of its own');
      expect(service.objects.size).toBe(1);
      await expect.poll(() => Date.now()).toBeGreaterThan(expires);
      expect(await store.sweep()).toBe(0);
      expect(service.objects.size).toBe(0);
    }));

  it('tells the service the length of a stream', () =>
    withStore(async (store) => {
      await store.put('cleaned', id, streamEntry(5, ['12', '345']));
      expect(await text(await store.get('cleaned', id))).toBe('12345');
    }));

  it('fails with the reason where the service refuses, is full or gone, and goes on when it is back', () =>
    withStore(async (store) => {
      await store.put('results', id, entry('before'));
      const put = (): Promise<string> => failure(store.put('cleaned', id, entry('x')));
      service.trouble = 'refuses';
      expect(await put()).toMatch(/^StoreError put_cleaned Error S3_503_SlowDown/);
      expect(await failure(store.get('results', id))).toMatch(/^StoreError get_results Error S3_503/);
      service.trouble = 'full';
      expect(await put()).toMatch(/^StoreError put_cleaned Error S3_507_InsufficientStorage/);
      const large = streamEntry(30_000_000, Array<string>(30).fill('x'.repeat(1_000_000)));
      expect(await failure(store.put('cleaned', id, large))).toMatch(
        /^StoreError put_cleaned Error (S3_507|ECONN|EPIPE)/,
      );
      expect(await text(await store.get('results', id))).toBe('before');
      service.trouble = 'none';
      await service.goAway();
      expect(await put()).toMatch(/^StoreError put_cleaned Error ECONN/);
      expect(await failure(ids(store, 'results'))).toMatch(/^StoreError list_results Error ECONN/);
      await service.comeBack();
      expect(await put()).toBe('no failure');
      expect(await text(await store.get('results', id))).toBe('before');
    }));

  it('keeps nothing of an upload that was broken off, and says so of a download', () =>
    withStore(async (store) => {
      service.trouble = 'breaks off';
      const large = streamEntry(3_000_000, ['x'.repeat(2_000_000), 'x'.repeat(1_000_000)]);
      expect(await failure(store.put('cleaned', id, large))).toMatch(
        /^StoreError put_cleaned Error ECONNRESET/,
      );
      service.trouble = 'none';
      expect(await store.get('cleaned', id)).toBeUndefined();
      await store.put('cleaned', id, entry('x'.repeat(2_000_000)));
      const found = await store.get('cleaned', id);
      service.trouble = 'breaks off';
      expect(await failure(text(found))).toMatch(/^StoreError read Error ECONNRESET/);
      service.trouble = 'none';
      expect((await text(found))?.length).toBe(2_000_000);
    }));

  it('waits for a service that hangs, but not for long', () =>
    withStore(async (store) => {
      service.trouble = 'hangs';
      const works = [
        store.get('results', id),
        store.put('results', id, entry('x')),
        store.put('cleaned', id, streamEntry(2, ['1', '2'])),
      ];
      for (const reason of await Promise.all(works.map(failure))) expect(reason).toMatch(/TimeoutError/);
      service.trouble = 'none';
      await store.put('results', id, entry('x'));
    }, 1500));

  it('waits for the next bytes of a transfer, but not for long', () =>
    withStore(async (store) => {
      await store.put('cleaned', id, entry('x'.repeat(2_000_000)));
      const found = await store.get('cleaned', id);
      service.trouble = 'stalls';
      expect(await failure(text(found))).toMatch(/^StoreError read .*TimeoutError/);
      const large = streamEntry(50_000_000, Array<string>(50).fill('x'.repeat(1_000_000)));
      expect(await failure(store.put('cleaned', id, large))).toMatch(
        /^StoreError put_cleaned .*TimeoutError/,
      );
      service.trouble = 'none';
      expect((await text(found))?.length).toBe(2_000_000);
    }, 1500));

  it('is not opened with wrong keys, without keys, or over a bucket that is not there', async () => {
    await expect(open({ ...credentials, AWS_SECRET_ACCESS_KEY: 'wrong' })).rejects.toThrow(StoreError);
    await expect(open({})).rejects.toThrow(/AWS_ACCESS_KEY_ID/);
    const elsewhere = parseStore(service.setting.replace('pictures', 'elsewhere'))!;
    await expect(openStore(elsewhere, { dataDir: '', env: credentials })).rejects.toThrow(StoreError);
  });
});

// The examples of "Authenticating Requests: Using the Authorization Header" in AWS's S3 reference.
describe('the signature of a request', () => {
  const who = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
  };
  const host = 'https://examplebucket.s3.amazonaws.com';
  const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

  it.each([
    [
      'an object',
      'GET',
      '/test.txt',
      { Range: 'bytes=0-9', 'x-amz-content-sha256': ofNothing },
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'putting an object',
      'PUT',
      '/test$file.text',
      {
        Date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      'the lifecycle of a bucket',
      'GET',
      '/?lifecycle',
      { 'x-amz-content-sha256': ofNothing },
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ],
    [
      'a list of objects',
      'GET',
      '/?max-keys=2&prefix=J',
      { 'x-amz-content-sha256': ofNothing },
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ])(
    'for %s is as AWS has published it',
    async (_, method, path, headers: Record<string, string>, signature) => {
      const signed = await signedHeaders(host + path, { method, headers }, who, '20130524T000000Z');
      expect(signed['authorization']).toContain(`Signature=${signature}`);
    },
  );
});
