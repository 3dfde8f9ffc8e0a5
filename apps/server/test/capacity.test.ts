// What the server takes on, and what it refuses at once.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Capacity } from '../src/capacity.js';
import type { Engine } from '../src/engine.js';
import { Gate } from '../src/gate.js';
import { Upload } from '../src/upload.js';
import { createUploadFolder } from '../src/upload-folder.js';
import { form, openApp, openSocket, post } from './doors.js';
import { fake, fakeEngine } from './fake-engine.js';

const failing = (): Promise<never> => Promise.reject(new Error('no file was to be made'));

const ceilings = { maxMemory: 1000, maxConcurrency: 10, maxDownloads: 10 };

describe('files in work', () => {
  it('are so many; the next is refused with the time to wait', async () => {
    let finish = (): void => {};
    const held = new Promise<void>((settle) => {
      finish = settle;
    });
    let reading = 0;
    const engine: Engine = {
      ...fakeEngine,
      read: async (source) => {
        reading++;
        await held;
        return fakeEngine.read(source);
      },
    };
    const door = await openApp({ EXIFKIT_MAX_CONCURRENCY: '2' }, Date.now, engine);
    const ask = async (): Promise<Response> => door.ask('/api/v1/extract', post(form(fake())));
    const first = [ask(), ask()];
    await expect.poll(() => reading, { timeout: 10_000 }).toBe(2);
    const third = await ask();
    expect([third.status, third.headers.get('x-error-code')]).toEqual([503, 'overloaded']);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    finish();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await ask()).status).toBe(200);
  });
});

describe('downloads', () => {
  it('are so many at a time, and end when they are let go', async () => {
    const door = await openSocket({ EXIFKIT_MAX_DOWNLOADS: '1', EXIFKIT_SHUTDOWN_TIMEOUT: '1s' });
    const { downloadUrl } = await (await door.ask('/api/v1/remove', post(form(fake('', 30_000_000))))).json();
    const stop = new AbortController();
    const open = await fetch(downloadUrl, { signal: stop.signal });
    expect(open.status).toBe(200);
    const second = await fetch(downloadUrl);
    expect([second.status, second.headers.get('x-error-code')]).toEqual([503, 'overloaded']);
    await second.arrayBuffer();
    stop.abort();
    let status = 503;
    for (let tries = 0; tries < 100 && status !== 200; tries++) {
      await new Promise((next) => setTimeout(next, 50));
      const head = await fetch(downloadUrl, { headers: { Range: 'bytes=0-9' } });
      await head.arrayBuffer();
      status = head.status === 206 ? 200 : head.status;
    }
    expect(status).toBe(200);
    await door.close();
  });
});

describe('an upload', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exifkit-upload-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const files = (): Promise<string[]> => readdir(folder);
  const contentOf = async (upload: Upload): Promise<Uint8Array> => {
    const { source, size, dispose } = await upload.finish('a');
    const bytes = 'read' in source ? await source.read({ start: 0, end: size }) : source;
    await dispose();
    return bytes.slice(0, size);
  };

  it.each([
    ['above 256 KiB, with a lane', 300_000, 4096, 0, 0],
    ['above 4 MiB', 5_000_000, 50_000, 0, 1],
    ['above 256 KiB', 300_000, 4096, 4, 1],
    ['in large pieces', 2_000_000, 200_000, 4, 1],
    ['of small pieces', 300_000, 100, 0, 1],
    ['of single bytes', 20_000, 1, 0, 0],
    ['below 256 KiB', 200_000, 50_000, 4, 0],
  ])('%s is given back as it came, and nothing is left of it', async (_, size, step, others, onDisk) => {
    const capacity = new Capacity();
    const inLanes = Array.from({ length: others }, () => new Upload({ create: failing }, new Capacity()));
    for (const other of inLanes) other.add(new Uint8Array(4096));
    const upload = new Upload(await createUploadFolder(folder, new Gate(1)), capacity);
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 7) % 251);
    for (let at = 0; at < size; at += step) {
      upload.add(bytes.slice(at, at + step));
      if (upload.isFull) await upload.settle();
    }
    expect((await files()).length).toBe(onDisk);
    expect(Buffer.from(await contentOf(upload)).equals(bytes)).toBe(true);
    expect([await files(), capacity.held]).toEqual([[], 0]);
    for (const other of inLanes) await other.discard();
  });

  it('has its lane to itself until it is let go', async () => {
    const uploads = await createUploadFolder(folder, new Gate(1));
    const bytes = (value: number): Uint8Array => new Uint8Array(5000).fill(value);
    const held = Array.from({ length: 6 }, () => new Upload(uploads, new Capacity()));
    for (const [i, upload] of held.entries()) upload.add(bytes(i));
    const done = await Promise.all(held.map((upload) => upload.finish('a')));
    expect(done.map(({ source }) => source)).toEqual(held.map((_, i) => bytes(i)));
    for (const { dispose } of done) await dispose();
  });

  it('goes to disk at once where no memory is left', async () => {
    const capacity = new Capacity(ceilings);
    const upload = new Upload(await createUploadFolder(folder, new Gate(1)), capacity);
    upload.add(new Uint8Array(2000));
    expect([upload.isFull, () => capacity.admit()]).toEqual([true, expect.any(Function)]);
    expect(() => capacity.admit()).toThrow('temporarily unavailable');
    await upload.settle();
    expect([(await files()).length, capacity.held]).toEqual([1, 0]);
    await upload.discard();
    expect(await files()).toEqual([]);
  });

  it('is let go where it is finished, and where its file is not made yet', async () => {
    const capacity = new Capacity();
    const finished = new Upload(undefined, capacity);
    finished.add(new Uint8Array(2000));
    await finished.finish('a');
    await finished.discard();
    expect(capacity.held).toBe(0);
    const uploads = await createUploadFolder(folder, new Gate(1));
    const create: typeof uploads.create = async () => {
      await new Promise((next) => setTimeout(next, 50));
      return uploads.create();
    };
    const unmade = new Upload({ create }, capacity);
    unmade.add(new Uint8Array(300_000));
    const settling = unmade.settle().catch(() => {});
    await unmade.discard();
    await settling;
    expect([await files(), capacity.held]).toEqual([[], 0]);
  });

  it('is refused where there is neither memory nor disk', () => {
    const upload = new Upload(undefined, new Capacity(ceilings));
    upload.add(new Uint8Array(2000));
    expect(() => upload.add(new Uint8Array(1))).toThrow('temporarily unavailable');
  });

  it('leaves nothing on disk, whatever becomes of its request', async () => {
    const door = await openSocket({ EXIFKIT_DATA_DIR: folder });
    const large = fake('', 1_000_000);
    const ask = async (path: string): Promise<number> => (await door.ask(path, post(form(large)))).status;
    expect(await ask('/api/v1/extract')).toBe(200);
    expect(await ask('/api/v1/remove')).toBe(200);
    expect(await ask('/api/v1/extract?format=odd')).toBe(400);
    const body = `--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${'x'.repeat(600_000)}`;
    const cut = post(body, { 'Content-Type': 'multipart/form-data; boundary=b' });
    expect((await door.ask('/api/v1/extract', cut)).status).toBe(400);
    expect(await readdir(join(folder, 'uploads'))).toEqual([]);
    await door.close();
  });
});
