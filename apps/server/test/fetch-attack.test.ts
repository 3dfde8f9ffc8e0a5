// Hosts that answer a fetch with anything but a file: each is a 400 to the client, and the server goes on.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attacks, http } from './contract/hostile-hosts.js';
import { type Door, key, openSocket } from './doors.js';
import { fake } from './fake-engine.js';

const names = Object.keys(attacks);
const codes = ['fetch-failed', 'fetch-timeout', 'too-many-redirects', 'invalid-url', 'empty-file'];

describe('a fetched host', () => {
  let host: Server;
  let secureHost: Server;
  let door: Door;
  let port: number;
  let securePort: number;
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    host = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('data', (request) => {
        const path = /^GET (\S+)/.exec(request.toString())?.[1] ?? '';
        const answer = attacks[names[Number(/\d+/.exec(path)?.[0])] ?? ''];
        if (answer) answer(socket, path);
        else socket.end(`${http('HTTP/1.1 200 OK', 'Content-Length: 21')}${Buffer.from(fake())}`);
      });
    });
    secureHost = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('data', () => socket.resetAndDestroy());
    });
    for (const server of [host, secureHost]) await once(server.listen(0, '127.0.0.1'), 'listening');
    [port, securePort] = [host, secureHost].map((server) => (server.address() as { port: number }).port) as [
      number,
      number,
    ];
    door = await openSocket({ EXIFKIT_FETCH_ALLOW: `127.0.0.1:${port},127.0.0.1:${securePort}` });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    host.close();
    secureHost.close();
    await door.close();
  });

  const fetchBy = (url: string): Promise<Response> =>
    door.ask(`/api/v1/extract?url=${encodeURIComponent(url)}`, {
      method: 'POST',
      headers: { 'X-API-Key': key },
    });

  async function expectRefused(answer: Response): Promise<void> {
    expect(answer.status).toBe(400);
    expect(codes).toContain(answer.headers.get('x-error-code'));
    expect(await answer.json()).toEqual({ success: false, error: 'Invalid request parameters' });
  }

  it.each(names)('that sends %s is a 400', async (name) => {
    await expectRefused(await fetchBy(`http://127.0.0.1:${port}/${names.indexOf(name)}`));
    expect((await fetchBy(`http://127.0.0.1:${port}/good.jpg`)).status).toBe(200);
  });

  it('may do all of that at once', async () => {
    const answers = names.map((_, index) => fetchBy(`http://127.0.0.1:${port}/${index}`));
    for (const answer of await Promise.all(answers)) await expectRefused(answer);
  });

  it('that knows no TLS, or breaks it off, is a 400', async () => {
    await expectRefused(await fetchBy(`https://127.0.0.1:${port}/`));
    await expectRefused(await fetchBy(`https://127.0.0.1:${securePort}/`));
  });

  it('with a certificate of nobody is a 400', async () => {
    const server = createTlsServer({ key: '', cert: '' }, () => {}).on('tlsClientError', () => {});
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port: tlsPort } = server.address() as { port: number };
    const other = await openSocket({ EXIFKIT_FETCH_ALLOW: `127.0.0.1:${tlsPort}` });
    const answer = await other.ask(`/api/v1/extract?url=https://127.0.0.1:${tlsPort}/`, {
      method: 'POST',
      headers: { 'X-API-Key': key },
    });
    await expectRefused(answer);
    await other.close();
    server.close();
  });

  it('may leave the client waiting no longer than the client waits', async () => {
    const silent = createServer(() => {});
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port: silentPort } = silent.address() as { port: number };
    const other = await openSocket({ EXIFKIT_FETCH_ALLOW: `127.0.0.1:${silentPort}` });
    const init = { method: 'POST', headers: { 'X-API-Key': key }, signal: AbortSignal.timeout(200) };
    await expect(other.ask(`/api/v1/extract?url=http://127.0.0.1:${silentPort}/`, init)).rejects.toThrow();
    const gone = (): string | undefined => other.log.find((line) => line.includes('/api/v1/extract'));
    for (let i = 0; i < 100 && !gone(); i++) await wait(50);
    expect(JSON.parse(gone() ?? '{}')).toMatchObject({ event: 'request', status: 499 });
    await other.close();
    silent.close();
  });
});
