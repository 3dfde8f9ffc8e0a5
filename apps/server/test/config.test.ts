import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, settingNames } from '../src/config.js';
import { publicOrigin } from '../src/origin.js';

describe('settings', () => {
  it('have defaults', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      apiKeys: [],
      dataDir: './data',
      store: { kind: 'file', path: undefined },
      publicUrl: undefined,
      trustedProxies: [],
      maxBytes: 52_428_800,
      retention: 86_400_000,
      fetchAllow: new Set(),
      rateLimit: undefined,
      maxMemory: 268_435_456,
      maxConcurrency: 256,
      maxConnections: 2000,
      maxDownloads: 1000,
      headersTimeout: 15_000,
      minBodyRate: 8192,
      metricsToken: undefined,
      shutdownTimeout: 30_000,
    });
    expect(readConfig({ PORT: '', EXIFKIT_STORE: ' ' })).toEqual(readConfig({}));
  });

  it.each([
    [{ PORT: '0' }, { port: 0 }],
    [{ HOST: '::' }, { host: '::' }],
    [{ HOST: '[::1]' }, { host: '::1' }],
    [{ EXIFKIT_API_KEYS: 'a, b-c' }, { apiKeys: ['a', 'b-c'] }],
    [{ EXIFKIT_DATA_DIR: '/var/lib/x' }, { dataDir: '/var/lib/x' }],
    [{ EXIFKIT_STORE: 'file:' }, { store: { kind: 'file', path: undefined } }],
    [{ EXIFKIT_STORE: 'file:/srv/x' }, { store: { kind: 'file', path: '/srv/x' } }],
    [{ EXIFKIT_STORE: 'file:///srv/x' }, { store: { kind: 'file', path: '/srv/x' } }],
    [{ EXIFKIT_STORE: 'memory:' }, { store: { kind: 'memory' } }],
    [{ EXIFKIT_PUBLIC_URL: 'https://a.example/' }, { publicUrl: 'https://a.example' }],
    [{ EXIFKIT_MAX_BYTES: '1' }, { maxBytes: 1 }],
    [{ EXIFKIT_MAX_BYTES: '2 MiB' }, { maxBytes: 2_097_152 }],
    [{ EXIFKIT_RETENTION: '90s' }, { retention: 90_000 }],
    [{ EXIFKIT_RETENTION: '7d' }, { retention: 604_800_000 }],
    [{ EXIFKIT_RATE_LIMIT: '60' }, { rateLimit: 60 }],
    [
      { EXIFKIT_FETCH_ALLOW: 'LOCALHOST:80, 0x7f.1:81,[::1]:443' },
      { fetchAllow: new Set(['localhost:80', '127.0.0.1:81', '[::1]:443']) },
    ],
  ])('%j is read', (env, expected) => {
    expect(readConfig(env)).toMatchObject(expected);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000x'],
    ['HOST', 'http://x'],
    ['EXIFKIT_API_KEYS', 'a,,b'],
    ['EXIFKIT_API_KEYS', 'a b'],
    ['EXIFKIT_API_KEYS', 'ключ'],
    ['EXIFKIT_STORE', 'memory:x'],
    ['EXIFKIT_STORE', 'disk'],
    ['EXIFKIT_STORE', 'ftp://store'],
    ['EXIFKIT_STORE', 'redis:'],
    ['EXIFKIT_STORE', 's3://'],
    ['EXIFKIT_PUBLIC_URL', 'photos.example'],
    ['EXIFKIT_PUBLIC_URL', 'ftp://photos.example'],
    ['EXIFKIT_PUBLIC_URL', 'https://photos.example/?a'],
    ['EXIFKIT_TRUSTED_PROXIES', 'proxy'],
    ['EXIFKIT_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['EXIFKIT_TRUSTED_PROXIES', '10.0.0/8'],
    ['EXIFKIT_TRUSTED_PROXIES', '010.0.0.1'],
    ['EXIFKIT_TRUSTED_PROXIES', 'fd00::/129'],
    ['EXIFKIT_TRUSTED_PROXIES', 'fd00:::1'],
    ['EXIFKIT_MAX_BYTES', '0'],
    ['EXIFKIT_MAX_BYTES', '50MB'],
    ['EXIFKIT_MAX_BYTES', '3GiB'],
    ['EXIFKIT_RETENTION', '24'],
    ['EXIFKIT_RETENTION', '0h'],
    ['EXIFKIT_RETENTION', '366d'],
    ['EXIFKIT_FETCH_ALLOW', 'localhost'],
    ['EXIFKIT_FETCH_ALLOW', 'http://localhost:80'],
    ['EXIFKIT_FETCH_ALLOW', 'localhost:70000'],
    ['EXIFKIT_RATE_LIMIT', '0'],
    ['EXIFKIT_RATE_LIMIT', 'many'],
    ['EXIFKIT_METRICS_TOKEN', 'two words'],
    ['EXIFKIT_SHUTDOWN_TIMEOUT', '30'],
    ['EXIFKIT_SHUTDOWN_TIMEOUT', '2d'],
    ['EXIFKIT_MAX_BYTE', '1'],
    ['EXIFKIT_', ''],
  ])('%s=%s is refused by its name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: `));
  });

  it('that are wrong are told of all at once, a line for each', () => {
    const env = {
      PORT: 'x',
      HOST: 'a b',
      EXIFKIT_RETENTION: '1s',
      EXIFKIT_STORE: 'disk',
      EXIFKIT_MAXBYTES: '1',
    };
    expect(() => readConfig(env)).toThrow(
      /^PORT: .+\nHOST: .+\nEXIFKIT_STORE: .+\nEXIFKIT_MAXBYTES: no such setting$/,
    );
  });

  it('all stand in the README', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const section = readme.slice(readme.indexOf('## Settings'), readme.indexOf('## Keys'));
    const told = [...section.matchAll(/^\| `((?:EXIFKIT_)?[A-Z_]+)`/gm)].map(([, name]) => name);
    expect(told).toEqual(settingNames);
  });

  it('never quotes a key', () => {
    expect(() => readConfig({ EXIFKIT_API_KEYS: 'my secret' })).not.toThrow(/secret/);
  });
});

