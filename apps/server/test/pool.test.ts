// Work in threads: limits in time, what goes there and what does not, and what comes back.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as exifkit from 'exifkit';
import { edit } from 'exifkit/edit';
import { fromPath } from 'exifkit/node';
import { afterAll, describe, expect, it } from 'vitest';
import { stallingFiles } from '../../../test/stalling.js';
import { bodyOf } from '../src/cleaned-body.js';
import type { Engine } from '../src/engine.js';
import { createPool, type Pool } from '../src/pool.js';
import type { SizedStream } from '../src/storage/store.js';
import type { UploadedFile } from '../src/upload.js';
import { createWork } from '../src/work.js';
import { fakeEngine } from './fake-engine.js';

const all = { numeric: false, fields: undefined, report: false };
const large = 300_000;

function held(name: string, source: Uint8Array): UploadedFile {
  return { name, size: source.length, source, dispose: async () => {} };
}

const ofSize = (name: string, size: number): UploadedFile => held(name, new Uint8Array(size));

/** Reaches its limits with every file. */
const reluctant: Engine = {
  ...fakeEngine,
  async read() {
    throw Object.assign(new Error('too much'), { name: 'MetadataError', code: 'limit-exceeded' });
  },
};

describe('a pool', () => {
  const worker = new URL('./slow-worker.mjs', import.meta.url);
  const pool = createPool(reluctant, { threads: 2, timeLimit: 4000, worker });
  afterAll(() => pool.close());

  it('ends work that takes too long, and goes on', async () => {
    const endless = pool.work.extract(ofSize('600000', large), all);
    const short = pool.work.extract(ofSize('0', large), all);
    expect((await short).format).toBe('unknown');
    await expect(endless).rejects.toMatchObject({ status: 422, code: 'limit-exceeded' });
    expect((await pool.work.extract(ofSize('0', large), all)).exceeded).toBe(false);
  });

  it('counts the time of work from its start, not while it waits', async () => {
    const works = Array.from({ length: 6 }, () => pool.work.extract(ofSize('700', large), all));
    await new Promise((next) => setTimeout(next, 300));
    expect(pool.waiting()).toBeGreaterThan(0);
    expect((await Promise.all(works)).length).toBe(6);
  });

  it('leaves the thread that answers free', async () => {
    const work = pool.work.extract(ofSize('800', large), all);
    let turns = 0;
    const timer = setInterval(() => turns++, 10);
    await work;
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  it('passes on why a file was refused', async () => {
    await expect(pool.work.clean(ofSize('0', 10), {})).rejects.toMatchObject({
      status: 415,
      code: 'unsupported-type',
    });
  });

  it('does not take what is plain', async () => {
    const other = createPool(fakeEngine, { worker });
    const { format } = await other.work.extract(held('0', new TextEncoder().encode('FAKE')), all);
    expect(format).toBe('FAKE');
    await other.close();
  });
});

describe('a pool with the engine', () => {
  let pool: Pool | undefined;
  const work = (): Pool['work'] => {
    pool ??= createPool(exifkit, { worker: new URL('../dist/pool-worker.js', import.meta.url) });
    return pool.work;
  };
  const here = createWork({ ...exifkit, edit });
  afterAll(() => pool?.close());

  const photo = async (): Promise<Uint8Array> =>
    new Uint8Array(await readFile(new URL('../../../fixtures/files/jpeg-all-blocks.jpg', import.meta.url)));

  it('reads and cleans a file on disk as one in memory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'exifkit-pool-'));
    const bytes = new Uint8Array([...(await photo()), ...new Uint8Array(large)]);
    const path = join(folder, 'file');
    await writeFile(path, bytes);
    const file = { name: 'a.jpg', size: bytes.length, source: fromPath(path), path, dispose: async () => {} };
    expect(await work().extract(file, all)).toEqual(await here.extract(held('a.jpg', bytes), all));
    const cleaned = await work().clean(file, { preset: 'share' });
    const { stream, size } = bodyOf(cleaned.pieces, file.source) as SizedStream;
    const body = new Uint8Array(await new Response(stream).arrayBuffer());
    expect(size).toBe(body.length);
    const expected = await (await exifkit.remove(bytes, { preset: 'share' })).bytes();
    expect(Buffer.from(body).equals(expected)).toBe(true);
    await rm(folder, { recursive: true });
  });

  it('reads what is over the low limits to its end', async () => {
    const bytes = new Uint8Array(stallingFiles['TIFF directories of small entries']!(200_000));
    const file = held('a.tif', bytes);
    expect(JSON.parse((await work().extract(file, all)).json)).toEqual(
      JSON.parse((await here.extract(file, all)).json),
    );
  });
});
