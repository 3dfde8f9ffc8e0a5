// What can be seen of the server from outside: health, measures, the log, and how it stops.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Capacity } from '../src/capacity.js';
import type { Engine } from '../src/engine.js';
import { type Running, startServer } from '../src/entries/node.js';
import { StoreError } from '../src/storage/store.js';
import { type Door, form, key, openApp, openSocket, post } from './doors.js';
import { fake, fakeEngine } from './fake-engine.js';

interface Line {
  readonly [name: string]: unknown;
}

const linesOf = (log: readonly string[]): Line[] => log.map((line) => JSON.parse(line));

describe('health and measures', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openSocket({ EXIFKIT_METRICS_TOKEN: 'tok-1' });
  });
  afterAll(() => door.close());

  const measures = async (): Promise<string> =>
    (await door.ask('/metrics', { headers: { Authorization: 'Bearer tok-1' } })).text();

  it('are there', async () => {
    expect(await (await door.ask('/healthz')).json()).toEqual({ success: true, status: 'ok' });
    expect(await (await door.ask('/readyz')).json()).toEqual({ success: true, status: 'ready' });
    expect((await door.ask('/readyz', { method: 'HEAD' })).status).toBe(200);
  });

  it('are read with the token alone', async () => {
    for (const headers of [
      {},
      { Authorization: 'Bearer tok-2' },
      { Authorization: 'tok-1' },
      { 'X-API-Key': key },
    ]) {
      const refused = await door.ask('/metrics', { headers });
      expect([refused.status, refused.headers.get('x-error-code')]).toEqual([401, 'invalid-metrics-token']);
    }
    const read = await door.ask('/metrics', { headers: { Authorization: 'bearer tok-1' } });
    expect(read.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('count requests, bytes, work and refusals', async () => {
    await door.ask('/api/v1/extract', post(form(fake('', 10_000))));
    const { downloadUrl } = await (await door.ask('/api/v1/remove', post(form(fake('', 10_000))))).json();
    await door.ask(downloadUrl.slice(door.origin.length));
    await door.ask('/api/v1/remove', post(form(fake('M'))));
    await door.ask('/api/v1/extract', { method: 'POST' });
    const text = await measures();
    for (const line of [
      'exifkit_requests_total{method="POST",route="/api/v1/extract",status="200"} 1',
      'exifkit_requests_total{method="POST",route="/api/v1/extract",status="401"} 1',
      'exifkit_sent_bytes_total{route="/download-cleaned/:uuid"} 10000',
      'exifkit_request_duration_seconds_count{method="POST",route="/api/v1/remove"} 2',
      'exifkit_refused_total{code="missing-api-key"} 1',
      'exifkit_refused_total{code="malformed"} 1',
      'exifkit_work_duration_seconds_count{work="read",format="FAKE"} 1',
      'exifkit_work_duration_seconds_count{work="clean",format="JPEG"} 1',
      'exifkit_work_duration_seconds_count{work="clean",format="unknown"} 1',
      'exifkit_requests_running 1',
    ])
      expect(text).toContain(`\n${line}\n`);
    expect(text).toMatch(/\nexifkit_received_bytes_total\{route="\/api\/v1\/extract"\} 10\d{3}\n/);
    expect(Number(/^exifkit_resident_bytes (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(10_000_000);
    const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
    const told = [...readme.matchAll(/^\| `(exifkit_\w+)`/gm)].map(([, name]) => name!);
    const shown = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name!);
    expect(told.toSorted()).toEqual(shown.toSorted());
    for (const secret of [key, 'image.jpg', downloadUrl.slice(-36)]) expect(text).not.toContain(secret);
  });
});

it('a download that is let go while a piece of it is on its way is counted and logged once', async () => {
  const capacity = new Capacity();
  const door = await openApp({}, Date.now, fakeEngine, { capacity });
  const { downloadUrl } = await (await door.ask('/api/v1/remove', post(form(fake())))).json();
  const reader = (await door.unchecked(new URL(downloadUrl).pathname)).body!.getReader();
  const reading = reader.read();
  await reader.cancel();
  await reading;
  await wait(0);
  expect(capacity.downloads).toBe(0);
  expect(linesOf(door.log).map(({ route }) => route)).toEqual(['/api/v1/remove', '/download-cleaned/:uuid']);
});

it('without a token the measures are for this machine alone, and not by way of a proxy', async () => {
  const door = await openSocket();
  expect((await door.ask('/metrics')).status).toBe(200);
  for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP'])
    expect((await door.ask('/metrics', { headers: { [name]: '1.2.3.4' } })).status).toBe(401);
  await door.close();
  const unknown = await openApp();
  expect((await unknown.ask('/metrics')).status).toBe(401);
});

describe('the log', () => {
  it('has one line a request, with nothing in it that is secret', async () => {
    const door = await openApp();
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const headers = { traceparent: `00-${trace}-b7ad6b7169203331-01` };
    const answer = await door.ask(`/api/v1/extract?key=${key}&fields=exif`, {
      method: 'POST',
      body: form(fake(), 'private.jpg'),
      headers,
    });
    expect(answer.headers.get('traceparent')).toMatch(
      new RegExp(`^00-${trace}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`),
    );
    expect(linesOf(door.log)).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        level: 'info',
        event: 'request',
        id: answer.headers.get('x-request-id'),
        trace,
        method: 'POST',
        route: '/api/v1/extract',
        status: 200,
        received: expect.any(Number),
        sent: (await answer.arrayBuffer()).byteLength,
        ms: expect.any(Number),
        key: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
    ]);
    expect(linesOf(door.log)[0]!['received']).toBeGreaterThan(21);
    for (const secret of [key, 'private', 'Canon', 'fields'])
      expect(door.log.join('\n')).not.toContain(secret);
  });

  it('tells how much of a download went out, when it is over', async () => {
    const door = await openApp();
    const { uuid } = await (await door.ask('/api/v1/remove', post(form(fake('', 5000))))).json();
    await (await door.ask(`/download-cleaned/${uuid}`, { headers: { Range: 'bytes=10-19' } })).arrayBuffer();
    await door.ask(`/download-cleaned/${uuid}`, { method: 'HEAD' });
    const downloads = linesOf(door.log).filter(({ route }) => route === '/download-cleaned/:uuid');
    expect(downloads.map(({ method, status, sent }) => [method, status, sent])).toEqual([
      ['GET', 206, 10],
      ['HEAD', 200, 0],
    ]);
  });

  it('has a line for what is no request to the app too', async () => {
    const door = await openSocket();
    const answer = await new Promise<string>((settle) => {
      const socket = connect(Number(new URL(door.origin).port), '127.0.0.1');
      socket.end('POST /api/v1/extract HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => settle(text));
    });
    const id = /^x-request-id: (\S+)\r$/im.exec(answer)?.[1];
    expect(linesOf(door.log)).toMatchObject([
      { event: 'request', id, status: 400, code: 'malformed-request' },
    ]);
    expect(await (await door.ask('/metrics')).text()).toContain(
      '\nexifkit_refused_total{code="malformed-request"} 1\n',
    );
    await door.close();
  });

  it('names the code of a refusal, and the method only where it is known', async () => {
    const door = await openApp();
    await door.ask('/api/v1/remove', { method: 'POST' });
    await door.ask('/nowhere/at/all', { method: 'BREW' });
    expect(linesOf(door.log)).toMatchObject([
      { level: 'info', status: 401, code: 'missing-api-key' },
      { method: 'other', route: '(other)', status: 404, code: 'route-not-found' },
    ]);
  });
});

describe('a server that is to stop', () => {
  let folder: string;
  let log: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exifkit-sight-'));
    log = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  let reading = 0;
  const isReading = (): Promise<void> => expect.poll(() => reading, { timeout: 10_000 }).toBe(1);

  /** A server whose engine takes `ms` for a file. */
  const start = (ms: number, timeout: string): Promise<Running> => {
    reading = 0;
    const read: Engine['read'] = async (source) => {
      reading++;
      await wait(ms);
      return fakeEngine.read(source);
    };
    const env = {
      PORT: '0',
      EXIFKIT_DATA_DIR: folder,
      EXIFKIT_API_KEYS: key,
      EXIFKIT_SHUTDOWN_TIMEOUT: timeout,
    };
    const engine = { ...fakeEngine, read };
    return startServer({ engine, env, log: (line) => log.push(line), print: () => {} });
  };

  it('takes nothing new, and lets what runs end', async () => {
    const running = await start(1000, '30s');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (): Promise<number | undefined> =>
      new Promise((settle, fail) =>
        request(`${running.url}/readyz`, { agent }, (response) => {
          response.resume();
          response.on('end', () => settle(response.statusCode));
        })
          .on('error', fail)
          .end(),
      );
    expect(await ask()).toBe(200);
    const slow = fetch(`${running.url}/api/v1/extract`, post(form(fake())));
    await isReading();
    const stopped = running.stop();
    expect([503, 'ECONNREFUSED', 'ECONNRESET']).toContain(await ask().catch((error) => error.code));
    expect((await slow).status).toBe(200);
    await stopped;
    await expect(fetch(`${running.url}/healthz`)).rejects.toThrow();
    expect(linesOf(log).filter(({ event }) => event !== 'request')).toMatchObject([
      { event: 'stopping' },
      { event: 'stopped', requests: 'finished' },
    ]);
    agent.destroy();
  });

  it('cuts off what does not end in time', async () => {
    const running = await start(60_000, '1s');
    const slow = fetch(`${running.url}/api/v1/extract`, post(form(fake())));
    const failed = expect(slow).rejects.toThrow();
    await isReading();
    const before = Date.now();
    await running.stop();
    expect(Date.now() - before).toBeGreaterThanOrEqual(900);
    await failed;
    expect(linesOf(log).at(-1)).toMatchObject({ event: 'stopped', requests: 'cut off' });
  });

  it('refuses new requests on connections that are still open', async () => {
    let stopping = false;
    const door = await openApp({}, Date.now, fakeEngine, { stopping: () => stopping });
    expect((await door.ask('/readyz')).status).toBe(200);
    stopping = true;
    for (const path of ['/readyz', '/api/v1/extract/x']) {
      const refused = await door.ask(path);
      expect([refused.status, refused.headers.get('x-error-code')]).toEqual([503, 'shutting-down']);
      expect(refused.headers.get('connection')).toBe('close');
    }
    expect((await door.ask('/healthz')).status).toBe(200);
  });
});

it('is not ready while its store is gone, and the log says why', async () => {
  const gone = Object.assign(new Error('secret place'), { code: 'ECONNREFUSED' });
  const store = { get: () => Promise.reject(new StoreError('get results', { cause: gone })) };
  const door = await openApp({}, Date.now, fakeEngine, { store: store as never });
  const answer = await door.ask('/readyz');
  expect([answer.status, answer.headers.get('x-error-code')]).toEqual([503, 'store-unavailable']);
  expect(await answer.text()).not.toContain('ECONNREFUSED');
  expect(linesOf(door.log)).toMatchObject([
    {
      level: 'error',
      code: 'store-unavailable',
      cause: expect.stringMatching(/^StoreError get_results Error ECONNREFUSED/),
    },
  ]);
  expect(door.log.join()).not.toContain('secret place');
});
