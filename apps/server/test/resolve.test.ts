// Names are looked up without holding up anything else, and none leads inside.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeTransport } from '../src/fetch/node.js';
import { resolveName } from '../src/fetch/resolve.js';
import { fetchBytes } from './fetch-bytes.js';

let silent: Socket;
let servers: string[];
let folder: string;
let hostsFile: string;
const never = new AbortController().signal;

beforeAll(async () => {
  silent = createSocket('udp4');
  silent.bind(0, '127.0.0.1');
  await once(silent, 'listening');
  servers = [`127.0.0.1:${silent.address().port}`];
  folder = await mkdtemp(join(tmpdir(), 'exifkit-hosts-'));
  hostsFile = join(folder, 'hosts');
  await writeFile(
    hostsFile,
    '# names\n10.0.0.7 Files.Test files # inside\n93.184.215.14\tpublic.test\r\nrubbish\n',
  );
});
afterAll(async () => {
  silent.close();
  await rm(folder, { recursive: true });
});

describe('a name server that does not answer', () => {
  it('ends a look-up with the signal, and keeps no thread from other work', async () => {
    const lookups = Array.from({ length: 40 }, (_, i) =>
      resolveName(`name${i}.test`, AbortSignal.timeout(4000), { servers, hostsFile }).catch(() => 'ended'),
    );
    const start = Date.now();
    for (let i = 0; i < 20; i++) await readFile(hostsFile);
    expect(Date.now() - start).toBeLessThan(3500);
    expect(new Set(await Promise.all(lookups))).toEqual(new Set(['ended']));
  });

  it('is a timeout to who asked', async () => {
    const policy = { maxBytes: 10, allow: new Set<string>(), headersTimeout: 200 };
    const transport = createNodeTransport({ servers, hostsFile });
    await expect(fetchBytes('http://slow.test/', transport, policy, never)).rejects.toMatchObject({
      code: 'fetch-timeout',
    });
  });
});

describe('names that the system knows itself', () => {
  it('are found without a name server', async () => {
    const look = (name: string): Promise<readonly string[]> =>
      resolveName(name, never, { servers, hostsFile });
    expect(await look('FILES.test.')).toEqual(['10.0.0.7']);
    expect(await look('public.test')).toEqual(['93.184.215.14']);
    for (const name of ['localhost', 'LOCALHOST.', 'a.localhost']) {
      expect(await look(name)).toEqual(['127.0.0.1', '::1']);
    }
  });

  it.each(['localhost', 'a.localhost', 'files.test', 'files'])('lead to no fetch of %s', async (name) => {
    const transport = createNodeTransport({ servers, hostsFile });
    const policy = { maxBytes: 10, allow: new Set<string>() };
    await expect(fetchBytes(`http://${name}/`, transport, policy, never)).rejects.toMatchObject({
      code: 'url-not-allowed',
    });
  });
});
