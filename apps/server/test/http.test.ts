// The HTTP layer over raw sockets: faults in the envelope, and connections that are never reset under a request.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.js';
import { Capacity } from '../src/capacity.js';
import { createHttpServer } from '../src/entries/node-http.js';
import { createKeyRing } from '../src/keys.js';
import { createLog } from '../src/log.js';
import { createRateLimit } from '../src/rate-limit.js';
import { createMemoryStore } from '../src/storage/memory.js';
import { createWork } from '../src/work.js';
import { type Door, key, openSocket } from './doors.js';
import { fake, fakeEngine } from './fake-engine.js';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** A client that notes all it hears, and how its connection ended. */
class Client {
  readonly #socket: Socket;
  text = '';
  error: string | undefined;
  ended = false;

  constructor(origin: string) {
    const { hostname, port } = new URL(origin);
    this.#socket = connect(Number(port), hostname);
    sockets.push(this.#socket);
    this.#socket.on('data', (chunk) => {
      this.text += chunk.toString('latin1');
    });
    this.#socket.on('end', () => {
      this.ended = true;
    });
    this.#socket.on('error', (error) => {
      this.error = error.message;
    });
  }

  send(...pieces: (string | Uint8Array)[]): void {
    for (const piece of pieces) this.#socket.write(piece);
  }

  /** Sends no more, and still reads. */
  finish(): void {
    this.#socket.end();
  }

  leave(): void {
    this.#socket.destroy();
  }

  /** The status lines, once there are so many. */
  async statuses(count: number): Promise<string[]> {
    for (let tries = 0; tries < 500; tries++) {
      const found = this.text.match(/HTTP\/1\.1 \d{3}/g) ?? [];
      if (found.length >= count || this.error !== undefined) break;
      await wait(20);
    }
    expect(this.error).toBeUndefined();
    return (this.text.match(/HTTP\/1\.1 (\d{3})/g) ?? []).map((line) => line.slice(-3));
  }

  /** Whether the other side has ended the connection in good order. */
  async end(): Promise<boolean> {
    for (let tries = 0; tries < 500 && !this.ended && this.error === undefined; tries++) await wait(20);
    return this.ended && this.error === undefined;
  }
}

const part = (content: string | Uint8Array = 'FAKE'): string =>
  `--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n${Buffer.from(content).toString('latin1')}\r\n--b--\r\n`;

function request(body: string, lines: readonly string[] = [], apiKey = key): string {
  return [
    'POST /api/v1/extract HTTP/1.1',
    'Host: localhost',
    `X-API-Key: ${apiKey}`,
    'Content-Type: multipart/form-data; boundary=b',
    ...(lines.length ? lines : [`Content-Length: ${body.length}`]),
    '',
    body,
  ].join('\r\n');
}

