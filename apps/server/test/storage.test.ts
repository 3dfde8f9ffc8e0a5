import {
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileStore } from '../src/storage/file.js';
import { createMemoryStore } from '../src/storage/memory.js';
import { type Entry, type Kind, type Store, type Stored, StoreError } from '../src/storage/store.js';

const id = '123e4567-e89b-12d3-a456-426614174000';
let time = 0;
let folder: string;

beforeEach(async () => {
  time = Date.now();
  folder = await mkdtemp(join(tmpdir(), 'exifkit-store-'));
});
afterEach(() => rm(folder, { recursive: true }));

const now = (): number => time;

function entry(text: string, expires?: number): Entry {
  return { meta: { name: 'a "b"\n日.jpg' }, body: new TextEncoder().encode(text), expires };
}

function streamEntry(size: number, chunks: readonly (string | Error)[]): Entry {
  const pieces = chunks.values();
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = pieces.next();
      if (done) controller.close();
      else if (value instanceof Error) controller.error(value);
      else controller.enqueue(new TextEncoder().encode(value));
    },
  });
  return { meta: {}, body: { size, stream }, expires: undefined };
}

async function ids(store: Store, kind: Kind): Promise<string[]> {
  const all: string[] = [];
  for await (const one of store.list(kind)) all.push(one);
  return all;
}

async function text(stored: Stored | undefined, start?: number, end?: number): Promise<string | undefined> {
  const stream = await stored?.open(start, end);
  return stream && new Response(stream).text();
}

const stores: [string, () => Promise<Store>][] = [
  ['file', () => createFileStore(folder, { now })],
  ['memory', async () => createMemoryStore({ now })],
];

describe.each(stores)('the %s store', (_, open) => {
  it('gives back what was put, whole and in part', async () => {
    const store = await open();
    await store.put('cleaned', id, entry('0123456789', time + 1000));
    const found = await store.get('cleaned', id);
    expect(found).toMatchObject({ id, meta: { name: 'a "b"\n日.jpg' }, size: 10, expires: time + 1000 });
    expect(await text(found)).toBe('0123456789');
    expect(await text(found, 3, 5)).toBe('34');
    expect(await text(found, 9)).toBe('9');
    expect(await text(found)).toBe('0123456789');
  });

  it('keeps a large body and an empty one', async () => {
    const store = await open();
    const body = crypto.getRandomValues(new Uint8Array(65_536));
    const large = new Uint8Array(65_536 * 20);
    for (let i = 0; i < 20; i++) large.set(body, i * body.length);
    await store.put('cleaned', id, { meta: {}, body: large, expires: undefined });
    const stream = await (await store.get('cleaned', id))!.open(1, large.length - 1);
    expect(Buffer.from(await new Response(stream).arrayBuffer()).equals(large.subarray(1, -1))).toBe(true);
    await store.put('results', id, entry(''));
    expect(await text(await store.get('results', id))).toBe('');
  });

  it('replaces what was there', async () => {
    const store = await open();
    await store.put('results', id, entry('old'));
    await store.put('results', id, entry('newer'));
    expect(await text(await store.get('results', id))).toBe('newer');
  });

  it('keeps kinds apart', async () => {
    const store = await open();
    await store.put('results', id, entry('x'));
    expect(await store.get('cleaned', id)).toBeUndefined();
    expect([await ids(store, 'results'), await ids(store, 'cleaned')]).toEqual([[id], []]);
  });

  it('keeps what a stream brings', async () => {
    const store = await open();
    await store.put('cleaned', id, streamEntry(10, ['0123', '', '456789']));
    const found = await store.get('cleaned', id);
    expect([found?.size, await text(found), await text(found, 3, 5)]).toEqual([10, '0123456789', '34']);
  });

  it.each([
    ['less than it said', 11, ['0123456789'], /as long as it said/],
    ['more than it said', 9, ['01234', '56789'], /as long as it said/],
    ['an error', 10, ['01234', new Error('of its own')], /of its own/],
  ])('keeps nothing of a stream that brings %s, and passes on why', async (_, size, chunks, why) => {
    const store = await open();
    await store.put('cleaned', id, entry('before'));
    const failed = store.put('cleaned', id, streamEntry(size, chunks));
    await expect(failed).rejects.toThrow(why);
    await expect(failed).rejects.not.toBeInstanceOf(StoreError);
    expect(await text(await store.get('cleaned', id))).toBe('before');
  });

  it('deletes, also what is not there', async () => {
    const store = await open();
    await store.put('results', id, entry('x'));
    await store.put('cleaned', id, entry('x'));
    await store.delete('results', id);
    await store.delete('results', id);
    expect(await store.get('results', id)).toBeUndefined();
    expect(await text(await store.get('cleaned', id))).toBe('x');
  });

  it('gives no mixture of two objects where one replaced the other', async () => {
    const store = await open();
    await store.put('cleaned', id, entry('old one'));
    const old = await store.get('cleaned', id);
    await store.put('cleaned', id, { ...entry('the new one, longer'), meta: {} });
    expect([undefined, 'old one']).toContain(await text(old));
  });

  it('gives nothing out after its time, swept or not', async () => {
    const store = await open();
    await store.put('results', id, entry('x', time + 10));
    await store.put('cleaned', id, entry('x', time + 10));
    await store.put('keys', id, entry('x'));
    time += 10;
    expect(await store.get('results', id)).toBeUndefined();
    expect(await ids(store, 'results')).toEqual([]);
    expect(await store.sweep()).toBe(1);
    expect([await ids(store, 'cleaned'), await ids(store, 'keys')]).toEqual([[], [id]]);
  });

  it.each(['', '../keys/a', 'a/b', 'A', '.', 'a'.repeat(65)])(
    'finds nothing under the id %j',
    async (odd) => {
      expect(await (await open()).get('results', odd)).toBeUndefined();
    },
  );
});

