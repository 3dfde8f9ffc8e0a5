// What deploy/ holds, tried with the programs it is for: the server behind nginx and Caddy, its systemd unit, and what
// wrangler.toml says against the worker.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram } from '../../../test/debian.js';
import { createClient, expectError, fixture, key, paths } from './contract/client.js';
import { node, type Running } from './contract/runtimes.js';
import { run } from './process.js';
import { freePorts } from './services/ports.js';

const deploy = fileURLToPath(new URL('../deploy/', import.meta.url));
const example = (name: string): string => readFileSync(join(deploy, name), 'utf8');

/** A proxy in front of a server: what is written into which file, and how it is started with that. */
interface Proxy {
  readonly program: string;
  readonly ofPackage: string;
  config(port: number, server: URL, folder: string): string;
  readonly args: (file: string) => string[];
}

const proxies: readonly Proxy[] = [
  {
    program: 'nginx',
    ofPackage: 'nginx-light',
    config: (port, { host }, folder) =>
      `daemon off; user root; pid ${folder}/pid; error_log stderr; events {}
http { client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
${example('nginx.conf').replace('listen 80;', `listen 127.0.0.1:${port};`).replace('127.0.0.1:3000', host)} }`,
    args: (file) => ['-c', file, '-p', tmpdir()],
  },
  {
    program: 'caddy',
    ofPackage: 'caddy',
    config: (port, { host }) =>
      `{\n\tadmin off\n}\n${example('Caddyfile').replace('photos.example {', `http://127.0.0.1:${port} {`).replace('127.0.0.1:3000', host)}`,
    args: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
  },
];

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (
      await fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await wait(100);
  }
  throw new Error(`nobody answers at ${url}`);
}

describe.each(proxies)('behind $program', ({ program, ofPackage, config, args }) => {
  const there = hasProgram(program, ofPackage);
  let folder: string;
  let server: Running;
  let proxy: ReturnType<typeof run>;
  let url: string;

  beforeAll(async () => {
    if (!there) return;
    folder = await mkdtemp(join(tmpdir(), 'exifkit-deploy-'));
    server = await node.start({ EXIFKIT_API_KEYS: key, EXIFKIT_TRUSTED_PROXIES: '127.0.0.1' });
    const [port = 0] = await freePorts(1);
    const file = join(folder, 'config');
    await writeFile(file, config(port, new URL(server.url), folder));
    proxy = run(program, args(file), { HOME: folder });
    url = `http://127.0.0.1:${port}`;
    await answers(url);
  });
  afterAll(async () => {
    proxy?.process.kill('SIGTERM');
    await proxy?.exit;
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it.skipIf(!there)('a download link leads back through the proxy', async () => {
    const client = createClient(url);
    const { downloadUrl } = await (await client.send(paths.remove, fixture('jpeg-all-blocks.jpg'))).json();
    expect(downloadUrl).toMatch(new RegExp(`^${url}/download-cleaned/`));
    const file = await fetch(downloadUrl, { headers: { Range: 'bytes=0-1' } });
    expect([file.status, file.headers.get('content-range')?.slice(0, 10)]).toEqual([206, 'bytes 0-1/']);
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([0xff, 0xd8]);
  });

  it.skipIf(!there)('the largest file passes, and more is refused in the envelope', async () => {
    const client = createClient(url);
    const photo = fixture('jpeg-minimal.jpg');
    const large = new Uint8Array(50 * 2 ** 20);
    large.set(photo);
    large.set(randomBytes(1 << 20), photo.length);
    expect((await client.send(paths.extract, large)).status).toBe(200);
    const more = new Uint8Array(large.length + 200_000);
    more.set(large);
    await expectError(await client.send(paths.extract, more), 413, 'body-too-large');
  });
});

it.skipIf(!existsSync('/usr/bin/systemd-analyze'))('systemd finds no fault with the unit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'exifkit-unit-'));
  const unit = join(folder, 'exifkit.service');
  await writeFile(unit, example('exifkit.service').replace('/usr/bin/node', process.execPath));
  expect(
    execFileSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8', stdio: 'pipe' }),
  ).toBe('');
  await rm(folder, { recursive: true });
});

it('wrangler.toml names what the worker is bound to and what the build makes', () => {
  const toml = example('wrangler.toml');
  const worker = readFileSync(fileURLToPath(new URL('../src/entries/workers.ts', import.meta.url)), 'utf8');
  const bindings = [...worker.matchAll(/^ {2}readonly ([A-Z]+)\??:/gm)].map(([, name]) => name);
  const named = [...toml.matchAll(/^(?:binding|name) = "([A-Z]+)"$/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(bindings.sort());
  const main = /^main = "(.*)"$/m.exec(toml)?.[1] ?? '';
  expect(existsSync(join(deploy, main))).toBe(true);
});
