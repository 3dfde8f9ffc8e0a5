import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
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
import { describeError } from '../../src/log.js';
import { createFileStore } from '../../src/storage/file.js';
import { createMemoryStore } from '../../src/storage/memory.js';
import { openStore } from '../../src/storage/open.js';
import { StoreError } from '../../src/storage/store.js';
import { entry, id, testStore, text } from './contract.js';

let time = 0;
let folder: string;

beforeEach(async () => {
  time = Date.now();
  folder = await mkdtemp(join(tmpdir(), 'exifkit-store-'));
});
afterEach(() => rm(folder, { recursive: true }));

const now = (): number => time;

/** Whether a small disk can be had. */
const mounts = ((): boolean => {
  const place = mkdtempSync(join(tmpdir(), 'exifkit-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place]);
    return true;
  } catch {
    console.warn('skipped: the test of a full disk, as none can be mounted');
    return false;
  } finally {
    rmdirSync(place);
  }
})();

describe('the file store', () => {
  testStore(async () => () => createFileStore(folder));

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

  it('reads no stored object when it is opened', async () => {
    await createFileStore(folder);
    const path = join(folder, 'results', id);
    await writeFile(path, 'which a sweep that opened it would delete');
    await (await openStore({ kind: 'file', path: folder }, { dataDir: '', env: {} })).close();
    expect(await readdir(join(folder, 'results'))).toEqual([id]);
  });

  it('says so where a file went while it was sent for', async () => {
    const store = await createFileStore(folder);
    await store.put('cleaned', id, entry('x'.repeat(100_000)));
    const found = await store.get('cleaned', id);
    await rm(join(folder, 'cleaned', id));
    expect(await found!.open()).toBeUndefined();
  });

  it.skipIf(!mounts)('refuses what the disk has no room for, and loses nothing', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
    try {
      const store = await createFileStore(folder);
      await store.put('results', id, entry('before'));
      const large = store.put('cleaned', id, entry('x'.repeat(2_000_000)));
      expect(describeError(await large.catch((error: unknown) => error))).toMatch(
        /^StoreError put_cleaned Error ENOSPC write/,
      );
      expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
      await store.put('cleaned', id, entry('x'.repeat(500_000)));
      const fill = async (): Promise<void> => {
        for (let i = 0; i < 100; i++) await store.put('results', `${i}`, entry('x'.repeat(60_000)));
      };
      expect(describeError(await fill().catch((error: unknown) => error))).toMatch(
        /^StoreError put_results Error ENOSPC write/,
      );
      expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
      expect(await text(await store.get('results', id))).toBe('before');
    } finally {
      execFileSync('umount', [folder]);
    }
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
  testStore(async () => {
    const store = createMemoryStore();
    return async () => store;
  });

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
