import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nearFile } from '../src/near-file.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exifkit-near-'));
  path = join(folder, 'file');
  await writeFile(path, '0123456789');
});
afterEach(() => rm(folder, { recursive: true }));

it.each([
  [0, 4, '0123'],
  [8, 20, '89'],
  [10, 20, ''],
  [30, 40, ''],
])('gives what of the bytes from %i to %i there is', async (start, end, text) => {
  const file = nearFile(path);
  expect(new TextDecoder().decode(await file.read({ start, end }))).toBe(text);
  expect(file.size).toBe(10);
  await file.close?.();
});

it('can be read again once it was closed', async () => {
  const file = nearFile(path);
  await file.read({ start: 0, end: 1 });
  await file.close?.();
  expect((await file.read({ start: 0, end: 10 })).length).toBe(10);
  await file.close?.();
  await file.close?.();
});

it('rejects where the file has gone', async () => {
  await rm(path);
  await expect(nearFile(path).read({ start: 0, end: 1 })).rejects.toThrow(/ENOENT/);
});

it('brings the hash of the runtime', async () => {
  const hash = await nearFile(path).sha256?.();
  for (const part of ['01234', '56789']) hash?.update(new TextEncoder().encode(part));
  expect(hash?.hex()).toBe(createHash('sha256').update('0123456789').digest('hex'));
});