/** That what was heard is one error in the envelope. */
async function expectFault(client: Client, status: string, code: string): Promise<void> {
  expect(await client.statuses(1)).toEqual([status]);
  expect(client.text).toMatch(new RegExp(`^x-error-code: ${code}\r$`, 'im'));
  expect(client.text).toMatch(/^x-request-id: [0-9a-f-]{36}\r$/im);
  expect(client.text).toMatch(/^access-control-allow-origin: \*\r$/im);
  expect(client.text).toMatch(/\r\n\r\n\{"success":false,"error":"[^"]+"\}$/);
}

let door: Door;
beforeAll(async () => {
  door = await openSocket({ EXIFKIT_MAX_BYTES: '1000000' });
});
afterAll(() => door.close());

describe('an answer before the body was read', () => {
  const early: [string, string, string][] = [
    ['a wrong key', request('x'.repeat(300_000), [], 'wrong'), '401'],
    ['a malformed body', request(`--x\r\n\r\n${'x'.repeat(300_000)}`), '400'],
    [
      'a form of too many parts',
      request(`${'--b\r\nA: b\r\n\r\n\r\n'.repeat(40)}${'x'.repeat(300_000)}`),
      '400',
    ],
    ['a body over the limit', request('x'.repeat(1_200_000)), '413'],
    ['another method', request('x'.repeat(300_000)).replace('POST', 'PUT'), '405'],
    ['no such route', request('x'.repeat(300_000)).replace('extract', 'nothing'), '404'],
  ];

  it.each(early)(
    'to %s leaves the connection for the next request, sent with it',
    async (_, first, status) => {
      const client = new Client(door.origin);
      client.send(first, request(part()));
      expect(await client.statuses(2)).toEqual([status, '200']);
    },
  );

  it.each(early)('to %s leaves the connection for the next request, sent late', async (_, first, status) => {
    const client = new Client(door.origin);
    client.send(first);
    expect(await client.statuses(1)).toEqual([status]);
    await wait(800);
    client.send(request(part()));
    expect(await client.statuses(2)).toEqual([status, '200']);
  });

  const atOnce = early.filter(([name]) => name !== 'a malformed body');
  it.each(atOnce)('to %s comes at once, though the body comes slowly', async (_, first, status) => {
    const client = new Client(door.origin);
    client.send(first.slice(0, 250_000));
    expect(await client.statuses(1)).toEqual([status]);
    expect(client.text).toMatch(/^content-length: \d+\r$/im);
    expect(client.text).toMatch(/\{"success":false,"error":"[^"]+"\}$/);
    await wait(700);
    client.send(first.slice(250_000), request(part()));
    expect(await client.statuses(2)).toEqual([status, '200']);
  });

  it('where more may follow than is read on says that the connection ends, and is heard', async () => {
    const client = new Client(door.origin);
    client.send(request('x'.repeat(100_000), ['Content-Length: 9000000000']));
    expect(await client.statuses(1)).toEqual(['413']);
    expect(client.text).toMatch(/^connection: close\r$/im);
    const chunked = new Client(door.origin);
    chunked.send(request('', ['Transfer-Encoding: chunked'], 'wrong'), '5\r\nhello\r\n');
    expect(await chunked.statuses(1)).toEqual(['401']);
    expect(chunked.text).toMatch(/^connection: close\r$/im);
    await wait(700);
    chunked.send('0\r\n\r\n');
    expect(await chunked.end()).toBe(true);
  });

  it('to a client that waits for 100 Continue ends the connection', async () => {
    const client = new Client(door.origin);
    client.send(request('', ['Content-Length: 90', 'Expect: 100-continue'], 'wrong'));
    expect(await client.statuses(1)).toEqual(['401']);
    expect(client.text).toMatch(/^connection: close\r$/im);
    expect(await client.end()).toBe(true);
  });
});

describe('what the HTTP layer finds', () => {
  const get = (path: string, ...lines: string[]): string =>
    [`GET ${path} HTTP/1.1`, 'Host: a', ...lines, '', ''].join('\r\n');

  it.each([
    ['a URL of 10,000 characters', get(`/${'a'.repeat(10_000)}`), '414', 'url-too-long'],
    ['a URL of 100,000 characters', get(`/${'a'.repeat(100_000)}`), '414', 'url-too-long'],
    [
      'a URL of 40,000 characters, its request in one piece',
      get(`/${'a'.repeat(40_000)}`),
      '414',
      'url-too-long',
    ],
    ['headers of 100,000 characters', get('/', `X-A: ${'a'.repeat(100_000)}`), '431', 'headers-too-large'],
    ['10,000 headers', get('/', ...Array<string>(10_000).fill('X-A: b')), '431', 'headers-too-large'],
    ['an expectation', get('/', 'Expect: the-unexpected'), '417', 'expectation-failed'],
    ['an unknown method', 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n', '501', 'method-not-implemented'],
    ['CONNECT', 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n', '501', 'method-not-implemented'],
    [
      'a transfer coding',
      request('0\r\n\r\n', ['Transfer-Encoding: gzip, chunked']),
      '501',
      'unsupported-transfer-encoding',
    ],
    [
      'another transfer coding',
      request('x', ['Transfer-Encoding: gzip']),
      '501',
      'unsupported-transfer-encoding',
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', '400', 'malformed-request'],
    ['no HTTP', 'hello\r\n\r\n', '400', 'malformed-request'],
    ['TLS', new Uint8Array([22, 3, 1, 0, 200, 1, 0]), '400', 'malformed-request'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '400', 'malformed-request'],
    ['two hosts', get('/healthz', 'Host: a'), '400', 'malformed-request'],
    ['two lengths', request('x', ['Content-Length: 1', 'Content-Length: 2']), '400', 'malformed-request'],
    [
      'a length and chunks',
      request('x', ['Content-Length: 1', 'Transfer-Encoding: chunked']),
      '400',
      'malformed-request',
    ],
    ['a space before a colon', get('/', 'X-A : b'), '400', 'malformed-request'],
  ])('%s is told in the envelope', async (_, bytes, status, code) => {
    const client = new Client(door.origin);
    client.send(bytes);
    await expectFault(client, status, code);
  });

  it('is told on a connection that was used before, too', async () => {
    const client = new Client(door.origin);
    client.send(request(part()));
    expect(await client.statuses(1)).toEqual(['200']);
    client.send(get('/', `X-A: ${'a'.repeat(100_000)}`));
    expect(await client.statuses(2)).toEqual(['200', '431']);
    expect(await client.end()).toBe(true);
  });

  it('takes no answer from the whole request before it', async () => {
    const client = new Client(door.origin);
    client.send(`${request(part())}no request at all\r\n\r\n`);
    expect(await client.statuses(1)).toEqual(['200']);
    expect(client.text).toMatch(/^connection: close\r$/im);
    expect(client.text).toMatch(/\r\n\r\n\{"success":true,.*\}$/);
    expect(await client.end()).toBe(true);
  });

  it('may come from HTTP/1.0 without a host', async () => {
    const client = new Client(door.origin);
    client.send('GET /healthz HTTP/1.0\r\n\r\n');
    expect(await client.statuses(1)).toEqual(['200']);
    expect(await client.end()).toBe(true);
  });

  it('an upgrade that is not wanted is a plain request', async () => {
    const client = new Client(door.origin);
    client.send(get('/none', 'Connection: Upgrade', 'Upgrade: websocket'));
    await expectFault(client, '404', 'route-not-found');
  });
});

interface Patient {
  readonly origin: string;
  /** Connections that were open when they were last looked for. */
  connections(): Promise<number>;
  /** Whether `/slow` is asked for. */
  isAsked(): boolean;
  answerSlow(): void;
  close(): void;
  readonly log: string[];
}

/** A server of its own, as patient as it is told to be, which answers `/slow` when it is told to. */
const openPatient = async (over: object): Promise<Patient> => {
  let asked = false;
  let answerSlow = (): void => {};
  const slow = new Promise<void>((settle) => {
    answerSlow = settle;
  });
  const log: string[] = [];
  const times = { headers: 300, body: 600, idle: 5000 };
  const app = createApp({
    work: createWork(fakeEngine),
    capacity: new Capacity(),
    store: undefined as never,
    keys: await createKeyRing([key], createMemoryStore()),
    transport: undefined as never,
    rateLimit: createRateLimit({ rate: undefined }),
    config: {
      publicUrl: undefined,
      trustedProxies: [],
      maxBytes: 1000,
      retention: 1000,
      fetchAllow: new Set<string>(),
      metricsToken: undefined,
    },
    log: createLog((line) => log.push(line)),
    now: Date.now,
    pageFile: async (path) => {
      if (path !== 'slow') return undefined;
      asked = true;
      await slow;
      return { bytes: new TextEncoder().encode('slow'), type: 'text/plain' };
    },
  });
  const server = createHttpServer(app, { maxConnections: 100, minBodyRate: 1000 }, { ...times, ...over });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  return {
    origin: `http://127.0.0.1:${port}`,
    answerSlow,
    log,
    connections: () => promisify(server.getConnections.bind(server))(),
    isAsked: () => asked,
    close: () => server.close(),
  };
};

describe('a slow sender', () => {
  it.each([
    ['of headers', 'GET / HTTP/1.1\r\nHost: a\r\n', {}],
    ['of a body', request('x', ['Content-Length: 100']), {}],
    [
      'that says nothing more',
      request('x', ['Content-Length: 100']),
      { headers: 60_000, body: 60_000, idle: 300 },
    ],
  ])('%s gets a 408', async (_, bytes, over) => {
    const server = await openPatient(over);
    const client = new Client(server.origin);
    client.send(bytes);
    await expectFault(client, '408', 'request-timeout');
    server.close();
  });

  it.each([
    ['200', 'GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n'],
    ['400', 'POST /api/v1/extract HTTP/1.1\r\nContent-Length: 100000\r\n\r\n'],
  ])('does not keep its connection for ever after a %s that came before its body', async (status, bytes) => {
    const server = await openPatient({ idle: 60_000, drain: 300 });
    const client = new Client(server.origin);
    client.send(bytes);
    expect(await client.statuses(1)).toEqual([status]);
    const dripping = setInterval(() => client.send('x'), 50);
    await expect.poll(() => client.ended || client.error !== undefined, { timeout: 5000 }).toBe(true);
    clearInterval(dripping);
    server.close();
  });
});

describe('a body that comes slowly', () => {
  it('is not too slow where this process had no turn to take it', async () => {
    const server = await openPatient({ body: 500 });
    const client = new Client(server.origin);
    const body = part('FAKE'.repeat(50));
    client.send(request(body.slice(0, 10), [`Content-Length: ${body.length}`]));
    for (let at = 10; at < 50; at += 10) {
      await wait(100);
      const start = performance.now();
      while (performance.now() - start < 800);
      client.send(body.slice(at, at + 10));
    }
    client.send(body.slice(50));
    // Whatever the store does not know to do here: the body was taken.
    expect(await client.statuses(1)).not.toEqual(['408']);
    server.close();
  });
});

describe('a client that closes its half of the connection', () => {
  it('gets the answer to what it sent, and the connection ends', async () => {
    const client = new Client(door.origin);
    client.send(request(part()));
    client.finish();
    expect(await client.statuses(1)).toEqual(['200']);
    expect(client.text).toMatch(/\r\n\r\n\{"success":true,.*\}$/);
    expect(await client.end()).toBe(true);
  });

  it('gets it also where it takes long, after interim answers', async () => {
    const server = await openPatient({ ask: 50 });
    const client = new Client(server.origin);
    client.send('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
    client.finish();
    await expect
      .poll(() => client.text, { timeout: 10_000 })
      .toMatch(/(HTTP\/1.1 102 Processing\r\n\r\n){3}/);
    server.answerSlow();
    expect(await client.end()).toBe(true);
    expect(client.text).toMatch(/102 Processing\r\n\r\nHTTP\/1.1 200 OK\r\n[\s\S]*slow$/);
    server.close();
  });

  it('is told where it sent too little', async () => {
    const client = new Client(door.origin);
    client.send(request(part().slice(0, -10), [`Content-Length: ${part().length}`]));
    client.finish();
    expect(await client.statuses(1)).toEqual(['400']);
    expect(await client.end()).toBe(true);
  });
});

describe('a client that goes away', () => {
  const logged = async (pattern: RegExp): Promise<string> => {
    for (let tries = 0; tries < 250 && !door.log.some((line) => pattern.test(line)); tries++) await wait(20);
    return door.log.filter((line) => pattern.test(line)).join('\n');
  };

  it('is 499 in the log where it has sent all and waits', async () => {
    const server = await openPatient({ ask: 50 });
    const client = new Client(server.origin);
    client.send('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
    await expect.poll(server.isAsked, { timeout: 10_000 }).toBe(true);
    client.leave();
    await expect.poll(server.connections, { timeout: 10_000 }).toBe(0);
    server.answerSlow();
    await expect.poll(() => server.log.join('\n'), { timeout: 10_000 }).toMatch(/"status":499/);
    server.close();
  });

  it('while it sends is 499 in the log, and no fault', async () => {
    const before = door.log.length;
    const client = new Client(door.origin);
    client.send(request(part(fake('', 1000)).slice(0, 500), ['Content-Length: 1200']));
    await wait(100);
    client.leave();
    expect(await logged(/"status":499/)).toMatch(/"method":"POST","route":"\/api\/v1\/extract"/);
    expect(door.log.slice(before).join('\n')).not.toMatch(/cause|"status":500/);
  });
});
