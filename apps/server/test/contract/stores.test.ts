// The API where many servers share what they keep: keys and results in Redis, files in S3.
import { afterAll, beforeAll, describe } from 'vitest';
import { hasProgram } from '../../../../test/debian.js';
import { type RedisService, startRedis } from '../services/redis.js';
import { credentials, type S3Service, startS3 } from '../services/s3.js';
import { testContract } from './contract.js';
import { node } from './runtimes.js';

describe.skipIf(!hasProgram('redis-server', 'redis-server'))('over Redis and S3', () => {
  let redis: RedisService;
  let s3: S3Service;
  beforeAll(async () => {
    [redis, s3] = await Promise.all([startRedis(), startS3()]);
  });
  afterAll(async () => {
    await redis.close();
    await s3.close();
  });

  testContract({
    ...node,
    start: (settings, entry) =>
      node.start({ EXIFKIT_STORE: `${redis.url},${s3.setting}`, ...credentials, ...settings }, entry),
  });
});