describe('the public origin', () => {
  const { trustedProxies } = readConfig({
    EXIFKIT_TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1, fd00::/8, ::ffff:172.16.0.1',
  });
  const origin = (peer: string | undefined, headers: Record<string, string>): Promise<string> =>
    publicOrigin(new Request('http://inside:3000/x', { headers }), peer, undefined, trustedProxies);
  const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'outside.example' };

  it.each([
    ['10.1.2.3', forwarded, 'https://outside.example'],
    ['::ffff:127.0.0.1', forwarded, 'https://outside.example'],
    ['fd00::5', forwarded, 'https://outside.example'],
    ['172.16.0.1', forwarded, 'https://outside.example'],
    ['172.16.0.2', forwarded, 'http://inside:3000'],
    ['192.168.0.1', forwarded, 'http://inside:3000'],
    [undefined, forwarded, 'http://inside:3000'],
    ['10.1.2.3', {}, 'http://inside:3000'],
    ['10.1.2.3', { 'X-Forwarded-Proto': 'https' }, 'https://inside:3000'],
    ['10.1.2.3', { 'X-Forwarded-Host': 'forged.example, real.example:8443' }, 'http://real.example:8443'],
    ['10.1.2.3', { 'X-Forwarded-Host': 'a.example/path?x' }, 'http://inside:3000'],
    ['10.1.2.3', { 'X-Forwarded-Proto': 'javascript' }, 'http://inside:3000'],
  ])('for %s with %j is %s', async (peer, headers, expected) => {
    expect(await origin(peer, headers as Record<string, string>)).toBe(expected);
  });
});