describe('the file store', () => {
  it('is there again after a restart', async () => {
    await (await createFileStore(folder)).put('results', id, entry('x'));
    expect(await text(await (await createFileStore(folder)).get('results', id))).toBe('x');
  });

  it('never gives out half a file', async () => {
    const store = await createFileStore(folder);
    await store.put('cleaned', id, entry('0123456789'));
    const path = join(folder, 'cleaned', id);
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length++) {
      await truncate(path, length);
      expect(await store.get('cleaned', id)).toBeUndefined();
    }
    await writeFile(path, whole);
    expect(await text(await store.get('cleaned', id))).toBe('0123456789');
    await truncate(path, 5);
    expect(await store.sweep()).toBe(1);
  });

  it('leaves nothing aside, and takes away what a dead process left', async () => {
    const store = await createFileStore(folder, { now });
    await store.put('cleaned', id, entry('x'));
    const aside = join(folder, 'unfinished');
    expect(await readdir(aside)).toEqual([]);
    await writeFile(join(aside, 'fresh'), 'x');
    time += 10 * 60_000;
    await store.sweep();
    expect(await readdir(aside)).toEqual(['fresh']);
    time += 10 * 60_000;
    await store.sweep();
    expect(await readdir(aside)).toEqual([]);
  });

  it('opens none at a sweep but those that have expired, and mends the times of a copy', async () => {
    const store = await createFileStore(folder, { now });
    await store.put('cleaned', id, entry('x', time + 5000));
    const path = join(folder, 'cleaned', id);
    expect((await stat(path)).mtimeMs).toBeCloseTo(time + 5000, -1);
    await utimes(path, new Date(0), new Date(0));
    expect(await store.sweep()).toBe(0);
    expect((await stat(path)).mtimeMs).toBeCloseTo(time + 5000, -1);
    await writeFile(path, 'which a sweep that opened it would delete');
    await utimes(path, new Date(time + 5000), new Date(time + 5000));
    expect(await store.sweep()).toBe(0);
    time += 5001;
    expect(await store.sweep()).toBe(1);
  });

  it('says so where a file went while it was sent for', async () => {
    const store = await createFileStore(folder);
    await store.put('cleaned', id, entry('x'));
    const found = await store.get('cleaned', id);
    await rm(join(folder, 'cleaned', id));
    expect(await found!.open()).toBeUndefined();
  });

  it('lets a file go when a download is broken off', async () => {
    const store = await createFileStore(folder);
    await store.put('cleaned', id, { meta: {}, body: new Uint8Array(2_000_000), expires: undefined });
    for (let i = 0; i < 50; i++) {
      const stream = await (await store.get('cleaned', id))!.open();
      const reader = stream!.getReader();
      if (i % 2) await reader.read();
      await reader.cancel();
    }
    const open = await Promise.all(
      (await readdir('/proc/self/fd').catch(() => [])).map((fd) => linkTarget(`/proc/self/fd/${fd}`)),
    );
    expect(open.filter((path) => path.startsWith(folder))).toEqual([]);
  });
});

async function linkTarget(path: string): Promise<string> {
  return readlink(path).catch(() => '');
}

describe('the memory store', () => {
  it('refuses what it has no room for, and loses nothing', async () => {
    const store = createMemoryStore({ maxBytes: 10, now });
    await store.put('results', 'a', entry('1234', time + 10));
    await store.put('results', 'b', entry('1234'));
    await expect(store.put('cleaned', 'c', entry('1234'))).rejects.toBeInstanceOf(StoreError);
    expect(await text(await store.get('results', 'a'))).toBe('1234');
    expect(await text(await store.get('results', 'b'))).toBe('1234');
    time += 10;
    await store.put('cleaned', 'c', entry('1234'));
    await store.delete('cleaned', 'c');
    await store.put('cleaned', 'd', entry('123456'));
  });

  it('counts bodies on their way', async () => {
    const store = createMemoryStore({ maxBytes: 10 });
    let release = (): void => {};
    const slow = new Promise<void>((settle) => {
      release = settle;
    });
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await slow;
        controller.enqueue(new Uint8Array(6));
        controller.close();
      },
    });
    const first = store.put('cleaned', 'a', { meta: {}, body: { size: 6, stream }, expires: undefined });
    await expect(store.put('cleaned', 'b', entry('123456'))).rejects.toBeInstanceOf(StoreError);
    release();
    await first;
    await store.put('cleaned', 'c', entry('1234'));
  });
});
