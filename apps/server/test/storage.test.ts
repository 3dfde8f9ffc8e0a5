import { mkdtemp, readdir, readFile, readlink, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileStore } from '../src/storage/file.js';
import { createMemoryStore } from '../src/storage/memory.js';
import type { Entry, Store, Stored } from '../src/storage/store.js';

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
    expect([await store.isEmpty('results'), await store.isEmpty('cleaned')]).toEqual([false, true]);
  });

  it('gives nothing out after its time, swept or not', async () => {
    const store = await open();
    await store.put('results', id, entry('x', time + 10));
    await store.put('cleaned', id, entry('x', time + 10));
    await store.put('keys', id, entry('x'));
    time += 10;
    expect(await store.get('results', id)).toBeUndefined();
    expect(await store.isEmpty('results')).toBe(true);
    expect(await store.sweep()).toBe(1);
    expect([await store.isEmpty('cleaned'), await store.isEmpty('keys')]).toEqual([true, false]);
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
    const store = await createFileStore(folder);
    await store.put('cleaned', id, entry('x'));
    const aside = join(folder, 'unfinished');
    expect(await readdir(aside)).toEqual([]);
    await writeFile(join(aside, 'fresh'), 'x');
    await writeFile(join(aside, 'stale'), 'x');
    await utimes(join(aside, 'stale'), new Date(0), new Date(0));
    await store.sweep();
    expect(await readdir(aside)).toEqual(['fresh']);
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
  it('drops the oldest where there is no room, but no keys', async () => {
    const store = createMemoryStore({ bytes: 10 });
    await store.put('keys', 'a', entry('12345'));
    await store.put('results', 'b', entry('1234'));
    await store.put('cleaned', 'c', entry('1234'));
    expect(await store.get('results', 'b')).toBeUndefined();
    expect(await store.get('keys', 'a')).toBeDefined();
    expect(await store.get('cleaned', 'c')).toBeDefined();
  });
});
