import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Running, startServer } from '../src/entries/node.js';
import { type Door, form, key, openSocket, post } from './doors.js';
import { fake, fakeEngine } from './fake-engine.js';
import { type Built, buildSources, type Child, run } from './process.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exifkit-node-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('large bodies', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openSocket();
  });
  afterAll(() => door.close());

  it('of 45 MB are read, cleaned and given back', async () => {
    const file = fake('', 45_000_000);
    const extracted = await (await door.ask('/api/v1/extract', post(form(file)))).json();
    expect(extracted.metadata.File.Size).toBe(45_000_000);
    const { downloadUrl } = await (await door.ask('/api/v1/remove', post(form(file)))).json();
    const cleaned = new Uint8Array(await (await fetch(downloadUrl)).arrayBuffer());
    expect(cleaned.length).toBe(45_000_000);
    expect(Buffer.from(cleaned.subarray(21)).equals(file.subarray(21))).toBe(true);
  });

  it('over the limit are refused before they are sent, where they tell their length', async () => {
    const socket = await talk(door, head(['Content-Length: 900000000']));
    const answer = await socket.answer();
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toMatch(/^x-error-code: body-too-large\r$/im);
  });

  it('over the limit are cut off while they arrive', async () => {
    let sent = 0;
    const status = await new Promise((settle, fail) => {
      const upload = request(`${door.origin}/api/v1/extract`, {
        method: 'POST',
        headers: { 'X-API-Key': key, 'Content-Type': 'multipart/form-data; boundary=b' },
      });
      upload.on('response', (response) => settle(response.statusCode));
      upload.on('error', fail);
      upload.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n');
      const chunk = Buffer.alloc(1 << 20);
      const more = (): void => {
        while (sent < 500 && !upload.destroyed && !upload.writableEnded && upload.write(chunk)) sent++;
      };
      upload.on('drain', () => {
        sent++;
        more();
      });
      more();
    });
    expect(status).toBe(413);
    expect(sent).toBeLessThan(500);
  });

  it('may have bytes after their end that arrive apart', async () => {
    const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nFAKE\r\n--b--';
    const socket = await talk(door, head([`Content-Length: ${part.length + 2}`]) + part);
    await wait(50);
    socket.send('\r\n');
    expect(await socket.answer()).toMatch(/^HTTP\/1.1 200 /);
  });

  it('may come byte by byte', async () => {
    const part =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nFAKE\r\n-\r\n--c\r\n--b--\r\n';
    const socket = await talk(door, head([`Content-Length: ${part.length}`]));
    for (const character of part) {
      socket.send(character);
      await wait(1);
    }
    expect(await socket.answer()).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe('Expect: 100-continue', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openSocket({ EXIFKIT_MAX_BYTES: '1000' });
  });
  afterAll(() => door.close());

  it('is answered when the body is wanted', async () => {
    const part =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nFAKE\r\n--b--\r\n';
    const socket = await talk(door, head([`Content-Length: ${part.length}`, 'Expect: 100-continue']));
    expect(await socket.answer()).toMatch(/^HTTP\/1.1 100 Continue/);
    socket.send(part);
    expect(await socket.answer(/HTTP\/1.1 200 OK/)).toMatch(/HTTP\/1.1 200 OK/);
  });

  it('is not, where the key or the length will not do', async () => {
    const large = await talk(door, head(['Content-Length: 900000', 'Expect: 100-continue']));
    expect(await large.answer()).toMatch(/^HTTP\/1.1 413 /);
    const stranger = await talk(door, head(['Content-Length: 90', 'Expect: 100-continue'], 'wrong'));
    expect(await stranger.answer()).toMatch(/^HTTP\/1.1 401 /);
  });
});

describe('bytes that are no proper request', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openSocket();
  });
  afterAll(() => door.close());

  it.each([
    'not http at all\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',
    'GET /\\..\\x HTTP/1.1\r\nHost: a\r\n\r\n',
    'POST /api/v1/extract HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n',
  ])('get an error in the envelope: %j', async (bytes) => {
    const socket = await talk(door, bytes);
    const answer = await socket.answer(/\}$/);
    expect(answer).toMatch(/^HTTP\/1.1 40[04] /);
    expect(answer).toMatch(/x-error-code: /i);
    expect(answer).toMatch(/x-request-id: /i);
    expect(answer).toContain('{"success":false,"error":"');
  });
});

