import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open.js';
import { parseStore } from '../../src/storage/setting.js';

const redis = { kind: 'redis', url: 'redis://user:p,w@cache.example:6380/2' };
const r2 = {
  kind: 's3',
  place: { endpoint: 'https://x.r2.cloudflarestorage.com', region: 'auto', bucket: 'a-bucket', prefix: '' },
};
const aws = {
  kind: 's3',
  place: {
    endpoint: 'https://s3.eu-west-1.amazonaws.com',
    region: 'eu-west-1',
    bucket: 'my.photos',
    prefix: 'some/where/',
  },
};

describe('EXIFKIT_STORE', () => {
  it.each([
    ['file:', { kind: 'file', path: undefined }],
    ['file:data', { kind: 'file', path: 'data' }],
    ['file:/srv/x', { kind: 'file', path: '/srv/x' }],
    ['file:///srv/x', { kind: 'file', path: '/srv/x' }],
    ['memory:', { kind: 'memory', maxBytes: undefined }],
    ['memory:64MiB', { kind: 'memory', maxBytes: 67_108_864 }],
    [redis.url, redis],
    ['rediss://cache.example', { kind: 'redis', url: 'rediss://cache.example' }],
    ['s3://my.photos/some/where/?region=eu-west-1', aws],
    ['s3://a-bucket?endpoint=https://x.r2.cloudflarestorage.com&region=auto', r2],
    [
      `${redis.url} , s3://a-bucket?endpoint=https://x.r2.cloudflarestorage.com&region=auto`,
      { kind: 'split', records: redis, files: r2 },
    ],
  ])('%s is read', (text, setting) => {
    expect(parseStore(text)).toEqual(setting);
  });

  it.each([
    '',
    'disk',
    'memory:x',
    'redis:',
    'redis://host/name',
    'redis://host?x=1',
    's3://',
    's3://ab',
    's3://Bucket_name',
    's3://bucket:80',
    's3://bucket/a b',
    's3://bucket?x=1',
    's3://bucket?region=EU',
    's3://bucket?endpoint=ftp://x',
    's3://bucket?endpoint=https://x/path',
    's3://key:secret@bucket',
    'redis://host,redis://host',
    's3://bucket,redis://host',
    'redis://host,s3://bucket,s3://bucket',
    'redis://host,x',
    'redis://host,s3://',
    'file:,s3://bucket',
  ])('%j is refused', (text) => {
    expect(parseStore(text)).toBeUndefined();
  });

  it('leads to an error that names what is missing, and no secret', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'id' };
    const opened = openStore(parseStore('s3://bucket')!, { dataDir: '', env });
    await expect(opened).rejects.toThrow('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set');
    const gone = openStore(parseStore('redis://:secret@127.0.0.1:1')!, { dataDir: '', env });
    await expect(gone).rejects.toThrow(/ECONNREFUSED/);
    await expect(gone).rejects.not.toThrow(/secret/);
  });
});
