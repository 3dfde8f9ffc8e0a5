// Hosts that answer a fetch with anything but a file: each is a 400 to the client, and the server goes on.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Door, key, openSocket } from './doors.js';
import { fake } from './fake-engine.js';

type Answer = (socket: Socket, path: string) => void;

const http = (...lines: string[]): string => [...lines, '', ''].join('\r\n');
const sends =
  (...pieces: (string | Uint8Array)[]): Answer =>
  async (socket) => {
    for (const piece of pieces) {
      socket.write(piece);
      await wait(5);
    }
  };
const sendsAndEnds =
  (...pieces: (string | Uint8Array)[]): Answer =>
  async (socket, path) => {
    await sends(...pieces)(socket, path);
    socket.end();
  };
const sendsAndResets =
  (...pieces: (string | Uint8Array)[]): Answer =>
  async (socket, path) => {
    await sends(...pieces)(socket, path);
    socket.resetAndDestroy();
  };
const upgrade = http('HTTP/1.1 101 Switching Protocols', 'Upgrade: x', 'Connection: Upgrade');
const endless =
  (piece: string): Answer =>
  (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece.repeat(100)));
    };
    socket.on('drain', more);
    more();
  };

const attacks: Readonly<Record<string, Answer>> = {
  '101 with bytes behind it': sends(upgrade, 'bytes of another protocol'),
  '101 without headers': sends(http('HTTP/1.1 101 x')),
  '101 and a reset': sendsAndResets(upgrade),
  '101 and bytes, then a reset': sendsAndResets(upgrade, 'x'.repeat(100_000)),
  '101 and a file': sends(upgrade, http('HTTP/1.1 200 OK', 'Content-Length: 4'), 'FAKE'),
  '101 behind 100': sends(http('HTTP/1.1 100 Continue'), upgrade),
  '101 to WebSocket': sends(
    http('HTTP/1.1 101 x', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Accept: x'),
    new Uint8Array([0x88, 0]),
  ),
  'endless 100': endless(http('HTTP/1.1 100 Continue')),
  'endless 103': endless(http('HTTP/1.1 103 Early Hints', 'Link: </a>')),
  'no byte, but an end': sendsAndEnds(),
  'no byte, but a reset': sendsAndResets(),
  'half a status line, then a reset': sendsAndResets('HTTP/1.1 2'),
  'half the headers, then an end': sendsAndEnds('HTTP/1.1 200 OK\r\nContent-Le'),
  'half the headers, then a reset': sendsAndResets('HTTP/1.1 200 OK\r\nContent-Le'),
  'a status line of rubbish': sends('\0\xff\xfe rubbish\r\n\r\n'),
  'a status that is no number': sends(http('HTTP/1.1 abc OK')),
  'a status of 0': sends(http('HTTP/1.1 000 OK', 'Content-Length: 0')),
  'a status of 999': sends(http('HTTP/1.1 999 OK', 'Content-Length: 0')),
  'HTTP/0.9': sendsAndEnds('FAKE'),
  'HTTP/9.9': sends(http('HTTP/9.9 200 OK', 'Content-Length: 4'), 'FAKE'),
  'the preface of HTTP/2': sends('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  'a frame of HTTP/2': sends(new Uint8Array([0, 0, 0, 4, 0, 0, 0, 0, 0])),
  'a TLS alert': sends(new Uint8Array([21, 3, 1, 0, 2, 2, 40])),
  'headers without end': endless('X-A: b\r\n'),
  'one header without end': sends('HTTP/1.1 200 OK\r\nX: ', 'a'.repeat(1_000_000)),
  'a header with a NUL': sends('HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n'),
  'two lengths': sends(http('HTTP/1.1 200 OK', 'Content-Length: 4', 'Content-Length: 5'), 'FAKE!'),
  'a negative length': sends(http('HTTP/1.1 200 OK', 'Content-Length: -1'), 'FAKE'),
  'a length and chunks': sends(
    http('HTTP/1.1 200 OK', 'Content-Length: 4', 'Transfer-Encoding: chunked'),
    '4\r\nFAKE\r\n0\r\n\r\n',
  ),
  'a body that ends early': sendsAndEnds(http('HTTP/1.1 200 OK', 'Content-Length: 100'), 'FAKE'),
  'a body that is reset': sendsAndResets(http('HTTP/1.1 200 OK', 'Content-Length: 100'), 'FAKE'),
  'a reset at once with the headers': (socket) => {
    socket.write(http('HTTP/1.1 200 OK', 'Content-Length: 100'));
    socket.resetAndDestroy();
  },
  'chunks of no size': sends(http('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'), 'zz\r\nFAKE\r\n'),
  'chunks of too large a size': sends(
    http('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'),
    'fffffffffffffffff\r\nFAKE\r\n',
  ),
  'a chunk that ends early': sendsAndEnds(http('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'), '9\r\nFAKE'),
  'trailers of rubbish': sends(
    http('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'),
    '4\r\nFAKE\r\n0\r\n\0rubbish\r\n\r\n',
  ),
  'trailers without end': (socket, path) => {
    socket.write(`${http('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked')}4\r\nFAKE\r\n0\r\n`);
    endless('X-A: b\r\n')(socket, path);
  },
  'a compressed body': sends(
    http('HTTP/1.1 200 OK', 'Content-Encoding: gzip', 'Connection: close'),
    gzipSync(fake()),
  ),
  'an unknown coding': sends(http('HTTP/1.1 200 OK', 'Content-Encoding: x, y', 'Content-Length: 4'), 'FAKE'),
  'a redirect to itself': (socket, path) =>
    void socket.write(http('HTTP/1.1 302 Found', `Location: ${path}`, 'Content-Length: 0')),
  'a redirect to nowhere': sends(http('HTTP/1.1 302 Found', 'Location: http://[', 'Content-Length: 0')),
  'a redirect with a body without end': (socket, path) => {
    socket.write(http('HTTP/1.1 302 Found', `Location: ${path}`, 'Transfer-Encoding: chunked'));
    endless('4\r\nFAKE\r\n')(socket, path);
  },
  'a redirect of 100,000 characters': sends(
    http('HTTP/1.1 302 Found', `Location: /${'a'.repeat(100_000)}`, 'Content-Length: 0'),
  ),
  'a status of 204 with a body': sends(http('HTTP/1.1 204 No Content'), 'FAKE'),
  'a status of 401': sends(http('HTTP/1.1 401 x', 'WWW-Authenticate: Basic', 'Content-Length: 0')),
};

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
    for (let i = 0; i < 100 && other.log.length === 0; i++) await wait(50);
    expect(other.log.join('\n')).toMatch(/^\{.*"route":"\/api\/v1\/extract","status":499,.*\}$/);
    await other.close();
    silent.close();
  });
});