describe('start and stop', () => {
  const start = (env: Record<string, string>, printed: string[]): ReturnType<typeof startServer> =>
    startServer({
      engine: fakeEngine,
      env: { PORT: '0', EXIFKIT_DATA_DIR: folder, ...env },
      log: (line) => printed.push(`log: ${line}`),
      print: (text) => printed.push(text),
    });

  it('makes a key at the first start, prints it once and stores its hash', async () => {
    const printed: string[] = [];
    const first = await start({}, printed);
    const text = printed.join('\n');
    const made = /^ {2}(exk_[\w-]{43})$/m.exec(text)![1]!;
    expect(text).toContain(`curl -H 'X-API-Key: ${made}' -F 'file=@photo.jpg' ${first.url}/api/v1/extract`);
    const send = (url: string): Promise<Response> =>
      fetch(`${url}/api/v1/extract`, { method: 'POST', body: form(fake()), headers: { 'X-API-Key': made } });
    expect((await send(first.url)).status).toBe(200);
    await first.stop();
    const names = await readdir(folder, { recursive: true });
    expect(names.some((name) => name.includes(made))).toBe(false);
    const again: string[] = [];
    const second = await start({}, again);
    expect(again).toEqual([`exifkit listens on ${second.url}`]);
    expect((await send(second.url)).status).toBe(200);
    await second.stop();
    expect(again.join('\n')).not.toContain(made);
  });

  it('makes no key where one is configured', async () => {
    const printed: string[] = [];
    await (await start({ EXIFKIT_API_KEYS: 'mine' }, printed)).stop();
    expect(printed.join('\n')).not.toContain('exk_');
  });

  it('says what is wrong with a port or folder it cannot have', async () => {
    const running = await start({}, []);
    const taken = start({ PORT: new URL(running.url).port }, []);
    await expect(taken).rejects.toThrow(/^HOST, PORT: cannot listen/);
    await expect(start({ EXIFKIT_DATA_DIR: '/dev/null/x' }, [])).rejects.toThrow(/^EXIFKIT_DATA_DIR: /);
    await running.stop();
  });

  it('logs why nothing could be kept, by the system’s code alone', async () => {
    const printed: string[] = [];
    const running = await start({ EXIFKIT_API_KEYS: key }, printed);
    await rm(join(folder, 'unfinished'), { recursive: true });
    await writeFile(join(folder, 'unfinished'), '');
    const answer = await fetch(`${running.url}/api/v1/remove`, post(form(fake(), 'secret.jpg')));
    expect([answer.status, answer.headers.get('x-error-code')]).toEqual([503, 'store-unavailable']);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await answer.text()).not.toContain('ENOTDIR');
    const log = printed.filter((line) => line.startsWith('log: ')).join('\n');
    expect(log).toMatch(/"cause":"StoreError put_cleaned Error ENOTDIR open /);
    for (const secret of ['secret', key, folder]) expect(log).not.toContain(secret);
    await rm(join(folder, 'unfinished'));
    await running.stop();
  });

  it('lets a running request end', async () => {
    const running = await start({ EXIFKIT_API_KEYS: key }, []);
    const part =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nFAKE\r\n--b--\r\n';
    const socket = await talk(
      { origin: running.url },
      head([`Content-Length: ${part.length}`, 'Connection: close']),
    );
    await hasCome(running);
    const stopped = running.stop();
    socket.send(part);
    expect(await socket.answer()).toMatch(/^HTTP\/1.1 200 /);
    await stopped;
  });

  it('says with the last answer that the connection ends', async () => {
    const running = await start({ EXIFKIT_API_KEYS: key }, []);
    const part =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nFAKE\r\n--b--\r\n';
    const socket = await talk({ origin: running.url }, head([`Content-Length: ${part.length}`]));
    await hasCome(running);
    const stopped = running.stop();
    socket.send(part);
    expect(await socket.answer()).toMatch(/^connection: close\r$/im);
    await stopped;
  });

  it('waits for no connection on which nothing has come', async () => {
    const running = await start({ EXIFKIT_API_KEYS: key, EXIFKIT_SHUTDOWN_TIMEOUT: '60s' }, []);
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
    await once(socket, 'connect');
    await fetch(`${running.url}/healthz`);
    const ended = once(socket.resume(), 'end');
    await running.stop();
    await ended;
  });

  it('refuses a folder of a file system that has no new ones', async () => {
    const taken = start({ EXIFKIT_DATA_DIR: '/proc/exifkit/data' }, []);
    await expect(taken).rejects.toThrow(/^EXIFKIT_DATA_DIR: .* cannot be used \(E/);
  });
});

describe('as a process', () => {
  let built: Built;
  beforeAll(async () => {
    built = await buildSources();
  });
  afterAll(() => built.remove());

  const node = (script: string, args: string[], env: Record<string, string> = {}): Child =>
    run(process.execPath, [join(built.folder, script), ...args], {
      PORT: '0',
      EXIFKIT_DATA_DIR: folder,
      ...env,
    });

  it('ends with a clear error for a wrong setting', async () => {
    const child = node('src/entries/node.js', [], { PORT: 'http', EXIFKIT_KEY: 'x' });
    expect(await child.exit).toBe(78);
    expect(child.output()).toBe(
      'exifkit: PORT: expected a port number, 0 to 65535\nexifkit: EXIFKIT_KEY: no such setting\n',
    );
  });

  it('ends with a clear error where the data directory cannot be written', async () => {
    const script = join(built.folder, 'src/entries/node.js');
    const child = run('sh', ['-c', `ulimit -f 0; exec "$0" "$1"`, process.execPath, script], {
      PORT: '0',
      EXIFKIT_DATA_DIR: folder,
    });
    expect(await child.exit).toBe(78);
    expect(child.output()).toMatch(/^exifkit: EXIFKIT_DATA_DIR: \S+ cannot be used \(EFBIG: [^\n]*\)\n$/);
  });

  it('makes keys that a running server knows at once', async () => {
    const server = node('test/child-server.js', [], { EXIFKIT_API_KEYS: key });
    const url = (await server.printed(/listens on (\S+)/))[1]!;
    const command = node('src/entries/node.js', ['keys', 'create', 'mine']);
    expect(await command.exit).toBe(0);
    const headers = { 'X-API-Key': command.output().trim() };
    const answer = await fetch(`${url}/api/v1/extract`, { method: 'POST', body: form(fake()), headers });
    expect(answer.status).toBe(200);
    server.process.kill('SIGKILL');
    await server.exit;
  });

  it('killed in the middle of uploads, gives out whole files only', async () => {
    const served = new Set<string>();
    for (let runFor = 150; runFor <= 450 || (served.size === 0 && runFor < 5000); runFor += 150) {
      const server = node('test/child-server.js', [], { EXIFKIT_API_KEYS: key });
      const url = (await server.printed(/listens on (\S+)/))[1]!;
      const uploads = [1, 2, 3].map((n) => uploadUntilGone(url, n * 700_000, served));
      await wait(runFor);
      server.process.kill('SIGKILL');
      await server.exit;
      await Promise.all(uploads);
    }
    expect(served.size).toBeGreaterThan(0);
    const server = node('test/child-server.js', [], { EXIFKIT_API_KEYS: key });
    const url = (await server.printed(/listens on (\S+)/))[1]!;
    const kept = new Set(await readdir(join(folder, 'cleaned')));
    for (const uuid of new Set([...served, ...kept])) {
      const file = await fetch(`${url}/download-cleaned/${uuid}`);
      expect([uuid, file.status]).toEqual([uuid, 200]);
      const size = (await file.arrayBuffer()).byteLength;
      expect([700_000, 1_400_000, 2_100_000]).toContain(size);
    }
    server.process.kill('SIGKILL');
    await server.exit;
  });
});

/** Sends files to be cleaned until the server is gone; notes what it said it had kept. */
async function uploadUntilGone(url: string, size: number, served: Set<string>): Promise<void> {
  try {
    for (;;) {
      const answer = await fetch(`${url}/api/v1/remove`, post(form(fake('', size))));
      served.add((await answer.json()).uuid);
    }
  } catch {
    // Gone.
  }
}

function head(lines: readonly string[], apiKey = key): string {
  const first = ['POST /api/v1/extract HTTP/1.1', 'Host: localhost', `X-API-Key: ${apiKey}`];
  return [...first, 'Content-Type: multipart/form-data; boundary=b', ...lines, '', ''].join('\r\n');
}

interface Talk {
  send(text: string): void;
  /** What has come, once it is like this. */
  answer(like?: RegExp): Promise<string>;
}

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** What was sent has come when another request that was sent later has been answered. */
async function hasCome({ url }: Running): Promise<void> {
  await wait(50);
  await (await fetch(`${url}/healthz`)).arrayBuffer();
}

async function talk(door: Pick<Door, 'origin'>, first: string): Promise<Talk> {
  const { hostname, port } = new URL(door.origin);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString();
  });
  socket.on('error', () => {});
  socket.write(first);
  return {
    send: (text) => void socket.write(text),
    async answer(like = /\r\n\r\n/) {
      for (let i = 0; i < 500 && !like.test(received); i++) await wait(20);
      return received;
    },
  };
}
